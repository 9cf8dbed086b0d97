"""Files that were sent and wait, apart from those on record, until somebody keeps or drops them."""

import shutil
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Lock

from loaders.reader.file_type import content_of
from loaders.reader.limits import LARGEST_FILE
from loaders.reader.refusal import FileRefused
from loaders.received.arrival import ENDINGS
from loaders.received.disk import wait_for_disk
from loaders.received.fingerprints import sha256
from tracker.findings import NotReadable
from tracker.london import LONDON

DAYS = 7  # that a file waits
DAYS_SUBMITTED = 31  # that a submitted file waits: its sender counts on an officer to look
MOST_FILES = 100
MOST_BYTES = 400_000_000  # of all waiting files of officers
MOST_FILES_OF_SENDER = 5
MOST_BYTES_OF_SENDER = 60_000_000
LONGEST_NAME = 200  # bytes; file systems take 255
TOO_MANY = f"{MOST_FILES} files wait already. Keep or drop some of them first."
NO_ROOM = f"The files that wait take {MOST_BYTES // 1_000_000} MB together already. Keep or drop some of them first."
TOO_MANY_OF_SENDER = f"You have {MOST_FILES_OF_SENDER} files here already. Remove one or take one back first."
NO_ROOM_OF_SENDER = (
    f"Your files here would take over {MOST_BYTES_OF_SENDER // 1_000_000} MB together. "
    "Remove one or take one back first."
)
BEGUN = ".begun-"  # left by an upload that was cut off; removed like any other file after DAYS
SUBMITTED = ".submitted.json"  # beside a file that its sender submitted: by whom and when
_ONE_AT_A_TIME = Lock()  # else several uploads at once could take the same room


@dataclass(frozen=True)
class WaitingFile:
    """A waiting file, under the name with which it was sent, in a folder named by its id.

    The id of a file from an officer is its SHA-256. If an agency or a checker sent the file for itself, a full stop
    and the sender follow, so the same bytes of two senders are two files, and no sender meets those of another.
    """

    path: Path
    size_bytes: int
    since: date

    @property
    def id(self) -> str:
        """The name that `find` finds the file by."""
        return self.path.parent.name

    @property
    def sha256(self) -> str:
        """The fingerprint of the file's bytes."""
        return self.id.partition(".")[0]

    @property
    def sender(self) -> str:
        """The sender that sent the file for itself, "" if an officer sent it."""
        return self.id.partition(".")[2]

    @property
    def until(self) -> date:
        """The last day on which the file waits, unless somebody does something with it."""
        return self.since + timedelta(days=_days_of(self.path.parent))

    @property
    def name(self) -> str:
        """The name with which the file was sent."""
        return self.path.name


def folder_beside(received: Path) -> Path:
    """The folder of waiting files beside a folder of files received, in which every file is taken for a return."""
    return received.parent / "waiting"


def why_not_taken(name: str, size: int) -> str:
    """Why a file is not taken, by its name and its size in bytes alone; "" if it may be."""
    if not name.isprintable() or "/" in name or "\\" in name or len(name.encode()) > LONGEST_NAME:
        return "Its name has characters that no file name should have, or is too long. Rename it."
    if not name.lower().endswith(ENDINGS) or name.startswith("."):
        return f"Its name does not end in one of {', '.join(ENDINGS)}. Save the plan as one of these."
    if size > LARGEST_FILE:
        return f"It is over {LARGEST_FILE // 1_000_000} MB. Ask for the plan alone, without pictures."
    return "It is empty (0 bytes). Ask the sender for it again." if not size else ""


def put(folder: Path, name: str, content: bytes, sender: str = "") -> WaitingFile:
    """Puts a file in `folder` to wait, whole or not at all; the same bytes wait once, under the name they had first.

    A `sender` is given for a file that it sent for itself, which has less room. Raises NotReadable for a file that its
    name, size or first bytes show to be no return, and where there is no room.
    """
    if why_not := why_not_taken(name, len(content)):
        raise NotReadable(why_not)
    try:
        content_of(content)
    except FileRefused as refused:
        raise NotReadable(str(refused)) from refused
    file_id = ".".join(filter(None, (sha256(content), sender)))
    with _ONE_AT_A_TIME:
        if there := find(folder, file_id):
            return there
        _refuse_full(folder, len(content), sender)
        return _put(folder, name, content, file_id)


def _put(folder: Path, name: str, content: bytes, file_id: str) -> WaitingFile:
    beside = folder / f"{BEGUN}{uuid.uuid4().hex}"
    try:
        beside.mkdir(parents=True)
        (beside / name).write_bytes(content)
        wait_for_disk(beside / name)
        _give_place(beside, folder / file_id)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return next(one for one in list_waiting(folder) if one.id == file_id)


def _give_place(beside: Path, place: Path) -> None:
    """Moves a folder to its place in one step; if somebody sent the same bytes at the same moment, theirs stay."""
    try:
        beside.rename(place)
    except OSError:
        if not place.is_dir():
            raise


def _refuse_full(folder: Path, size: int, sender: str) -> None:
    """Raises NotReadable where there is no room. Each sender has its own, so none takes another's or the officers'."""
    there = [one for one in list_waiting(folder) if one.sender == sender]
    if len(there) >= (MOST_FILES_OF_SENDER if sender else MOST_FILES):
        raise NotReadable(TOO_MANY_OF_SENDER if sender else TOO_MANY)
    if sum(one.size_bytes for one in there) + size > (MOST_BYTES_OF_SENDER if sender else MOST_BYTES):
        raise NotReadable(NO_ROOM_OF_SENDER if sender else NO_ROOM)


def list_waiting(folder: Path) -> list[WaitingFile]:
    """The waiting files, sorted by name."""
    return sorted(_each(folder), key=lambda one: (one.name.casefold(), one.id))


def _each(folder: Path) -> Iterator[WaitingFile]:
    for place in folder.glob("[0-9a-f]*"):
        for path in place.glob("[!.]*"):
            try:
                status = path.stat()
            except FileNotFoundError:  # somebody dropped it a moment ago
                continue
            yield WaitingFile(path, status.st_size, _day(status.st_mtime))


def find(folder: Path, file_id: str) -> WaitingFile | None:
    """The waiting file with an id, None if there is none; any text may be given as an id."""
    return next((one for one in list_waiting(folder) if one.id == file_id), None)


def drop(folder: Path, file_id: str) -> bool:
    """Removes a waiting file. Returns whether there was one."""
    found = find(folder, file_id)
    if found:
        gone = folder / f"{BEGUN}{uuid.uuid4().hex}"  # moved away in one step, so that half of it is never found
        try:
            found.path.parent.rename(gone)
        except FileNotFoundError:
            return False
        shutil.rmtree(gone, ignore_errors=True)
    return found is not None


def drop_old(folder: Path, today: date) -> None:
    """Removes files that have waited too long, with the choices for them, and what interrupted uploads left.

    Work on a file's layout does not make the file wait longer.
    """
    for place in folder.glob("*"):
        try:
            newest = max(path.stat().st_mtime for path in [*place.glob("[!.]*")] or [place])
        except FileNotFoundError:
            continue
        if (today - _day(newest)).days > _days_of(place):
            shutil.rmtree(place, ignore_errors=True)


def _days_of(place: Path) -> int:
    return DAYS_SUBMITTED if (place / SUBMITTED).is_file() else DAYS


def _day(seconds: float) -> date:
    return datetime.fromtimestamp(seconds, LONDON).date()
