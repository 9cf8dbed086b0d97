"""Copies a file into the folder of files received, under the day it came."""

import os
import uuid
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from loaders.received import ledger
from loaders.received.folder import contents_of
from loaders.received.lock import alone_in
from loaders.received.places import RECEIVED
from tracker.findings import NotReadable

READ_ONLY = 0o444


def receive(file: Path, sender: str, on: date, received: Path = RECEIVED) -> ledger.Record:
    """Copies a file to its place, read-only, and records it in the ledger with the name it came under.

    Raises NotReadable for a file that was received before, and when the ledger cannot be read.
    """
    with alone_in(received):
        records = contents_of(received).records
        content = file.read_bytes()
        _refuse_duplicate(records, sender, content)
        place = _free_place(received / sender, on, file.suffix)
        _copy(content, place)
        records = ledger.with_new(records, received, [place], sent_as=file.name)
        ledger.write(received, records)
        return records[-1]


def _refuse_duplicate(records: Sequence[ledger.Record], sender: str, content: bytes) -> None:
    for record in records:
        if record.sender == sender and record.sha256 == ledger.sha256(content):
            raise NotReadable(f"It is the very file received as {record.file}, so there is nothing new in it.")


def _free_place(folder: Path, on: date, suffix: str) -> Path:
    """A path named by the day, with a number after it for a second file of that day."""
    used = {path.stem for path in folder.glob("*")}
    for name in (str(on), *(f"{on}.{n}" for n in range(2, 10))):
        if name not in used:
            return folder / f"{name}{suffix.lower()}"
    raise NotReadable(f"Nine files of {on} are in {folder} already. Give the day on which this one came.")


def _copy(content: bytes, place: Path) -> None:
    """Writes under another name first: a copy that is cut off would otherwise count as the file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{uuid.uuid4().hex}")
    try:
        with beside.open("wb") as into:
            into.write(content)
            into.flush()
            os.fsync(into.fileno())
        beside.chmod(READ_ONLY)
        beside.rename(place)
    finally:
        beside.unlink(missing_ok=True)
