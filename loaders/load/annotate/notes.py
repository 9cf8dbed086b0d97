"""Marks the cells of a workbook that have a problem: with a note on each, and a light colour."""

from collections.abc import Collection, Sequence

from loaders.load.annotate.cell_styles import CellStyles
from loaders.load.annotate.comments import add_notes, conversations, last_block
from loaders.load.annotate.package import PackageCopy
from loaders.load.annotate.problem_sheet import PlacedProblem, clean, content_of, severity_of, to_do
from loaders.load.annotate.sheet_cells import SheetCells, address_of, corners, place_of
from loaders.load.annotate.sheets import WorkbookSheet, sheets_of
from loaders.reader.raw_sheet import Place
from tracker.findings import Problem
from tracker.terms import WhoActs

NOTE_BEGINS = "To put right:"
LONGEST_NOTE = 30_000  # letters of our own; Excel takes 32,767 and silently cuts off the rest


def place(package: PackageCopy, problems: Sequence[Problem]) -> list[PlacedProblem]:
    """Where in the workbook each problem is, in the order of the problems."""
    on_sheet: dict[str, dict[int, Place]] = {}
    for n, problem in enumerate(problems):
        if all(where := place_of(problem.cell)):
            on_sheet.setdefault(problem.sheet, {})[n] = where
    placed: dict[int, str] = {}
    for sheet in _worksheets(package, on_sheet):
        here = on_sheet[sheet.name]
        first = corners(package.read(sheet.part), [*here.values()])
        placed |= {n: address_of(first.get(where, where)) for n, where in here.items()}
    return [PlacedProblem(problem, placed.get(n, "")) for n, problem in enumerate(problems)]


def annotate_cells(package: PackageCopy, placed: Sequence[PlacedProblem], styles: CellStyles) -> tuple[int, int]:
    """Adds a note and a light colour to each cell with problems. Returns how many have a note, and how many have none.

    A cell with a conversation gets only the colour, since Excel would show the conversation instead of the note.
    """
    about = _by_cell(placed)
    notes = silent = 0
    block = last_block(package)
    for sheet in _worksheets(package, about):
        here, without = about[sheet.name], conversations(package, sheet.part)
        texts = {address: _note_text(problems) for address, problems in here.items() if address not in without}
        cells = SheetCells(package.read(sheet.part), [*map(place_of, here)])
        cells.give_formats(styles.highlight_of)
        if texts:
            block = add_notes(package, sheet.part, cells, texts, block)
        package.write(sheet.part, bytes(cells.part))
        notes, silent = notes + len(texts), silent + len(here) - len(texts)
    return notes, silent


def _by_cell(placed: Sequence[PlacedProblem]) -> dict[str, dict[str, list[Problem]]]:
    """The problems by sheet and then by address."""
    about: dict[str, dict[str, list[Problem]]] = {}
    for problem, address in placed:
        if address:
            about.setdefault(problem.sheet, {}).setdefault(address, []).append(problem)
    return about


def _worksheets(package: PackageCopy, names: Collection[str]) -> list[WorkbookSheet]:
    return [sheet for sheet in sheets_of(package) if sheet.is_worksheet and sheet.name in names]


def _note_text(problems: Sequence[Problem]) -> str:
    parts = [
        f"{severity_of(problem)}. {clean(to_do(problem))}\nWhat is needed: {clean(problem.sentence)}\n"
        f"We found: {content_of(problem)}\nWho can put it right: {WhoActs(problem.who_acts).label}"
        for problem in problems
    ]
    return f"{NOTE_BEGINS}\n" + "\n\n".join(parts)[:LONGEST_NOTE]
