"""Copies a file into the folder of files received, under the day it arrived."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.received import ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.arrival import SENDER, why_no_day, why_no_file
from loaders.received.disk import write_once
from loaders.received.folder import contents_of
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from tracker.findings import NotReadable


class AlreadyReceived(NotReadable):
    """The same file of the same sender is there already."""


def receive(
    file: Path, sender: str, on: date, received: Path = RECEIVED, by: Actor = NOBODY, head: str = ""
) -> ledger_records.Received:
    """Copies a file to its place, read-only, and records it in the ledger with the name it came under, and by whom.

    Raises AlreadyReceived; NotReadable for a file that cannot be a return, for a day or a sender that cannot be, and
    when the ledger cannot be read; OtherHead where a `head` is given that is no longer that of the ledger; OSError
    where the file is not there.
    """
    _refuse_impossible(file, sender, on)
    with alone_in(received):
        ledger.refuse_other_head(ledger.read(received), head)
        records = contents_of(received).records
        content = file.read_bytes()
        _refuse_duplicate(records, sender, content)
        place = free_place(received, records, sender, on, file.suffix)
        write_once(content, place)
        records = ledger.with_new(records, received, [place], file.name, by)
        ledger.write(received, records)
        return ledger_records.received(records)[-1]


def _refuse_impossible(file: Path, sender: str, on: date) -> None:
    if not SENDER.fullmatch(sender):
        raise NotReadable(f"“{sender}” is not the name of a sender. Give that of its layout, such as transport.")
    if why_not := why_no_file(file) or why_no_day(on):
        raise NotReadable(f"{why_not[0].upper()}{why_not[1:]}")


def _refuse_duplicate(records: Sequence[ledger_records.Record], sender: str, content: bytes) -> None:
    """One that was withdrawn may come again: for another day, or since it was withdrawn by mistake."""
    withdrawn = ledger_records.withdrawals(records)
    for record in ledger_records.received(records):
        is_same = record.sender == sender and record.sha256 == ledger_records.sha256(content)
        if is_same and record.number not in withdrawn:
            raise AlreadyReceived(f"The same file was already received as {record.file}.")


def free_place(received: Path, records: Sequence[ledger_records.Record], sender: str, on: date, suffix: str) -> Path:
    """A path named by the day, with a number after it for a second file of that day; never that of a lost one.

    Raises NotReadable where there is none.
    """
    folder = received / sender
    on_record = (received / record.file for record in ledger_records.received(records))
    used = {path.stem for path in (*folder.glob("*"), *on_record) if path.parent == folder}
    for name in (str(on), *(f"{on}.{n}" for n in range(2, 10))):
        if name not in used:
            return folder / f"{name}{suffix.lower()}"
    raise NotReadable(f"{folder} already holds nine files of {on}. Give the day on which this one arrived.")
