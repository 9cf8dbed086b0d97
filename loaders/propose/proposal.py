"""What an unknown workbook seems to hold: its table, the meaning of its headings, and the rows that are records."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from loaders.mapping.known_words import fold
from loaders.propose.assign_columns import ColumnProposal, assign
from loaders.propose.drop_downs import DropDown, drop_downs
from loaders.propose.evidence import DateOrder, RowKind, date_order, fits, rows_below
from loaders.propose.find_table import Table, tables
from loaders.propose.heading_meanings import Confidence, Parts
from loaders.reader.grid import Cell, Grid
from loaders.reader.read_file import read_workbook
from loaders.reader.refusal import shortened, some
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind


@dataclass(frozen=True)
class Proposal:
    """What a workbook seems to hold; `columns` are ours, each with the column of the table that is proposed for it."""

    file: str
    sender: str
    table: Table
    columns: dict[str, ColumnProposal]
    rows: dict[int, RowKind]
    dates: DateOrder
    lists: tuple[DropDown, ...]
    other_tables: tuple[Table, ...]

    @property
    def grid(self) -> Grid:
        """The sheet that holds the table."""
        return self.table.grid

    @property
    def sheet(self) -> str:
        """The name of the sheet that holds the table."""
        return self.grid.name

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The rows of the headings, as the spreadsheet numbers them."""
        return self.table.header_rows

    @property
    def kind(self) -> Kind:
        """What one row of the table seems to be."""
        return self.table.kind

    @cached_property
    def data_rows(self) -> list[int]:
        """The rows that seem to hold a record each."""
        return [row for row, kind in self.rows.items() if kind == RowKind.DATA]

    @property
    def active(self) -> dict[str, ColumnProposal]:
        """The columns that the draft fills in."""
        return {name: guess for name, guess in self.columns.items() if guess.confidence != Confidence.UNSURE}

    def heading(self, column: int) -> str:
        """The heading as a layout names it."""
        return heading_of(self.table.headings[column])

    def cells(self, column: int) -> list[tuple[int, Cell]]:
        """Row and cell of each filled record in a column."""
        cells = [(row, self.grid.at(row, column)) for row in self.data_rows]
        return [(row, cell) for row, cell in cells if cell.words]


def heading_of(parts: Parts) -> str:
    """The parts of a heading over several rows, joined as the reader joins them."""
    return " / ".join(fold(part) for part in parts)


def propose(path: Path, sender: str) -> Proposal:
    """What the workbook at `path` seems to hold. Raises NotReadable when it is no workbook or has no known headings."""
    grids = _grids(path)
    candidates = tables(grids)
    if not candidates:
        names = some([shortened(grid.name) for grid in grids])
        raise NotReadable(f"No row of known headings in the first rows of any sheet. Sheets found: {names}.")
    table = candidates[0]
    rows = rows_below(table)
    records = [row for row, kind in rows.items() if kind == RowKind.DATA]
    guesses = assign(table, lambda name, column: fits(table, records, name, column))
    columns = {name: guesses[name] for name in COLUMNS[table.kind] if name in guesses}
    dates = date_order(table, records, columns)
    return Proposal(path.name, sender, table, columns, rows, dates, drop_downs(path, grids), tuple(candidates[1:]))


def _grids(path: Path) -> tuple[Grid, ...]:
    """The sheets of the workbook."""
    return read_workbook(path).grids
