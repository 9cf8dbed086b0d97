"""Hands an agency its own workbook back with each problem marked."""

import uuid
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
from openpyxl.workbook import Workbook

from checks.judge import check
from checks.received_file import ReceivedFile
from loaders.annotate.copy_difference import difference
from loaders.annotate.copy_losses import NOT_XLSX, STRICT, losses
from loaders.annotate.notes import add_notes, remove_earlier
from loaders.annotate.problem_sheet import Findings, add_list
from loaders.load.read import read_all
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from tracker import store
from tracker.findings import NotReadable, Problem
from tracker.terms import WhoActs
from tracker.words import plural

HARMLESS = "no default style"  # what openpyxl says of a workbook that leaves its usual look to the program


class NotCopied(Exception):
    """No whole copy of the workbook can be made; the message says why."""


@dataclass(frozen=True)
class AnnotateResult:
    """What was written: the file, how many cells have a note, how many problems it lists, and why the list is alone.

    `is_read` is False where nobody can read the received file, so the list only says why.
    """

    path: Path
    notes: int
    problems: int
    alone_because: str = ""
    is_read: bool = True

    def __str__(self) -> str:
        problems = plural(self.problems, "problem")
        if self.alone_because:
            return f"{self.path}: the list alone, {problems}. {self.alone_because}"
        return f"{self.path}: a copy with {plural(self.notes, 'note')}; {problems} listed."


def annotate(
    file: Path, out: Path | None = None, layouts: Path = LAYOUTS, show_all: bool = False, force: bool = False
) -> AnnotateResult:
    """Writes the marked copy of one received file, or the list alone. Raises NotReadable where neither can be."""
    file = file.resolve()
    findings = findings_of(file, layouts, show_all)
    out = (out or default_out(findings.file)).resolve()
    _refuse_to_write(out, file.parent.parent, force)
    out.parent.mkdir(parents=True, exist_ok=True)
    return write(file, out, findings)


def write(file: Path, out: Path, findings: Findings) -> AnnotateResult:
    """Writes the marked copy of a received file with these findings to `out`, or the list alone."""
    try:
        return _write_copy(file, out, findings)
    except NotCopied as reason:
        return _write_list(out, replace(findings, alone_because=str(reason)))


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
    """Where a marked copy goes: beside the database, never beside files received."""
    return store.build_folder() / "returned" / name_of_copy(file)


def remove_copies(file: str) -> None:
    """Removes the marked copies of a file received, which hold its words; `file` is its place in the folder of all."""
    path = Path(file)
    for copy in (store.build_folder() / "returned").glob(f"{path.parent}-{path.stem}-to-put-right*.xlsx"):
        copy.unlink()


def name_of_copy(file: ReceivedFile) -> str:
    """What a marked copy is called; the name of invented data says so."""
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
    """Raises NotCopied when the copy would not be whole; only a copy compared with the file is put in place."""
    _refuse_to_copy(file, findings.file)
    workbook = _open(file)
    has_formulas = any(cell.data_type == "f" for sheet in workbook.worksheets for cell in sheet._cells.values())
    workbook.calculation.fullCalcOnLoad = True  # the copy holds formulas without their results
    earlier = remove_earlier(workbook)
    notes = add_notes(workbook, findings.problems)
    title = add_list(workbook, findings, has_formulas)
    with _put_in_place(out) as beside:
        workbook.save(beside)
        if lost := difference(file, beside, earlier | {title}):
            raise NotCopied(_not_whole([lost]))
    return AnnotateResult(out, notes, len(findings.problems))


def _refuse_to_copy(file: Path, received: ReceivedFile) -> None:
    if not received.is_read:
        raise NotCopied("The file could not be read.")
    if not file.is_file():
        raise NotCopied("The file is not on this computer.")
    would_lose = losses(file)
    if would_lose in ([NOT_XLSX], [STRICT]):
        raise NotCopied(f"The file was not copied because {would_lose[0]}.")
    if would_lose:
        raise NotCopied(_not_whole(would_lose))


def _not_whole(lost: list[str]) -> str:
    return f"The workbook was not copied because a copy would lose: {', '.join(lost)}."


def _open(file: Path) -> Workbook:
    """Raises NotCopied with what openpyxl says it leaves out, or could not do."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            workbook = openpyxl.load_workbook(file, rich_text=True)
        except Exception as error:  # an odd workbook can fail in any layer below: zip, XML or the sheet itself
            raise NotCopied("The workbook could not be opened to copy it.") from error
    lost = sorted({str(warning.message) for warning in caught if HARMLESS not in str(warning.message)})
    if lost:
        raise NotCopied(_not_whole([text.rstrip(".") for text in lost]))
    return workbook


def _write_list(out: Path, findings: Findings) -> AnnotateResult:
    workbook = Workbook()
    workbook.remove(workbook.active)
    add_list(workbook, findings)
    with _put_in_place(out) as beside:
        workbook.save(beside)
    return AnnotateResult(out, 0, len(findings.problems), findings.alone_because, findings.file.is_read)


@contextmanager
def _put_in_place(out: Path) -> Iterator[Path]:
    """A file written beside its place takes it in one step, so that a failure leaves no half of it."""
    beside = out.with_name(f".{out.stem}-{uuid.uuid4().hex[:8]}.xlsx")
    try:
        yield beside
        beside.replace(out)
    finally:
        beside.unlink(missing_ok=True)
