"""Marks the cells of a workbook that hold a problem: a note on each, and a light colour."""

from copy import copy
from itertools import groupby

from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_to_tuple
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.annotate.problem_sheet import TITLE, address_of_note, clean, content_of, severity_of, to_do
from tracker.findings import Problem
from tracker.terms import WhoActs

AUTHOR = "Answerable"
NOTE_BEGINS = "To put right:"
COLOUR = "FFFFF4C7"
WHITE = {"FFFFFFFF", "00FFFFFF"}
LONGEST_NOTE = 30_000  # Excel takes 32,767 letters and cuts the rest in silence
NOTE_WIDTH, NOTE_LETTERS, LINE_HEIGHT = 320, 48, 18


def remove_earlier(workbook: Workbook) -> set[str]:
    """Removes our own list, notes and colour from a workbook marked before. Gives the names of the sheets removed."""
    ours = {sheet.title for sheet in workbook.worksheets if _is_our_list(sheet)}
    for title in ours:
        del workbook[title]
    if ours:
        for cell in (cell for sheet in workbook.worksheets for cell in list(sheet._cells.values())):
            _remove_note(cell)
            if cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb == COLOUR:
                cell.fill = PatternFill()
    return ours


def _is_our_list(sheet: Worksheet) -> bool:
    first = [str(sheet.cell(row, 1).value) for row in (1, 2)]
    return sheet.title.startswith(TITLE) and any(text.startswith(f"{TITLE} in ") for text in first)


def _remove_note(cell: Cell) -> None:
    if cell.comment and NOTE_BEGINS in cell.comment.text:
        theirs = cell.comment.text.partition(NOTE_BEGINS)[0].rstrip()
        cell.comment = _note(theirs, cell.comment.author) if theirs else None


def add_notes(workbook: Workbook, problems: tuple[Problem, ...]) -> int:
    """Adds a note and a light colour to each cell with problems. Gives the number of cells."""
    _make_room_for_notes(workbook)
    placed = [(problem.sheet, address_of_note(workbook, problem), problem) for problem in problems]
    placed = sorted((entry for entry in placed if entry[1]), key=lambda entry: entry[:2])
    cells = [(key, [entry[2] for entry in group]) for key, group in groupby(placed, key=lambda entry: entry[:2])]
    for (sheet, address), about in cells:
        _mark(_cell(workbook[sheet], address), about)
    return len(cells)


def _make_room_for_notes(workbook: Workbook) -> None:
    """The size of a note is not read from a file, and long words would not fit the usual one."""
    for sheet in workbook.worksheets:
        for cell in sheet._cells.values():
            if cell.comment:
                cell.comment = _note(cell.comment.text, cell.comment.author)


def _cell(sheet: Worksheet, address: str) -> Cell:
    """A blank cell that the file did not hold takes the look of its row or column, as it does on the screen."""
    row, column = coordinate_to_tuple(address)
    if (row, column) in sheet._cells:
        return sheet.cell(row, column)
    spans = [span for span in sheet.column_dimensions.values() if span.min and span.min <= column <= span.max]
    looks = [sheet.row_dimensions[row], *spans] if row in sheet.row_dimensions else spans
    cell = sheet.cell(row, column)
    cell._style = copy(next((look._style for look in looks if look.has_style), cell._style))
    return cell


def _mark(cell: Cell, problems: list[Problem]) -> None:
    """A colour that the cell already has may mean something to the agency, so it stays."""
    ours = _note_text(problems)
    theirs = cell.comment
    cell.comment = _note(f"{theirs.text.rstrip()}\n\n{ours}" if theirs else ours, theirs.author if theirs else AUTHOR)
    if cell.fill.fill_type is None or (cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in WHITE):
        cell.fill = PatternFill("solid", fgColor=COLOUR)


def _note_text(problems: list[Problem]) -> str:
    parts = [
        f"{severity_of(problem)}. {clean(to_do(problem))}\nWhat is needed: {clean(problem.sentence)}\n"
        f"We found: {content_of(problem)}\nWho can put it right: {WhoActs(problem.who_acts).said}"
        for problem in problems
    ]
    return f"{NOTE_BEGINS}\n" + "\n\n".join(parts)[:LONGEST_NOTE]


def _note(text: str, author: str) -> Comment:
    lines = sum(1 + len(line) // NOTE_LETTERS for line in text.splitlines())
    return Comment(text, author, height=LINE_HEIGHT * min(lines + 1, 30), width=NOTE_WIDTH)
