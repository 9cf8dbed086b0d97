"""What an unknown workbook seems to hold: its table, the meaning of its headings, and the rows that are records."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.drop_downs import DropDown, drop_downs
from loaders.mapping.headings import key_of
from loaders.mapping.known_words import fold, small
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.date_order import DateOrder, date_order
from loaders.propose.entries import Entry, entries
from loaders.propose.evidence import RowKind, rows_below, texts
from loaders.propose.find_table import Table, tables
from loaders.propose.heading_meanings import Parts
from loaders.propose.known_meanings import meaning
from loaders.reader.grid import Cell, Grid
from loaders.reader.read_file import read_workbook
from loaders.reader.refusal import shortened, some
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind
from tracker.words import runs


class Part(NamedTuple):
    """A sheet of the same shape with other records, and its rows that hold one."""

    grid: Grid
    data_rows: list[int]


@dataclass(frozen=True)
class Proposal:
    """What a workbook seems to hold; `entries` are the kinds of record that one row of the table holds."""

    file: str
    sender: str
    table: Table
    entries: tuple[Entry, ...]
    rows: dict[int, RowKind]
    dates: DateOrder
    lists: tuple[DropDown, ...]
    other_tables: tuple[Table, ...]
    parts: tuple[Part, ...] = ()  # other sheets of the same plan

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
    def main(self) -> Entry:
        """The action, where a row holds a recommendation as well."""
        return self.entries[-1]

    @property
    def kind(self) -> Kind:
        """What one row of the table seems to be."""
        return self.main.kind

    @property
    def columns(self) -> dict[str, ColumnProposal]:
        """Our columns, each with the column of the table that is proposed for it."""
        return self.main.columns

    @cached_property
    def data_rows(self) -> list[int]:
        """The rows that seem to hold a record each."""
        return [row for row, kind in self.rows.items() if kind == RowKind.DATA]

    @property
    def active(self) -> dict[str, ColumnProposal]:
        """The columns that the draft fills in."""
        return self.main.active

    @property
    def is_clear(self) -> bool:
        """Whether no other kind of record explains the headings nearly as well."""
        scores = sorted(self.table.others.values(), reverse=True)
        return scores[0] - scores[1] >= 2

    @property
    def date_columns(self) -> list[int]:
        """The columns of the table that are proposed for one of our dates."""
        return _date_columns(self.entries)

    @property
    def has_dates(self) -> bool:
        """Whether the draft fills in one of our dates."""
        return any(COLUMNS[entry.kind][name].holds is date for entry in self.entries for name in entry.active)

    @property
    def used(self) -> set[int]:
        """The columns of the table that are proposed for any of ours, or would do as well."""
        guesses = [guess for entry in self.entries for guess in entry.columns.values()]
        return {column for guess in guesses for column in (guess.column, guess.year, *guess.also)}

    def heading(self, column: int) -> str:
        """The heading as a layout names it: with the letter of its column where another one has the same."""
        heading, keys = heading_of(self.table.headings[column]), self._heading_keys
        return f"column {letter(column)}: {heading}" if keys[key_of(heading)] > 1 else heading

    @cached_property
    def _heading_keys(self) -> Counter[str]:
        return Counter(key_of(heading_of(parts)) for parts in self.table.headings.values())

    def cells(self, column: int) -> list[tuple[int, Cell]]:
        """Row and cell of each filled record in a column."""
        cells = [(row, self.grid.at(row, column)) for row in self.data_rows]
        return [(row, cell) for row, cell in cells if cell.words]

    def cells_of_all(self, column: int) -> list[Cell]:
        """The filled cells of a column, of every sheet of the plan."""
        of_parts = [part.grid.at(row, column) for part in self.parts for row in part.data_rows]
        return [cell for _, cell in self.cells(column)] + [cell for cell in of_parts if cell.words]


def heading_of(parts: Parts) -> str:
    """The parts of a heading over several rows, joined as the reader joins them."""
    return " / ".join(fold(part) for part in parts)


def propose(path: Path, sender: str, sheet: str = "", header_rows: tuple[int, ...] = ()) -> Proposal:
    """What the workbook at `path` seems to hold, in the sheet and below the rows of headings if these are given.

    Raises NotReadable when it is no workbook, or has no row that could hold headings.
    """
    every = read_workbook(path).grids
    grids = _named(every, sheet)
    candidates = tables(grids, header_rows)
    if not candidates:
        where = f"in row {runs([*header_rows])}" if header_rows else "above other rows"
        names = some([shortened(grid.name) for grid in grids])
        raise NotReadable(f"No headings {where}. Say where they stand, with --sheet and --row. Sheets: {names}.")
    table = candidates[0]
    rows = rows_below(table)
    records = [row for row, kind in rows.items() if kind == RowKind.DATA]
    found = entries(table, records)
    dates = date_order(table.grid, records, _date_columns(found))
    parts = _parts(table, records, found[-1], candidates[1:])
    others = tuple(other for other in candidates[1:] if all(other.grid is not part.grid for part in parts))
    return Proposal(path.name, sender, table, found, rows, dates, drop_downs(table.grid, every), others, parts)


def _parts(table: Table, rows: list[int], entry: Entry, others: list[Table]) -> tuple[Part, ...]:
    """The sheets with the same headings and with references of their own: an older copy would repeat them.

    Sheets that are named by a status say it of their rows, so each of them needs an entry of its own.
    """
    number = entry.active.get("action_ref")
    if not number or meaning("reported_status", table.grid.name):
        return ()
    seen, parts = {*texts(table.grid, rows, number.column)}, []
    for other in (other for other in others if not other.grid.is_hidden and _is_alike(other, table)):
        records = [row for row, kind in rows_below(other).items() if kind == RowKind.DATA]
        own = {*texts(other.grid, records, number.column)}
        if own and seen.isdisjoint(own):
            parts.append(Part(other.grid, records))
            seen |= own
    return tuple(parts)


def _is_alike(one: Table, other: Table) -> bool:
    return one.header_rows == other.header_rows and one.headings == other.headings


def _date_columns(found: tuple[Entry, ...]) -> list[int]:
    """The columns of the table that are proposed for one of our dates."""
    of_dates = [
        guess.column
        for entry in found
        for name, guess in entry.columns.items()
        if COLUMNS[entry.kind][name].holds is date
    ]
    return list(dict.fromkeys(of_dates))


def _named(grids: tuple[Grid, ...], sheet: str) -> tuple[Grid, ...]:
    """The sheets of the workbook, or the one of that name."""
    named = tuple(grid for grid in grids if not sheet or small(grid.name) == small(sheet))
    if not named:
        raise NotReadable(f"No sheet '{shortened(sheet)}'. Sheets: {some([shortened(grid.name) for grid in grids])}.")
    return named
