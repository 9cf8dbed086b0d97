"""Withdraws a file received, dates it anew or replaces it: the ledger says which file, who decided, when and why."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Literal, NamedTuple

from loaders.received import fingerprints, ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.arrival import why_no_day, why_no_file
from loaders.received.disk import write_once
from loaders.received.file_faults import faults_by_number, file_faults
from loaders.received.ledger_records import DATED_ANEW, REPLACED, WITHDRAWN, FileReceived, FileWithdrawn, Record
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from loaders.received.receive import free_place
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable

Kind = Literal["withdrawn", "dated anew", "replaced"]


class CorrectionDecision(NamedTuple):
    """A decision to correct a mistake: who decides, the day, the reason, and the kind of mistake."""

    by: Actor
    on: date
    why: str
    because: Withdrawal = Withdrawal.MISFILED


def withdraw(file: str, decision: CorrectionDecision, received: Path = RECEIVED, head: str = "") -> FileWithdrawn:
    """Records that a file no longer counts, waits until the disk has the record, and returns it.

    `file` is its place below the folder of all senders. The file itself stays where and as it is, since what was shown
    before is based on it. Raises NotReadable if the file is on no record or was withdrawn before, if nobody says who
    decides and why, or if the day is impossible; ledger.OtherHead if `head` is given and is no longer the ledger's.
    """
    with alone_in(received):
        records = ledger.read(received)
        record = _to_withdraw(records, file, decision)
        ledger.refuse_other_head(records, head)
        withdrawn = _withdrawn(records, record, decision, WITHDRAWN, received)
        ledger.write(received, [*records, withdrawn])
        return withdrawn


def date_anew(
    file: str, to: date, decision: CorrectionDecision, received: Path = RECEIVED, head: str = ""
) -> tuple[FileWithdrawn, FileReceived]:
    """Withdraws a file and records the same bytes under the day `to`; returns both records.

    Raises what `withdraw` raises, and NotReadable for an impossible day or if the file is not as it was received.
    """
    if to > decision.on:
        raise NotReadable(f"{to} is after {decision.on}, when this was decided. Give the day on which the file came.")
    with alone_in(received):
        records = ledger.read(received)
        record = _to_withdraw(records, file, decision)
        ledger.refuse_other_head(records, head)
        if why_not := why_no_day(to):
            raise NotReadable(why_not)
        if str(to) == record.received_on:
            raise NotReadable(f"{record.file} has that day. Nothing more is needed.")
        if record.number in ledger_records.erasures(records):
            raise NotReadable(
                f"The words of {record.file} were erased, so its bytes are gone and none can be recorded under another "
                "day. Withdraw it, and ask its sender for a file without personal data."
            )
        for fault in file_faults(received, [record]):
            raise NotReadable(f"{fault} Or withdraw it (the page Withdraw, or python -m loaders withdraw).")
        content = (received / record.file).read_bytes()
        place = free_place(received, records, record.sender, to, Path(record.file).suffix)
        return _in_its_place(records, record, decision, DATED_ANEW, received, place, content, record.sent_as)


def replace(
    file: str, other: Path, decision: CorrectionDecision, received: Path = RECEIVED, head: str = ""
) -> tuple[FileWithdrawn, FileReceived]:
    """Withdraws a file and records another in its place, with the same sender and day; returns both records.

    Raises what `withdraw` raises, NotReadable if the other cannot be a return or is the same file, and OSError if it is
    not there.
    """
    if why_not := why_no_file(other):
        raise NotReadable(f"{why_not[0].upper()}{why_not[1:]}")
    content = other.read_bytes()
    with alone_in(received):
        records = ledger.read(received)
        record = _to_withdraw(records, file, decision)
        ledger.refuse_other_head(records, head)
        if fingerprints.sha256(content) == record.sha256:
            raise NotReadable(f"{other.name} is the very file that was received. Put it back as {record.file}.")
        day = date.fromisoformat(record.received_on)
        place = free_place(received, records, record.sender, day, other.suffix)
        return _in_its_place(records, record, decision, REPLACED, received, place, content, other.name)


def _in_its_place(
    records: Sequence[Record],
    record: FileReceived,
    decision: CorrectionDecision,
    kind: Kind,
    received: Path,
    place: Path,
    content: bytes,
    sent_as: str,
) -> tuple[FileWithdrawn, FileReceived]:
    """Writes the file in its place, then records both: if this is cut off, a load records the file by itself."""
    write_once(content, place)
    records = [*records, _withdrawn(records, record, decision, kind, received)]
    records = ledger.with_new(records, received, [place], sent_as)
    ledger.write(received, records)
    withdrawn, new = ledger_records.withdrawals(records)[record.number], ledger_records.received(records)[-1]
    return withdrawn, new


def _withdrawn(
    records: Sequence[Record], record: FileReceived, decision: CorrectionDecision, kind: Kind, received: Path
) -> FileWithdrawn:
    if decision.because is Withdrawal.PERSONAL_DATA:
        raise NotReadable("A file with personal data goes on counting, and its words are erased: it is not withdrawn.")
    withdrawn = FileWithdrawn(
        version=ledger_records.VERSION,
        kind=kind,
        number=len(records) + 1,
        withdraws=record.number,
        file=record.file,
        on=str(decision.on),
        because="damaged" if decision.because is Withdrawal.DAMAGED else "misfiled",
        bytes="lost" if record.number in _faulty(records, received) else "kept",
        why=decision.why,
        by=decision.by.post,
        account=decision.by.account,
        salt=fingerprints.salt(),
        chain="",
    )
    return ledger.with_link(withdrawn, records)


def _faulty(records: Sequence[Record], received: Path) -> set[int]:
    """The numbers of the files that are lost or not there as they should be."""
    return {*ledger_records.lost_files(records), *faults_by_number(received, ledger_records.expected_files(records))}


def _to_withdraw(records: Sequence[Record], file: str, decision: CorrectionDecision) -> FileReceived:
    """The record of a file that can be corrected and was not withdrawn yet. Raises NotReadable."""
    record = to_correct(records, file, decision)
    if record.number in ledger_records.withdrawals(records):
        raise NotReadable(f"{record.file} was withdrawn before. Nothing more is needed.")
    return record


def to_correct(records: Sequence[Record], file: str, decision: CorrectionDecision) -> FileReceived:
    """The record of a file. Raises NotReadable if it cannot be corrected or the decision does not say all it must."""
    if not (decision.by.post and decision.why):
        raise NotReadable("Say who decides and why: --by POST --why TEXT.")
    record = _on_record(records, file)
    _refuse_day(record, decision.on)
    return record


def _on_record(records: Sequence[Record], file: str) -> FileReceived:
    by_file = {record.file: record for record in ledger_records.received(records)}
    if file not in by_file:
        near = get_close_matches(file, by_file, 1)
        hint = f"Did you mean {near[0]}?" if near else "Give its place, such as police/2026-03-31.xlsx."
        raise NotReadable(f"{file} is on no record. {hint}")
    return by_file[file]


def _refuse_day(record: FileReceived, on: date) -> None:
    """Raises NotReadable for a day before the file came, unless the file's own day is still in the future."""
    received_on = date.fromisoformat(record.received_on)
    if why_not := why_no_day(on):
        raise NotReadable(why_not.replace("the file was received", "this was decided"))
    if on < received_on and not why_no_day(received_on):
        raise NotReadable(f"{on} is before {received_on}, when the file was received. Give the day of the decision.")
