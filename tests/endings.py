"""Asserts how reading a file ends: loaded, with every cell accounted for, or refused in one sentence."""

from pathlib import Path

from openpyxl.utils import get_column_letter

from loaders.mapping.headings import headings_in, key_of
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.sheets import sheets_of
from loaders.reader.read_file import Workbook, read_bytes
from loaders.reader.refusal import LONGEST_SENTENCE
from tracker.findings import NotReadable
from tracker.terms import Kind


def ending(data: bytes) -> str:
    """Reads a file and returns "loaded", or the sentence that refuses it."""
    try:
        book = read_bytes(data)
        assert sum(grid.filled_cells for grid in book.grids) > 0
        every_cell_is_answered_for(book)
    except NotReadable as refused:
        sentence = str(refused)
        assert 20 < len(sentence) <= LONGEST_SENTENCE
        assert sentence.endswith(".")
        assert "/" not in sentence
        assert "Traceback" not in sentence
        return sentence
    return "loaded"


def every_cell_is_answered_for(book: Workbook) -> None:
    """Reads the first filled sheet by its first heading and asserts that every filled cell is stored or listed."""
    grid = next(grid for grid in book.grids if grid.filled_cells)
    headings = headings_in(grid, grid.rows[:1])
    column, heading = next(((column, text) for column, text in headings.items() if key_of(text)), (1, ""))
    columns = {"action_ref": f"column {get_column_letter(column)}" + (f": {heading}" if heading else "")}
    sheet = SheetLayout(Path("x.toml"), Kind.ACTION, (grid.name,), columns, header_row=grid.rows[:1])
    try:
        accounts = sheets_of(book, Layout(Path("x.toml"), (sheet,)))[0].accounts
    except NotReadable as refused:
        assert "fault of the program" not in str(refused)
    else:
        assert [account.filled for account in accounts] == [grid.filled_cells for grid in book.grids]
