"""Files that a sender tried for itself: nobody else sees one until it is submitted and waits for an officer."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from loaders.received.disk import put_in_place
from loaders.received.fingerprints import sha256
from loaders.received.waiting_files import SUBMITTED, WaitingFile, list_waiting

PUT_BACK = "Put the folder back from a copy."


class Submission(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a file was submitted: by which post and when, and when and why an officer handed it back."""

    by: str
    on: date
    handed_back_on: date | None = None
    why: str = ""


def submission(file: WaitingFile) -> Submission | None:
    """How a file was submitted, None if it was not or no longer waits."""
    try:
        return msgspec.json.decode((file.path.parent / SUBMITTED).read_bytes(), type=Submission)
    except FileNotFoundError:
        return None


def submit(file: WaitingFile, by: str, on: date) -> None:
    """Shows a file to officers; a second call changes nothing. Raises FileNotFoundError where the file is gone."""
    if submission(file) is None:
        file.path.touch()  # its waiting time starts again today
        _write(file, Submission(by, on))


def hand_back(file: WaitingFile, on: date, why: str) -> None:
    """Takes a submitted file from the officers, with the reason. Raises FileNotFoundError where the file is gone."""
    found = submission(file)
    if found is None:
        raise FileNotFoundError(file.path)
    _write(file, msgspec.structs.replace(found, handed_back_on=on, why=why))


def is_for_officers(file: WaitingFile) -> bool:
    """Whether an officer decides on a file now: an officer sent it, or it is submitted and not handed back."""
    if not file.sender:
        return True
    found = submission(file)
    return found is not None and found.handed_back_on is None


def of_officers(folder: Path) -> list[WaitingFile]:
    """The files that officers decide on, sorted by name."""
    return [one for one in list_waiting(folder) if is_for_officers(one)]


def of_sender(folder: Path, sender: str) -> list[WaitingFile]:
    """The files that one sender tried or submitted, sorted by name; nobody else's."""
    return [one for one in list_waiting(folder) if sender and one.sender == sender]


def to_copy(folder: Path) -> list[Path]:
    """The paths of submitted files that wait, handed back or not, each followed by everything beside it.

    The record that it was submitted comes last: if a file goes while it is copied, its copy is at most a file tried.
    """
    return [path for place in _places(folder) for path in [*sorted(place.glob("[!.]*")), *sorted(place.glob(".*"))]]


def faults(folder: Path) -> Iterator[str]:
    """A sentence, with what to do, for every submitted file that is not as its sender submitted it."""
    for place in _places(folder):
        with suppress(FileNotFoundError):  # somebody decided on it a moment ago
            found = [sha256(path.read_bytes()) for path in place.glob("[!.]*")]
            if found != [place.name.partition(".")[0]] and place.is_dir():
                yield f"The file that was submitted in {place} is {'altered' if found else 'missing'}. {PUT_BACK}"
            try:
                msgspec.json.decode((place / SUBMITTED).read_bytes(), type=Submission)
            except ValueError:
                yield f"{place / SUBMITTED} is not as it was written. {PUT_BACK}"


def count(folder: Path) -> int:
    """How many submitted files wait, handed back or not."""
    return len(_places(folder))


def _places(folder: Path) -> list[Path]:
    return sorted(path.parent for path in folder.glob(f"[0-9a-f]*/{SUBMITTED}"))


def _write(file: WaitingFile, submission: Submission) -> None:
    put_in_place(msgspec.json.encode(submission), file.path.parent / SUBMITTED)
