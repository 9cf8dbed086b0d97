"""Every file of a collection, read by its sender's layout or listed with the reason why not."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from loaders.layouts import layout_for
from loaders.workbook import read_workbook
from tracker.received import NotReadable, Problem, ReceivedFile
from tracker.terms import Severity, WhoActs

PROGRESS_FROM = 20  # files: below this the report itself is quick enough
LEFT_BEHIND = (".", "~$", "thumbs.db", "desktop.ini", "readme.md")  # by other programs, or to explain the folder


def files_in(folder: Path) -> list[Path]:
    """Every file below a folder in the order of receipt; what other programs leave behind is passed over."""
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.lower().startswith(LEFT_BEHIND))
    return sorted(found, key=lambda path: (path.stem, path.parent.name, path.name))


def read_all(folder: Path, layouts: Path) -> Iterator[ReceivedFile]:
    """Every file in the order of receipt; one that cannot be read is given with the reason, not left out."""
    found = files_in(folder)
    for number, path in enumerate(found, start=1):
        if len(found) >= PROGRESS_FROM and sys.stderr.isatty():
            print(f"\rReading file {number} of {len(found)}", end="\n" if number == len(found) else "", file=sys.stderr)
        yield read_one(number, path, folder, layouts)


def read_one(number: int, path: Path, folder: Path, layouts: Path) -> ReceivedFile:
    """One file with its sheets, or with the one problem that kept it from being read."""
    sender = path.parent.name
    content, cannot_open = _content(path)
    file = ReceivedFile(
        file_id=number,
        sender=sender,
        received_on=date.min,
        path=path.relative_to(folder).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    try:
        _check_place(path, folder)
        if cannot_open:
            raise NotReadable(f"{path.name} cannot be opened ({cannot_open}). Close it elsewhere, then load again.")
        file = replace(file, received_on=_date_of(path))
        layout = layout_for(sender, file.received_on, layouts)
        file = replace(
            file,
            layout=layout.path.name,
            agency=layout.agency,
            reports_every=layout.reports_every,
            illustrative=layout.illustrative,
            compiled=layout.compiled,
            note=layout.note,
        )
        return replace(file, sheets=read_workbook(path, layout))
    except NotReadable as error:
        return replace(file, is_read=False, problems=(_not_read(file.path, str(error)),))


def _content(path: Path) -> tuple[bytes, str]:
    """The bytes of a file, or why it has none: no right to read it, or a program that keeps others out."""
    try:
        return path.read_bytes(), ""
    except OSError as error:
        return b"", error.strerror or type(error).__name__


def _check_place(path: Path, folder: Path) -> None:
    if path.parent.parent != folder:
        raise NotReadable(
            f"it lies in no sender's folder. Put it in {folder.name}/<sender>/, named by the day it was received."
        )


def _date_of(path: Path) -> date:
    try:
        on = date.fromisoformat(path.stem)
    except ValueError:
        on = None
    # Python also reads 20260331 as a date, but such a name would not sort into the order of receipt.
    if on is None or on.isoformat() != path.stem:
        raise NotReadable(
            f"the name '{path.name}' is not a date. Name each file by the day it was received: 2026-03-31.xlsx."
        )
    return on


def _not_read(path: str, reason: str) -> Problem:
    return Problem(
        found=path,
        sentence=f"This file was not read: {reason}",
        severity=Severity.REFUSED,
        who_acts=WhoActs.DATA_OFFICER,
        rule="file_can_be_read",
    )
