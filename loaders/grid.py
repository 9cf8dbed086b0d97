"""One sheet of a workbook as a grid of cells, merged cells filled as the spreadsheet shows them."""

from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from loaders.opening import Opened
from loaders.values import as_written
from tracker.received import NotReadable


@dataclass(frozen=True)
class Cell:
    """One cell: its value, its number format, whether the value is lent by a merged neighbour, or not known."""

    value: object
    number_format: str = "General"
    is_merged_into: bool = False
    is_unknown: bool = False  # a formula without a result, or one whose result is an error such as #REF!

    @property
    def words(self) -> str:
        """The cell as a person sees it."""
        return as_written(self.value, self.number_format)


EMPTY = Cell(None)


@dataclass(frozen=True)
class Grid:
    """The filled cells of one sheet by (row, column), both counted from 1 as the spreadsheet does."""

    name: str
    cells: dict[tuple[int, int], Cell]
    hidden_columns: frozenset[int]

    def at(self, row: int, column: int) -> Cell:
        """The cell there, an empty one where nothing stands."""
        return self.cells.get((row, column), EMPTY)

    @cached_property
    def last_column(self) -> int:
        """The last column with content; the used range a workbook states is often far too large."""
        return max((column for _, column in self.cells), default=0)


def sheet_grid(workbook: Opened, name: str) -> Grid:
    """One sheet by its exact name, or by the name without blanks around it. Raises NotReadable."""
    names = workbook.results.sheetnames
    stripped = [found for found in names if found.strip() == name.strip()]
    matching = [name] if name in names else stripped
    if not matching or not isinstance(workbook.results[matching[0]], Worksheet):
        raise NotReadable(f"no sheet '{name}'. Sheets found: {', '.join(repr(found) for found in names)}.")
    sheet = workbook.results[matching[0]]
    cells = _filled(sheet)
    if workbook.formulas:
        cells |= _without_result(workbook.formulas[matching[0]], cells)
    last_row, last_column = (max((place[n] for place in cells), default=0) for n in (0, 1))
    for merged in sheet.merged_cells.ranges:
        left, top, right, bottom = merged.bounds
        _fill(cells, (left, top, min(right, last_column), min(bottom, last_row)))
    hidden = frozenset(
        column
        for dimension in sheet.column_dimensions.values()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
    return Grid(sheet.title, cells, hidden)


def _filled(sheet: Worksheet) -> dict[tuple[int, int], Cell]:
    """The cells that hold something. Walking the rows instead would make a cell of every empty place between them."""
    return {
        place: Cell(cell.value, cell.number_format, is_unknown=cell.data_type == "e")
        for place, cell in sorted(sheet._cells.items())
        if cell.value is not None
    }


def _without_result(formulas: Worksheet, results: dict[tuple[int, int], Cell]) -> dict[tuple[int, int], Cell]:
    """Formulas that were saved without a result, as workbooks written by a program often are: not the same as blank."""
    return {
        place: Cell(str(getattr(cell.value, "text", cell.value)), is_unknown=True)
        for place, cell in formulas._cells.items()
        if cell.data_type == "f" and place not in results
    }


def _fill(cells: dict[tuple[int, int], Cell], bounds: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = bounds
    corner = cells.get((top, left))
    if corner is None:
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                cells[row, column] = Cell(corner.value, corner.number_format, True, corner.is_unknown)


def letter(column: int) -> str:
    """The letter of a column as the spreadsheet names it: 6 is F."""
    return get_column_letter(column)
