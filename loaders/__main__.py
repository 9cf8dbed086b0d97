"""Reads every file received, checks it, builds the database and prints what happened: python -m loaders [folder]."""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd

from checks import Checked, check
from loaders.build import build
from loaders.layouts import LAYOUTS, layout_for, layouts_for
from loaders.workbook import read_workbook
from tracker import store
from tracker.received import NotReadable, Problem, ReceivedFile
from tracker.terms import Severity, WhoActs

DATA = Path(__file__).parent.parent / "data"
EXAMPLE = DATA / "examples" / "merrowshire" / "received"
PROGRESS_FROM = 20  # files: below this the report itself is quick enough


def main(arguments: list[str] | None = None) -> int:
    """Exit status 0; 1 when a file could not be read at all; 2 when nothing was built."""
    parser = argparse.ArgumentParser(prog="python -m loaders", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="holds <sender>/<YYYY-MM-DD>.xlsx; default: data/received")
    parser.add_argument("--built", type=Path, default=store.built(), help="the database's folder; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: loaders/layouts")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    try:
        files, checked, path = load(folder, chosen.built, chosen.layouts)
    except NotReadable as error:
        print(f"Nothing was built. {error}", file=sys.stderr)
        return 2
    print(report(files, checked))
    print(f"Built {path.name} from {folder}.")
    return 0 if all(file.is_read for file in files) else 1


def default_folder(data: Path = DATA) -> Path:
    """What was received; the invented example while nothing has been."""
    received = data / "received"
    return received if any(received.glob("*/*")) else EXAMPLE


def load(folder: Path, built: Path | None = None, layouts: Path = LAYOUTS) -> tuple[list[ReceivedFile], Checked, Path]:
    """Reads, checks and stores every file below `folder`. Raises NotReadable when there is nothing to load."""
    files = list(read_all(folder, layouts_for(folder, layouts)))
    if not files:
        raise NotReadable(f"{folder}: no files. Put each return in {folder}/<sender>/<YYYY-MM-DD>.xlsx.")
    if len({file.illustrative for file in files if file.is_read}) > 1:
        raise NotReadable(f"{folder} holds invented and real files. Keep them in folders of their own.")
    checked = check(files)
    return files, checked, build(built or store.built(), files, checked)


def read_all(folder: Path, layouts: Path) -> Iterator[ReceivedFile]:
    """Every file in the order of receipt; one that cannot be read is given with the reason, not left out."""
    found = sorted(
        (path for path in folder.glob("*/*") if path.is_file() and not path.name.startswith((".", "~$"))),
        key=lambda path: (path.stem, path.parent.name, path.name),
    )
    for number, path in enumerate(found, start=1):
        if len(found) >= PROGRESS_FROM and sys.stderr.isatty():
            print(f"\rReading file {number} of {len(found)}", end="\n" if number == len(found) else "", file=sys.stderr)
        yield read_one(number, path, folder, layouts)


def read_one(number: int, path: Path, folder: Path, layouts: Path) -> ReceivedFile:
    """One file with its sheets, or with the one problem that kept it from being read."""
    sender = path.parent.name
    try:
        content, cannot_open = path.read_bytes(), ""
    except OSError as error:  # no right to read it, or open in a program that keeps others out
        content, cannot_open = b"", error.strerror or type(error).__name__
    file = ReceivedFile(
        file_id=number,
        sender=sender,
        received_on=date.min,
        path=path.relative_to(folder).as_posix(),
        sha256=hashlib.sha256(content).hexdigest(),
        size_bytes=len(content),
    )
    try:
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
            note=layout.note,
        )
        return replace(file, sheets=read_workbook(path, layout))
    except NotReadable as error:
        return replace(file, is_read=False, problems=(_not_read(file.path, str(error)),))


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


def report(files: list[ReceivedFile], checked: Checked) -> str:
    """Per file: rows read, shown and refused, and problems by severity; then the files that could not be read."""
    rows = pd.concat([frame[["file_id", "is_refused"]] for frame in checked.rows.values()])
    read, refused = rows.groupby("file_id").size(), rows.groupby("file_id").is_refused.sum()
    warnings = checked.problems[checked.problems.severity == Severity.WARNING].groupby("file_id").size()
    notices = checked.problems[checked.problems.severity == Severity.NOTICE].groupby("file_id").size()
    width = max(len(file.path) for file in files)
    lines = [f"{'file':{width}}  read  shown  refused  warnings  notices"]
    for file in files:
        if not file.is_read:
            lines.append(f"{file.path:{width}}  not read: {file.problems[0].sentence.partition(': ')[2]}")
            continue
        n, out = int(read.get(file.file_id, 0)), int(refused.get(file.file_id, 0))
        lines.append(
            f"{file.path:{width}}  {n:4}  {n - out:5}  {out:7}"
            f"  {int(warnings.get(file.file_id, 0)):8}  {int(notices.get(file.file_id, 0)):7}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
