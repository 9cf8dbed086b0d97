"""Gives an agency its own workbook back with each problem marked."""

import io
import uuid
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import pandas as pd

from checks.judge import check
from checks.received_file import ReceivedFile
from loaders.load.annotate.cell_styles import CellStyles
from loaders.load.annotate.earlier_notes import remove_our_notes
from loaders.load.annotate.notes import annotate_cells, place
from loaders.load.annotate.package import NotCopied, PackageCopy
from loaders.load.annotate.problem_sheet import Findings, PlacedProblem, add_list
from loaders.load.annotate.sheets import empty_workbook
from loaders.load.annotate.what_stops import NOT_XLSX, refuse_what_stops
from loaders.load.read import CAN_BE_READ, read_all
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.reader.refusal import FileRefused
from tracker import store
from tracker.findings import NotReadable, Problem
from tracker.terms import WhoActs
from tracker.words import plural

# What a package that was read can still contain: bad XML or a bad encoding, an element or a number in a wrong place.
NOT_AS_EXPECTED = (FileRefused, ExpatError, ParseError, LookupError, ValueError, TypeError, BadZipFile, zlib.error)


@dataclass(frozen=True)
class AnnotateResult:
    """What was written: the file, how many cells have a note, how many problems it lists, and why there is only a list.

    `is_read` is False if nobody can read the received file, so that the list only says why.
    """

    path: Path
    notes: int
    problems: int
    why_list_alone: str = ""
    is_read: bool = True

    def __str__(self) -> str:
        problems = plural(self.problems, "problem")
        if self.why_list_alone:
            return f"{self.path}: the list alone, {problems}. {self.why_list_alone}"
        return f"{self.path}: a copy with {plural(self.notes, 'note')}; {problems} listed."


def annotate(
    file: Path, out: Path | None = None, layouts: Path = LAYOUTS, show_all: bool = False, force: bool = False
) -> AnnotateResult:
    """Writes the marked copy of one received file, or only the list. Raises NotReadable if neither can be written."""
    file = file.resolve()
    findings = findings_of(file, layouts, show_all)
    out = (out or default_out(findings.file)).resolve()
    _refuse_to_write(out, file.parent.parent, force)
    out.parent.mkdir(parents=True, exist_ok=True)
    return write(file, out, findings)


def write(file: Path, out: Path, findings: Findings) -> AnnotateResult:
    """Writes the marked copy of a received file with these findings to `out`, or only the list."""
    try:
        return _write_copy(file, out, findings)
    except NotCopied as reason:
        return _write_list(out, replace(findings, why_list_alone=str(reason)))


def findings_of(file: Path, layouts: Path = LAYOUTS, show_all: bool = False) -> Findings:
    """The problems of one file. Its whole collection is read, since some rules look at the other files."""
    folder = file.parent.parent
    files = list(read_all(folder, layouts_for(folder, layouts))) if file.is_file() else []
    this = next((received for received in files if folder / received.path == file), None)
    if this is None:
        raise NotReadable(f"{file} is not a received file. Give one as <folder>/<sender>/<YYYY-MM-DD>.xlsx.")
    checked = check(files)
    rows = pd.concat([frame.loc[frame.file_id == this.file_id, ["is_refused"]] for frame in checked.rows.values()])
    problems = checked.problems[checked.problems.file_id == this.file_id]
    # Why a file could not be read at all is always listed: there is nothing else to list.
    is_shown = (problems.who_acts != WhoActs.DATA_OFFICER) | show_all | (not this.is_read)
    return Findings(this, _problems(problems[is_shown]), len(rows), int(rows.is_refused.sum()))


def _problems(problems: pd.DataFrame) -> tuple[Problem, ...]:
    rows = problems.drop(columns="file_id").to_dict("records")
    return tuple(Problem(**row | {"row_number": _number(row["row_number"])}) for row in rows)


def _number(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)


def default_out(file: ReceivedFile) -> Path:
    """Where a marked copy goes: beside the database, never beside received files."""
    return store.build_folder() / "returned" / name_of_copy(file)


def remove_annotated(file: str) -> None:
    """Removes the marked copies of a received file, which have its words; `file` is its path among all files."""
    path = Path(file)
    for copy in (store.build_folder() / "returned").glob(f"{path.parent}-{path.stem}-to-put-right*.xlsx"):
        copy.unlink()


def name_of_copy(file: ReceivedFile) -> str:
    """The name of a marked copy; that of invented data says so."""
    marked = "-illustrative" if file.illustrative else ""
    return f"{file.sender}-{Path(file.path).stem}-to-put-right{marked}.xlsx"


def _refuse_to_write(out: Path, received: Path, force: bool) -> None:
    if out.is_relative_to(received):
        raise NotReadable(f"{out} lies where received files are kept. Nothing is written there: choose another --out.")
    if out.suffix.lower() != ".xlsx":
        raise NotReadable(f"{out} does not end in .xlsx. Give --out such a name.")
    if out.is_dir():
        raise NotReadable(f"{out} is a folder. Give --out the name of a file.")
    if out.exists() and not force:
        raise NotReadable(f"{out} is already there. Add --force to replace it, or choose another --out.")


def _write_copy(file: Path, out: Path, findings: Findings) -> AnnotateResult:
    """Writes the copy. Raises NotCopied if no copy can be made that keeps everything in the workbook."""
    if not findings.file.is_read:
        reasons = [problem.sentence for problem in findings.problems if problem.rule == CAN_BE_READ]
        raise NotCopied(" ".join(reasons) or "The file could not be read.")
    if not file.is_file():
        raise NotCopied("The file is not on this computer.")
    try:
        package, notes = _annotate(file.read_bytes(), findings)
        with _put_in_place(out) as beside:
            package.save(beside)
    except NOT_AS_EXPECTED as error:
        raise NotCopied("The workbook could not be opened to copy it.") from error
    return AnnotateResult(out, notes, len(findings.problems))


def _annotate(data: bytes, findings: Findings) -> tuple[PackageCopy, int]:
    """The package with notes, colours and the list, and the number of notes."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        raise NotCopied(f"The file was not copied because {NOT_XLSX}.")
    package = PackageCopy(data)
    refuse_what_stops(package)
    styles = CellStyles(package)
    remove_our_notes(package, styles)
    placed = place(package, findings.problems)
    notes, without = annotate_cells(package, placed, styles)
    add_list(package, replace(findings, notes=notes, without_note=without), placed, styles)
    styles.save()
    package.check()
    return package, notes


def _write_list(out: Path, findings: Findings) -> AnnotateResult:
    package = empty_workbook()
    styles = CellStyles(package)
    add_list(package, findings, [PlacedProblem(problem, "") for problem in findings.problems], styles)
    styles.save()
    with _put_in_place(out) as beside:
        package.save(beside)
    return AnnotateResult(out, 0, len(findings.problems), findings.why_list_alone, findings.file.is_read)


@contextmanager
def _put_in_place(out: Path) -> Iterator[Path]:
    """Yields a path beside `out`; its file then takes the place in one step, so that a failure leaves no half of it."""
    beside = out.with_name(f".{out.stem}-{uuid.uuid4().hex[:8]}.xlsx")
    try:
        yield beside
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
