"""Files that were sent and wait, outside of what is on record, until somebody keeps or drops them."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from loaders.reader.file_type import content_of
from loaders.reader.limits import LARGEST_FILE
from loaders.reader.refusal import Refused
from loaders.received.arrival import ENDINGS
from loaders.received.disk import wait_for_disk
from loaders.received.ledger_records import sha256
from tracker.findings import NotReadable
from tracker.london import LONDON

DAYS = 7  # for which a file waits
MOST_FILES = 100
MOST_BYTES = 400_000_000  # of all files that wait
LONGEST_NAME = 200  # bytes; file systems take 255
TOO_MANY = f"{MOST_FILES} files wait already. Keep or drop some of them first."
NO_ROOM = f"The files that wait take {MOST_BYTES // 1_000_000} MB together already. Keep or drop some of them first."
BEGUN = ".begun-"  # what an upload that was cut off leaves; it goes like any other after DAYS


@dataclass(frozen=True)
class WaitingFile:
    """A file that waits, under the name with which it was sent, in a folder that is named by its SHA-256."""

    path: Path
    size_bytes: int
    since: date

    @property
    def sha256(self) -> str:
        """The fingerprint of its bytes."""
        return self.path.parent.name

    @property
    def name(self) -> str:
        """The name with which it was sent."""
        return self.path.name


def folder_beside(received: Path) -> Path:
    """Where files wait for a folder of files received: beside it, since every file within is taken for a return."""
    return received.parent / "waiting"


def why_not_taken(name: str, size: int) -> str:
    """Why a file of such a name and size is not taken, before a byte of it is looked at; "" where it is."""
    if not name.isprintable() or "/" in name or "\\" in name or len(name.encode()) > LONGEST_NAME:
        return "Its name has characters that no file name should have, or is too long. Rename it."
    if not name.lower().endswith(ENDINGS) or name.startswith("."):
        return f"Its name does not end in one of {', '.join(ENDINGS)}. Save the plan as one of these."
    if size > LARGEST_FILE:
        return f"It is over {LARGEST_FILE // 1_000_000} MB. Ask for the plan alone, without pictures."
    return "It is empty (0 bytes). Ask the sender for it again." if not size else ""


def put(folder: Path, name: str, content: bytes) -> WaitingFile:
    """Lets a file wait in `folder`, whole or not at all; the same bytes wait once, under the name they had first.

    Raises NotReadable for what can be no return by its name, its size or its first bytes, and where there is no room.
    """
    if why_not := why_not_taken(name, len(content)):
        raise NotReadable(why_not)
    try:
        content_of(content)
    except Refused as refused:
        raise NotReadable(str(refused)) from refused
    mark = sha256(content)
    if there := find(folder, mark):
        return there
    _refuse_full(folder, len(content))
    beside = folder / f"{BEGUN}{uuid.uuid4().hex}"
    try:
        beside.mkdir(parents=True)
        (beside / name).write_bytes(content)
        wait_for_disk(beside / name)
        _give_place(beside, folder / mark)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return next(one for one in waiting(folder) if one.sha256 == mark)


def _give_place(beside: Path, place: Path) -> None:
    """Puts a folder in its place in one step; where somebody sent the same bytes at the same moment, theirs stay."""
    try:
        beside.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def _refuse_full(folder: Path, size: int) -> None:
    there = waiting(folder)
    if len(there) >= MOST_FILES:
        raise NotReadable(TOO_MANY)
    if sum(one.size_bytes for one in there) + size > MOST_BYTES:
        raise NotReadable(NO_ROOM)


def waiting(folder: Path) -> list[WaitingFile]:
    """The files that wait, by name."""
    return sorted(_each(folder), key=lambda one: (one.name.casefold(), one.sha256))


def _each(folder: Path) -> Iterator[WaitingFile]:
    for place in folder.glob("[0-9a-f]*"):
        for path in place.glob("[!.]*"):
            try:
                status = path.stat()
            except FileNotFoundError:  # somebody dropped it this moment
                continue
            yield WaitingFile(path, status.st_size, _day(status.st_mtime))


def find(folder: Path, mark: str) -> WaitingFile | None:
    """The file that waits under a fingerprint, None where there is none; a mark may be anything."""
    return next((one for one in waiting(folder) if one.sha256 == mark), None)


def drop(folder: Path, mark: str) -> bool:
    """Removes a file that waits; whether there was one."""
    found = find(folder, mark)
    if found:
        gone = folder / f"{BEGUN}{uuid.uuid4().hex}"  # out of its place in one step: never half of it is there
        try:
            found.path.parent.rename(gone)
        except FileNotFoundError:
            return False
        shutil.rmtree(gone, ignore_errors=True)
    return found is not None


def drop_old(folder: Path, today: date) -> None:
    """Removes what has waited for more than DAYS, with what was chosen for it, and what uploads that were cut off left.

    A file does not wait for longer because somebody works on its layout.
    """
    for place in folder.glob("*"):
        try:
            newest = max(path.stat().st_mtime for path in [*place.glob("[!.]*")] or [place])
        except FileNotFoundError:
            continue
        if (today - _day(newest)).days > DAYS:
            shutil.rmtree(place, ignore_errors=True)


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, LONDON).date()
