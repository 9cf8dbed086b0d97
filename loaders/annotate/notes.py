"""Marks the cells of a workbook that hold a problem: a note on each, and a light colour."""

from collections.abc import Sequence

from openpyxl.utils.cell import get_column_letter

from loaders.annotate.cell_styles import CellStyles
from loaders.annotate.comments import add_notes, conversations
from loaders.annotate.package import Package
from loaders.annotate.problem_sheet import Placed, clean, content_of, severity_of, to_do
from loaders.annotate.sheet_cells import SheetCells, corners, place_of
from loaders.annotate.sheets import Sheet, sheets_of
from tracker.findings import Problem
from tracker.terms import WhoActs

NOTE_BEGINS = "To put right:"
LONGEST_NOTE = 30_000  # letters of ours; Excel takes 32,767 and cuts the rest in silence


def place(package: Package, problems: Sequence[Problem]) -> list[Placed]:
    """Where in the workbook each problem is."""
    placed: dict[int, str] = {}
    for sheet in _worksheets(package):
        here = {n: place_of(problem.cell) for n, problem in enumerate(problems) if problem.sheet == sheet.name}
        here = {n: where for n, where in here.items() if all(where)}
        first = corners(package.read(sheet.part), [*here.values()]) if here else {}
        placed |= {n: _address(*first.get(where, where)) for n, where in here.items()}
    return [Placed(problem, placed.get(n, "")) for n, problem in enumerate(problems)]


def mark(package: Package, placed: Sequence[Placed], styles: CellStyles) -> tuple[int, int]:
    """Adds a note and a light colour to each cell with problems. Gives how many have a note, and how many none.

    A cell with a conversation has the colour alone, since Excel would show the conversation in place of the note.
    """
    notes = silent = 0
    for sheet in _worksheets(package):
        about: dict[str, list[Problem]] = {}
        for problem, address in placed:
            if problem.sheet == sheet.name and address:
                about.setdefault(address, []).append(problem)
        if about:
            has_conversation = conversations(package, sheet.part) & about.keys()
            _mark_sheet(package, sheet, about, has_conversation, styles)
            notes, silent = notes + len(about) - len(has_conversation), silent + len(has_conversation)
    return notes, silent


def _mark_sheet(
    package: Package, sheet: Sheet, about: dict[str, list[Problem]], without: set[str], styles: CellStyles
) -> None:
    cells = SheetCells(package.read(sheet.part), [place_of(address) for address in about])
    cells.give_formats(styles.marked)
    notes = {address: _note_text(problems) for address, problems in about.items() if address not in without}
    if notes:
        add_notes(package, sheet.part, cells, notes)
    package.write(sheet.part, bytes(cells.part))


def _worksheets(package: Package) -> list[Sheet]:
    return [sheet for sheet in sheets_of(package) if sheet.is_worksheet]


def _address(row: int, column: int) -> str:
    return f"{get_column_letter(column)}{row}"


def _note_text(problems: Sequence[Problem]) -> str:
    parts = [
        f"{severity_of(problem)}. {clean(to_do(problem))}\nWhat is needed: {clean(problem.sentence)}\n"
        f"We found: {content_of(problem)}\nWho can put it right: {WhoActs(problem.who_acts).said}"
        for problem in problems
    ]
    return f"{NOTE_BEGINS}\n" + "\n\n".join(parts)[:LONGEST_NOTE]
