"""Copies a file into the folder of files received, under the day it arrived."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.received import fingerprints, ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.arrival import SENDER, why_no_day, why_no_file
from loaders.received.disk import write_once
from loaders.received.folder import contents_of
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from tracker.findings import NotReadable


class AlreadyReceived(NotReadable):
    """The same file from the same sender is already on record."""


def receive(
    file: Path, sender: str, on: date, received: Path = RECEIVED, by: Actor = NOBODY, head: str = ""
) -> ledger_records.FileReceived:
    """Copies a file to its place, read-only, and records in the ledger the name it came under and who took it in.

    Raises AlreadyReceived; NotReadable for a file that cannot be a return, for an impossible day or sender, and if the
    ledger cannot be read; OtherHead if `head` is given and is no longer the ledger's; OSError if the file is not there.
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
    """Raises AlreadyReceived for a file on record. One that was withdrawn may come again, for any day."""
    withdrawn = ledger_records.withdrawals(records)
    for record in ledger_records.received(records):
        is_same = record.sender == sender and record.sha256 == fingerprints.sha256(content)
        if is_same and record.number not in withdrawn:
            raise AlreadyReceived(f"The same file was already received as {record.file}.")


def free_place(received: Path, records: Sequence[ledger_records.Record], sender: str, on: date, suffix: str) -> Path:
    """A free path named by the day, with a number from the second file of a day on; never the path of a lost file.

    Raises NotReadable if none is left.
    """
    folder = received / sender
    on_record = (received / record.file for record in ledger_records.received(records))
    used = {path.stem for path in (*folder.glob("*"), *on_record) if path.parent == folder}
    for name in (str(on), *(f"{on}.{n}" for n in range(2, 10))):
        if name not in used:
            return folder / f"{name}{suffix.lower()}"
    raise NotReadable(f"{folder} already holds nine files of {on}. Give the day on which this one arrived.")
