"""What is in a folder of files received: files that the ledger records, new ones, and files in a wrong place."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from loaders.received import accounts, changes, ledger, ledger_records, recount_log, request_log
from loaders.received.arrival import why_not_recorded
from loaders.received.ledger_records import FileReceived, Record
from tracker.build_records import BUILDS

LEFT_BEHIND = (".", "~$", "thumbs.db", "desktop.ini", "readme.md")  # by other programs, or to explain the folder
# Beside the files received.
OF_OURS = (
    ledger.LEDGER, recount_log.RECOUNTS, request_log.REQUESTS, BUILDS, changes.DECISIONS, changes.RELEASES,
    changes.WITNESSES, accounts.ACCOUNTS,
)  # fmt: skip


@dataclass(frozen=True)
class FolderContents:
    """What is in a folder of files received: the records of the ledger, then one for each new file in its place.

    The first `ledger_length` of the `records` are in the ledger already. `misplaced` files have no record; `waiting`
    gives the reason for those that wait for a later load. `faults` says what is wrong with files on record that are
    not as they were received, by the number of the record.
    """

    folder: Path
    records: list[Record]
    ledger_length: int
    misplaced: list[Path]
    waiting: Mapping[Path, str] = field(default_factory=dict)
    faults: Mapping[int, str] = field(default_factory=dict)

    @property
    def received(self) -> list[FileReceived]:
        """The records of files received."""
        return ledger_records.received(self.records)


def is_ours(path: Path) -> bool:
    """Whether a file is one that the program keeps beside the files received."""
    return any(fnmatchcase(path.name, ours) for ours in OF_OURS)


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder, in the order of receipt, without our own and what other programs leave there.

    A link to a folder is listed itself; what is behind it is not looked at.
    """
    paths = [
        Path(place, name)
        for place, folders, names in os.walk(folder)
        for name in [*names, *(one for one in folders if Path(place, one).is_symlink())]
        if not name.lower().startswith(LEFT_BEHIND) and not is_ours(Path(name))
    ]
    return sorted(paths, key=lambda path: (path.stem, path.parent.name, path.name))


def contents_of(folder: Path, waiting: Mapping[Path, str] | None = None) -> FolderContents:
    """Reads what is in `folder`; files that are `waiting` for a later load get no record yet.

    Raises NotReadable if its ledger cannot be read.
    """
    records, waiting = ledger.read(folder), waiting or {}
    on_record = [*ledger_records.received(records), *ledger_records.expected_files(records)]
    in_ledger = {f"{folder}{os.sep}{record.file.replace('/', os.sep)}" for record in on_record}
    others = [path for path in files_in(folder) if str(path) not in in_ledger]
    new = [path for path in others if path not in waiting and not why_not_placed(path, folder)]
    misplaced = [path for path in others if path not in new]
    return FolderContents(folder, ledger.with_new(records, folder, new), len(records), misplaced, waiting)


def why_not_opened(path: Path) -> str:
    """Why a file cannot be opened, such as no right to read it or another program's lock; "" if it can."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return error.strerror or str(error)
    return ""


def why_not_placed(path: Path, folder: Path) -> str:
    """Why a file does not count as received: its place, its kind, its name, or a lock on it; "" if it does count."""
    if path.parent.parent != folder:
        return f"it lies in no sender's folder. Put it in {folder.name}/<sender>/, named by the day it was received."
    if not_taken := why_not_recorded(path):
        return not_taken
    if cannot_open := why_not_opened(path):
        return f"{path.name} cannot be opened ({cannot_open}). Close it elsewhere, then load again."
    return ""
