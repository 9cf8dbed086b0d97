"""What lies in a folder of files received: the files that the ledger records, new ones, and those in a wrong place."""

import os
import re
from dataclasses import dataclass
from datetime import date
from fnmatch import fnmatchcase
from pathlib import Path

from loaders.received import changes, ledger, ledger_records, recount_log
from loaders.received.ledger_records import Received, Record

LEFT_BEHIND = (".", "~$", "thumbs.db", "desktop.ini", "readme.md")  # by other programs, or to explain the folder
# Beside the files received.
OF_OURS = (ledger.LEDGER, recount_log.RECOUNTS, changes.DECISIONS, changes.RELEASES, changes.WITNESSES)
NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.[2-9])?")  # 2026-03-31, and 2026-03-31.2 for a second file of that day


@dataclass(frozen=True)
class FolderContents:
    """What lies in a folder of files received: the records of the ledger, then one for each new file in its place.

    The first `ledger_length` of the `records` stand in the ledger already; `misplaced` files have no record.
    """

    folder: Path
    records: list[Record]
    ledger_length: int
    misplaced: list[Path]

    @property
    def received(self) -> list[Received]:
        """Of the records those of files received."""
        return ledger_records.received(self.records)


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder in the order of receipt, without what other programs leave there."""
    paths = [
        Path(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if not name.lower().startswith(LEFT_BEHIND) and not any(fnmatchcase(name, ours) for ours in OF_OURS)
    ]
    return sorted(paths, key=lambda path: (path.stem, path.parent.name, path.name))


def contents_of(folder: Path) -> FolderContents:
    """What lies in `folder`, which is only read. Raises NotReadable when its ledger cannot be read."""
    records = ledger.read(folder)
    in_ledger = {f"{folder}{os.sep}{record.file.replace('/', os.sep)}" for record in ledger_records.received(records)}
    others = [path for path in files_in(folder) if str(path) not in in_ledger]
    new = [path for path in others if not why_not_placed(path, folder)]
    misplaced = [path for path in others if path not in new]
    return FolderContents(folder, ledger.with_new(records, folder, new), len(records), misplaced)


def why_not_opened(path: Path) -> str:
    """Why a file cannot be opened, "" where it can: no right to read it, or another program has locked it."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def why_not_placed(path: Path, folder: Path) -> str:
    """Why a file does not count as received, "" where it does: its place, its name, or a lock on it."""
    if path.parent.parent != folder:
        return f"it lies in no sender's folder. Put it in {folder.name}/<sender>/, named by the day it was received."
    if not _is_dated(path):
        return f"the name '{path.name}' is not a date. Name each file by the day it was received: 2026-03-31.xlsx."
    if cannot_open := why_not_opened(path):
        return f"{path.name} cannot be opened ({cannot_open}). Close it elsewhere, then load again."
    return ""


def _is_dated(path: Path) -> bool:
    match = NAME.fullmatch(path.stem)
    try:
        return match is not None and bool(date.fromisoformat(match[1]))
    except ValueError:
        return False
