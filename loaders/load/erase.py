"""Erases the words of a file received that holds personal data, and keeps what is counted."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from loaders.mapping.erase import NamedCell, without_words
from loaders.mapping.layout_files import LAYOUTS, layout_for, layouts_for
from loaders.mapping.sheets import sheets_of
from loaders.reader.read_file import read_workbook
from loaders.received import fingerprints, ledger, ledger_records, request_log
from loaders.received.disk import write_once
from loaders.received.file_faults import file_faults
from loaders.received.ledger_records import ERASED, LEFT, FileReceived, Record, WordsErased
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from loaders.received.request_log import Requests
from loaders.received.withdraw import CorrectionDecision, to_correct
from loaders.request.answer import layout_for_form
from tracker import store
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable


def erase(
    file: str,
    decision: CorrectionDecision,
    received: Path = RECEIVED,
    layouts: Path = LAYOUTS,
    built: Path | None = None,
    cells: Collection[NamedCell] = (),
    head: str = "",
    first: Callable[[FileReceived], object] = lambda record: None,
) -> WordsErased:
    """Records that the words of a file were erased, erases them, and returns the record.

    `file` is its place below the folder of all senders; with `cells` only the words of these cells are erased. From
    then on, what is left is read in place of the file: references, names of bodies, dates and states. Nothing is left
    of a file that cannot be read. The database in `built` says since when evidence was named. `first` is called with
    the record of the file before anything is recorded; if it raises, nothing is recorded.

    Raises NotReadable where the file is on no record or is not as it was received, where its words were erased before,
    where the database does not hold it, where it could be read before and cannot be read now, where nobody says who
    decides and why, where the day is impossible, and where something would be counted otherwise; ledger.OtherHead where
    a given `head` is no longer the head of the ledger.
    """
    with alone_in(received):
        records = ledger.read(received)
        record = to_correct(records, file, decision)
        _refuse_unlike_received(record, received, records)
        ledger.refuse_other_head(records, head)
        stored = _stored_facts(record, built or store.build_folder())
        requests = request_log.on_record(received, records)
        left = _bytes_left(record, received, layouts_for(received, layouts), stored.since, cells, requests)
        if stored.is_read and not left:  # its rows would be lost for good
            raise NotReadable(
                f"{record.file} could be read before and cannot be read now, so nothing would be left of it. Try "
                "again. If its layout has changed, load first (the page Load, or python -m loaders)."
            )
        first(record)
        _write_left(left, received / f"{record.file}{LEFT}")
        erased = _erased(records, record, decision, left)
        ledger.write(received, [*records, erased])
        finish(received, [erased])
        return erased


def finish(received: Path, erased: Collection[WordsErased]) -> None:
    """Removes the files whose words were erased; if something interrupts this, the next load does it."""
    for one in erased:
        (received / one.file).unlink(missing_ok=True)


def _refuse_unlike_received(record: FileReceived, received: Path, records: Sequence[Record]) -> None:
    """Raises NotReadable for a file whose words were erased before, or which is not as it was received."""
    if record.number in ledger_records.erasures(records):
        raise NotReadable(f"The words of {record.file} were erased before. Nothing more is needed.")
    for fault in file_faults(received, [record]):
        raise NotReadable(f"{fault} Or withdraw it (the page Withdraw, or python -m loaders withdraw).")


def _write_left(left: bytes, path: Path) -> None:
    """Writes the bytes that are left of a file, if there are any, over those of an interrupted attempt."""
    if left:
        path.unlink(missing_ok=True)
        write_once(left, path)


class _Stored(NamedTuple):
    """Whether a file was read, and the day since which evidence was named, by its sheet and row."""

    is_read: bool
    since: Mapping[tuple[str, int], date]


def _stored_facts(record: FileReceived, built: Path) -> _Stored:
    """What the database in `built` says of a file. Raises NotReadable where it does not hold the file."""
    known = "SELECT is_read FROM file_received WHERE file_id = $file AND chain = $chain"
    since = """
        SELECT sheet, row_number, max_by(evidence_since, known_from_file) AS since
        FROM action_known
        WHERE file_id = $file
        GROUP BY sheet, row_number
        HAVING since IS NOT NULL
    """
    try:
        with store.read_only(store.current(built)) as db:
            if found := db.execute(known, {"file": record.number, "chain": record.chain}).fetchone():
                rows = db.execute(since, {"file": record.number}).fetchall()
                return _Stored(found[0], {(sheet, row): on for sheet, row, on in rows})
    except (store.NoDatabase, store.DatabaseError):
        pass  # the same as a database that does not hold the file
    raise NotReadable(
        f"The database in {built} does not hold {record.file}. Load first (the page Load, or python -m loaders)."
    )


def _bytes_left(
    record: FileReceived,
    received: Path,
    layouts: Path,
    since: Mapping[tuple[str, int], date],
    cells: Collection[NamedCell],
    requests: Requests,
) -> bytes:
    """The bytes left of the file, none where its layout cannot read it. Raises NotReadable where it has no layout."""
    path = received / record.file
    layout = layout_for(record.sender, date.fromisoformat(record.received_on), layouts)
    try:
        workbook = read_workbook(path)
        layout, _ = layout_for_form(workbook, layout, requests, record.sender)
        sheets_of(workbook, layout)
    except NotReadable:
        return b""
    return without_words(path.read_bytes(), layout, since, cells)


def _erased(records: Sequence[Record], record: FileReceived, decision: CorrectionDecision, left: bytes) -> WordsErased:
    erased = WordsErased(
        version=ledger_records.VERSION,
        kind=ERASED,
        number=len(records) + 1,
        erases=record.number,
        file=record.file,
        on=str(decision.on),
        because=Withdrawal.PERSONAL_DATA.value,
        left_bytes=len(left),
        left_sha256=fingerprints.sha256(left) if left else "",
        why=decision.why,
        by=decision.by.post,
        account=decision.by.account,
        salt=fingerprints.salt(),
        chain="",
    )
    return ledger.with_link(erased, records)
