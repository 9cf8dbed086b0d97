"""Every file of a collection, read by its sender's layout or listed with the reason why not."""

import hashlib
import os
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from loaders import ledger
from loaders.in_force import layout_for
from loaders.ledger import Record
from loaders.workbook import read_workbook
from tracker.received import NotReadable, Problem, ReceivedFile
from tracker.terms import Severity, WhoActs

PROGRESS_FROM = 20  # files: below this the report itself is quick enough
LEFT_BEHIND = (".", "~$", "thumbs.db", "desktop.ini", "readme.md")  # by other programs, or to explain the folder
OF_OURS = (ledger.LEDGER, "publication.toml", "releases.jsonl")  # beside the files received
NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.[2-9])?")  # 2026-03-31, and 2026-03-31.2 for a second file of that day


@dataclass(frozen=True)
class Found:
    """What lies in a folder of files received: a record for each file in its place, those of the ledger first.

    `recorded` of the `records` stand in the ledger already; `misplaced` files have none.
    """

    folder: Path
    records: list[Record]
    recorded: int
    misplaced: list[Path]


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder in the order of receipt; what other programs leave behind is passed over."""
    found = [
        Path(place, name)
        for place, _, names in os.walk(folder)
        for name in names
        if not name.lower().startswith(LEFT_BEHIND) and name not in OF_OURS
    ]
    return sorted(found, key=lambda path: (path.stem, path.parent.name, path.name))


def found_in(folder: Path) -> Found:
    """What lies there. Nothing is written. Raises NotReadable when the ledger cannot be read."""
    recorded = ledger.read(folder)
    known = {f"{folder}{os.sep}{record.file.replace('/', os.sep)}" for record in recorded}
    others = [path for path in files_in(folder) if str(path) not in known]
    new = [path for path in others if not why_not_placed(path, folder)]
    misplaced = [path for path in others if path not in new]
    return Found(folder, ledger.with_new(recorded, folder, new), len(recorded), misplaced)


def read_all(folder: Path, layouts: Path) -> Iterator[ReceivedFile]:
    """Every file in the order of the ledger; one that cannot be read is given with the reason, not left out."""
    return read_found(found_in(folder), layouts)


def read_found(found: Found, layouts: Path, leave_out: Collection[int] = ()) -> Iterator[ReceivedFile]:
    """The same but for the records whose numbers are left out; misplaced files have numbers below 0."""
    counts_from = zip(found.records, ledger.known_on(found.records), strict=True)
    wanted = [(record, known_on) for record, known_on in counts_from if record.number not in leave_out]
    for n, (record, known_on) in enumerate(wanted, start=1):
        _show_progress(n, len(wanted))
        yield read_one(record, known_on, found.folder, layouts)
    for n, path in enumerate(found.misplaced, start=1):
        yield _unplaced(-n, path, found.folder)


def _show_progress(n: int, of: int) -> None:
    if of >= PROGRESS_FROM and sys.stderr.isatty():
        print(f"\rReading file {n} of {of}", end="\n" if n == of else "", file=sys.stderr)


def read_one(record: Record, known_on: date, folder: Path, layouts: Path) -> ReceivedFile:
    """One file with its sheets, or with the one problem that kept it from being read."""
    file = ReceivedFile(
        file_id=record.number,
        sender=record.sender,
        received_on=date.fromisoformat(record.received_on),
        path=record.file,
        sha256=record.sha256,
        size_bytes=record.size_bytes,
        known_on=known_on,
        sent_as=record.sent_as,
        names=record.names,
        chain=record.chain,
    )
    try:
        layout = layout_for(file.sender, file.received_on, layouts)
        file = replace(
            file,
            layout=layout.path.name,
            layout_sha256=layout.sha256,
            agency=layout.agency,
            reports_every=layout.reports_every,
            illustrative=layout.illustrative,
            compiled=layout.compiled,
            note=layout.note,
            split_from=layout.split_from,
        )
        return replace(file, sheets=read_workbook(folder / record.file, layout))
    except NotReadable as error:
        return replace(file, is_read=False, problems=(_not_read(file.path, str(error)),))


def _unplaced(number: int, path: Path, folder: Path) -> ReceivedFile:
    reason = why_not_placed(path, folder)
    content = b"" if _cannot_open(path) else path.read_bytes()
    file = ReceivedFile(
        file_id=number,
        sender=path.parent.name,
        received_on=date.min,
        path=path.relative_to(folder).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
        known_on=date.min,
        is_read=False,
    )
    return replace(file, problems=(_not_read(file.path, reason),))


def _cannot_open(path: Path) -> str:
    """Why a file gives no bytes, "" where it does: no right to read it, or a program that keeps others out."""
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        return error.strerror or type(error).__name__
    return ""


def why_not_placed(path: Path, folder: Path) -> str:
    """Why a file cannot be taken as received, "" where it can: its place, its name, or a lock on it."""
    if path.parent.parent != folder:
        return f"it lies in no sender's folder. Put it in {folder.name}/<sender>/, named by the day it was received."
    if not _is_dated(path):
        return f"the name '{path.name}' is not a date. Name each file by the day it was received: 2026-03-31.xlsx."
    if cannot_open := _cannot_open(path):
        return f"{path.name} cannot be opened ({cannot_open}). Close it elsewhere, then load again."
    return ""


def _is_dated(path: Path) -> bool:
    found = NAME.fullmatch(path.stem)
    try:
        return found is not None and bool(date.fromisoformat(found[1]))
    except ValueError:
        return False


def _not_read(path: str, reason: str) -> Problem:
    return Problem(
        found=path,
        sentence=f"This file was not read: {reason}",
        severity=Severity.REFUSED,
        who_acts=WhoActs.DATA_OFFICER,
        rule="file_can_be_read",
    )
