"""Writes the sheet that lists what an agency has to put right, with a link to each cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from openpyxl.cell import Cell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from checks.received_file import ReceivedFile
from tracker.findings import Problem, instruction
from tracker.terms import Severity, WhoActs
from tracker.words import day, in_order, place, plural

TITLE = "What to put right"
HEADINGS = {
    "Severity": 14, "Where": 28, "What to do": 50, "What we found": 40, "What is needed": 50,
    "Who can put it right": 28,
}  # fmt: skip
ILLUSTRATIVE = "Illustrative data: places and bodies are invented."
FONT = "Calibri"  # named, since some programs take a face with serifs for a font without a name
LONGEST_FOUND = 1_000  # letters: enough to know the cell by
NOT_IN_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Findings:
    """What is reported on one received file: its problems, the rows read and refused, and why the list is alone."""

    file: ReceivedFile
    problems: tuple[Problem, ...]
    rows_read: int
    rows_refused: int
    alone_because: str = ""


def add_list(workbook: Workbook, findings: Findings, has_formulas: bool = False) -> str:
    """Adds the first sheet: what the file is, then each problem with a link to its cell. Gives the sheet's name."""
    sheet = workbook.create_sheet(TITLE, 0)
    for text in _heading(findings, has_formulas):
        _write(sheet, sheet.max_row + 1 if sheet["A1"].value else 1, [text], wraps=False)
    _embolden(sheet, 2 if findings.file.illustrative else 1, size=14)
    start = sheet.max_row + 2
    _write(sheet, start, list(HEADINGS))
    _embolden(sheet, start)
    for row, problem in enumerate(in_reading_order(findings.problems), start=start + 1):
        _write(sheet, row, list(_columns(problem)))
        _link(sheet.cell(row, 2), workbook, problem)
    _lay_out(sheet, start)
    _show_first(workbook, sheet)
    return sheet.title


def _heading(findings: Findings, has_formulas: bool) -> Iterator[str]:
    file, shown = findings.file, findings.rows_read - findings.rows_refused
    if file.illustrative:
        yield ILLUSTRATIVE
    yield f"{TITLE} in {file.path}"
    received = f"received {day(file.received_on)}" if file.received_on.year > 1 else "the day of receipt is not known"
    yield f"From {file.agency or file.sender}, {received}."
    yield f"{plural(findings.rows_read, 'row')} read, {shown:,} shown, {findings.rows_refused:,} refused."
    yield from _what_to_do(findings)
    if has_formulas:
        yield "If formulas look empty, choose Enable editing: their results are then worked out again."


def _what_to_do(findings: Findings) -> Iterator[str]:
    if not findings.problems:
        yield "Nothing to put right."
    elif findings.alone_because:
        yield f"This is the list alone. {findings.alone_because}"
    else:
        yield "Each cell below carries a note. It is coloured pale yellow unless it had a colour of its own."
        yield "Put the cells right and send the workbook back."


def in_reading_order(problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems in reading order: refused rows, warnings, notices; within each by sheet and cell."""
    order = list(Severity)
    return sorted(
        problems, key=lambda problem: (order.index(Severity(problem.severity)), problem.sheet, *_position(problem))
    )


def _position(problem: Problem) -> tuple[int, list[str | int]]:
    return problem.row_number or 0, in_order(problem.cell)


def _columns(problem: Problem) -> Iterator[str]:
    yield severity_of(problem)
    cell = place(problem.sheet, problem.cell)
    yield ", ".join(part for part in (problem.sheet, cell) if part) or "The whole file"
    yield to_do(problem)
    yield content_of(problem)
    yield problem.sentence
    yield WhoActs(problem.who_acts).said


def severity_of(problem: Problem) -> str:
    """The severity with a capital, as the first word of a line."""
    return str(problem.severity).capitalize()


def to_do(problem: Problem) -> str:
    """What to do about one problem; its row has no name but its number, unless the instruction already names it."""
    return instruction(problem.to_do, [f"row {problem.row_number}" if problem.row_number else "this file"])


def content_of(problem: Problem) -> str:
    """What the problem found in its cell, cut where it is very long; "a blank" for nothing."""
    words = clean(problem.found)
    if not words.strip():
        return "a blank"
    return words if len(words) <= LONGEST_FOUND else f"{words[:LONGEST_FOUND]}…"


def clean(text: str) -> str:
    """A text without the characters that no workbook can hold."""
    return NOT_IN_XML.sub("", ILLEGAL_CHARACTERS_RE.sub("", text))


def _write(sheet: Worksheet, row: int, texts: list[str], wraps: bool = True) -> None:
    """Every text as text: what begins with = must never be worked out, nor become a formula when edited."""
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        cell.value = clean(text)
        cell.data_type = "s"
        cell.alignment = Alignment(wrap_text=wraps, vertical="top")
        cell.quotePrefix = text.lstrip().startswith(("=", "+", "-", "@"))


def address_of_note(workbook: Workbook, problem: Problem) -> str:
    """The problem's cell, or the corner of the merged cells around it, which alone can carry a note; "" if none."""
    if not problem.cell or problem.sheet not in workbook.sheetnames:
        return ""
    merged = next((area for area in workbook[problem.sheet].merged_cells.ranges if problem.cell in area), None)
    return merged.start_cell.coordinate if merged else problem.cell


def _link(cell: Cell, workbook: Workbook, problem: Problem) -> None:
    """A place inside the workbook, which Excel and LibreOffice both follow."""
    if address := address_of_note(workbook, problem):
        place = f"{quote_sheetname(problem.sheet)}!{address}"
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=place)
        cell.font = Font(name=FONT, color="FF0563C1", underline="single")


def _embolden(sheet: Worksheet, row: int, size: int = 11) -> None:
    for cell in sheet[row]:
        cell.font = Font(name=FONT, bold=True, size=size)


def _lay_out(sheet: Worksheet, start: int) -> None:
    for cell, width in zip(sheet[start], HEADINGS.values(), strict=False):
        sheet.column_dimensions[cell.column_letter].width = width
    sheet.freeze_panes = sheet.cell(start + 1, 1)
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0


def _show_first(workbook: Workbook, sheet: Worksheet) -> None:
    """Only our sheet is chosen: with two chosen, what is typed in one would be typed in the other."""
    workbook.active = sheet
    for other in workbook.worksheets:
        other.sheet_view.tabSelected = other is sheet
    for view in workbook.views:
        view.firstSheet = 0
