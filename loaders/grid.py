"""One sheet of a workbook as a grid of cells, merged cells filled as the spreadsheet shows them."""

import warnings
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.values import as_written
from tracker.received import NotReadable


@dataclass(frozen=True)
class Cell:
    """One cell: its value, its number format, and whether the value comes from a merged neighbour."""

    value: object
    number_format: str = "General"
    is_merged_into: bool = False

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

    @property
    def last_row(self) -> int:
        """The last row with content; the used range a workbook states is often far too large."""
        return max((row for row, _ in self.cells), default=0)

    @property
    def last_column(self) -> int:
        """The last column with content."""
        return max((column for _, column in self.cells), default=0)


def open_workbook(path: Path) -> Workbook:
    """The workbook, its formulas read as their last results. Raises NotReadable in one sentence."""
    _refuse_other_content(path)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl tells of styles and extensions that hold no data
            return openpyxl.load_workbook(path, data_only=True)
    except Exception as error:  # a damaged workbook can fail in any layer below: zip, XML or the sheet itself
        raise NotReadable(
            f"{path.name} is damaged and cannot be opened ({type(error).__name__}). Ask the sender for it again."
        ) from error


def _refuse_other_content(path: Path) -> None:
    """The content decides what a file is, not its name."""
    with path.open("rb") as file:
        start = file.read(8)
    if not start:
        raise NotReadable(f"{path.name} is empty (0 bytes). Ask the sender for it again.")
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotReadable(
            f"{path.name} is protected with a password, or an old .xls file. Save it as .xlsx without a password."
        )
    if not start.startswith(b"PK"):
        raise NotReadable(f"{path.name} is not an Excel workbook, whatever its name says. Save it as .xlsx.")


def sheet_grid(workbook: Workbook, name: str) -> Grid:
    """One sheet by its exact name, or by the name without blanks around it. Raises NotReadable."""
    matching = [found for found in workbook.sheetnames if found == name] or [
        found for found in workbook.sheetnames if found.strip() == name.strip()
    ]
    if not matching or not isinstance(workbook[matching[0]], Worksheet):
        raise NotReadable(
            f"no sheet '{name}'. Sheets found: {', '.join(repr(found) for found in workbook.sheetnames)}."
        )
    sheet = workbook[matching[0]]
    cells = {
        (cell.row, cell.column): Cell(cell.value, cell.number_format)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    for merged in sheet.merged_cells.ranges:
        _fill(cells, merged.bounds)
    hidden = frozenset(
        column
        for letter, dimension in sheet.column_dimensions.items()
        if dimension.hidden
        for column in range(dimension.min or 0, (dimension.max or 0) + 1)
    )
    return Grid(sheet.title, cells, hidden)


def _fill(cells: dict[tuple[int, int], Cell], bounds: tuple[int, int, int, int]) -> None:
    left, top, right, bottom = bounds
    corner = cells.get((top, left))
    if corner is None:
        return
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            if (row, column) != (top, left):
                cells[row, column] = Cell(corner.value, corner.number_format, is_merged_into=True)


def letter(column: int) -> str:
    """The letter of a column as the spreadsheet names it: 6 is F."""
    return get_column_letter(column)
