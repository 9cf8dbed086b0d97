"""Takes a file received back: from then on it no longer counts, and the ledger says who decided it and why."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.arrival import why_no_day
from loaders.received.ledger_records import Received, Record, Withdrawn
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from tracker.findings import NotReadable
from tracker.terms import Withdrawal


def withdraw(
    file: str, by: Actor, on: date, why: str, because: Withdrawal = Withdrawal.MISFILED, received: Path = RECEIVED
) -> Withdrawn:
    """Records that a file no longer counts, waits until the disk has the record, and gives it.

    `file` is its place below the folder of all senders. The file itself stays where it is and as it is: what was shown
    before rests on it. Raises NotReadable where the file is on no record or was withdrawn before, where nobody says who
    decides and why, and where the day cannot be.
    """
    if not (by.post and why):
        raise NotReadable("Say who decides and why: --by POST --why TEXT.")
    with alone_in(received):
        records = ledger.read(received)
        record = _on_record(records, file)
        if record.number in ledger_records.withdrawals(records):
            raise NotReadable(f"{record.file} was withdrawn before. Nothing more is needed.")
        _refuse_day(record, on)
        is_lost = any(ledger.file_faults(received, [record]))
        withdrawn = Withdrawn(
            version=ledger_records.VERSION,
            kind=ledger_records.WITHDRAWN,
            number=len(records) + 1,
            withdraws=record.number,
            file=record.file,
            on=str(on),
            because=because.value,
            bytes="lost" if is_lost else "kept",
            why=why,
            by=by.post,
            account=by.account,
            salt=ledger_records.salt(),
            chain="",
        )
        records.append(ledger.chained(withdrawn, records))
        ledger.write(received, records)
        return ledger_records.withdrawals(records)[record.number]


def _on_record(records: Sequence[Record], file: str) -> Received:
    by_file = {record.file: record for record in ledger_records.received(records)}
    if file not in by_file:
        near = get_close_matches(file, by_file, 1)
        hint = f"Did you mean {near[0]}?" if near else "Give its place, such as police/2026-03-31.xlsx."
        raise NotReadable(f"{file} is on no record. {hint}")
    return by_file[file]


def _refuse_day(record: Received, on: date) -> None:
    """A file cannot be withdrawn before it came, unless the day of its name is still to come itself."""
    received_on = date.fromisoformat(record.received_on)
    if why_not := why_no_day(on):
        raise NotReadable(why_not.replace("the file was received", "this was decided"))
    if on < received_on and not why_no_day(received_on):
        raise NotReadable(f"{on} is before {received_on}, when the file was received. Give the day of the decision.")
