"""What an unknown workbook seems to contain: its table, the meaning of its headings, and which rows are records."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from loaders.mapping.drop_downs import DropDown, drop_downs
from loaders.mapping.headings import key_of
from loaders.mapping.known_words import single_spaced, small
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.certain_rows import with_numbered_titles, without_title_column
from loaders.propose.date_order import DateOrder, date_order
from loaders.propose.entries import Entry, entries, without_register
from loaders.propose.evidence import RowKind, rows_below
from loaders.propose.find_table import LEAST_SCORE, FoundTable, tables
from loaders.propose.heading_meanings import Parts
from loaders.propose.known_meanings import of_sheet
from loaders.propose.older_copies import copies, newest
from loaders.propose.plan_key import PlanKey, without_tables
from loaders.propose.sheets_alike import PlanSheet, sheets_alike
from loaders.reader.grid import Cell, Grid
from loaders.reader.read_file import read_workbook
from loaders.reader.refusal import shortened, some
from tracker.column_letters import letter
from tracker.columns.entries import COLUMNS
from tracker.findings import NotReadable
from tracker.terms import Kind
from tracker.words import runs


@dataclass(frozen=True)
class Proposal:
    """What a workbook seems to contain; `entries` are the kinds of record in one row of the table."""

    file: str
    sender: str
    table: FoundTable
    entries: tuple[Entry, ...]
    rows: dict[int, RowKind]
    dates: DateOrder
    lists: tuple[DropDown, ...]
    key: PlanKey
    other_tables: tuple[FoundTable, ...]
    parts: tuple[PlanSheet, ...] = ()  # other sheets of the same plan
    is_sheet_open: bool = False  # several sheets have the same records, and nothing tells which is the newest

    @property
    def grid(self) -> Grid:
        """The sheet with the table."""
        return self.table.grid

    @property
    def sheet(self) -> str:
        """The name of the sheet with the table."""
        return self.grid.name

    @property
    def header_rows(self) -> tuple[int, ...]:
        """The rows of the headings, as the spreadsheet numbers them."""
        return self.table.header_rows

    @property
    def main(self) -> Entry:
        """The only entry, or that of the action if a row has a recommendation as well."""
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
        """The rows that seem to be records."""
        return [row for row, kind in self.rows.items() if kind == RowKind.DATA]

    @property
    def active(self) -> dict[str, ColumnProposal]:
        """The columns that the draft fills in."""
        return self.main.active

    @property
    def is_clear(self) -> bool:
        """Whether the kind of record is clear: no other explains the headings nearly as well, or the values decide."""
        scores = sorted(self.table.others.values(), reverse=True)
        has_work = {"due_on", "reported_status"} <= self.active.keys() and scores[1] < LEAST_SCORE
        by_values = self.kind == Kind.RECOMMENDATION != self.table.kind  # its answers, where the headings say less
        by_headings = self.table.is_known and scores[0] - scores[1] >= 2
        return by_values or by_headings or (self.kind == Kind.ACTION and has_work)

    @property
    def sheets(self) -> tuple[PlanSheet, ...]:
        """The sheets of the plan, beginning with the first."""
        return (PlanSheet(self.table, self.rows, {column: column for column in self.table.headings}), *self.parts)

    @property
    def is_by_status(self) -> bool:
        """Whether the names of the sheets say how far their actions have got, and no column does."""
        is_said = self.kind == Kind.ACTION and "reported_status" not in self.columns
        return is_said and len(self.entries) == 1 and bool(of_sheet(self.sheet))

    @property
    def of_some_sheets(self) -> set[str]:
        """Our columns that the first sheet has and another of the plan lacks, as only closed actions fill some."""
        if len(self.entries) > 1:
            return set()
        return {
            name
            for name, guess in self.active.items()
            if any(
                column and column not in part.columns for part in self.parts for column in (guess.column, guess.year)
            )
        }

    @property
    def date_columns(self) -> list[int]:
        """The columns of the table that are proposed for one of our dates."""
        return _date_columns(self.entries)

    @property
    def has_dates(self) -> bool:
        """Whether the draft fills in one of our dates."""
        return any(COLUMNS[entry.kind][name].holds is date for entry in self.entries for name in entry.active)

    @property
    def used_columns(self) -> set[int]:
        """The table's columns that are proposed for one of our columns, or would do as well."""
        guesses = [guess for entry in self.entries for guess in entry.columns.values()]
        return {column for guess in guesses for column in (guess.column, guess.year, *guess.also)}

    def heading(self, column: int) -> str:
        """The heading as a layout names it: with its column's letter if another column has the same heading."""
        heading, keys = heading_of(self.table.headings[column]), self._heading_keys
        return f"column {letter(column)}: {heading}" if keys[key_of(heading)] > 1 else heading

    @cached_property
    def _heading_keys(self) -> Counter[str]:
        return Counter(key_of(heading_of(parts)) for parts in self.table.headings.values())

    def cells(self, column: int) -> list[tuple[int, Cell]]:
        """The row and the cell of each record that fills a column."""
        cells = [(row, self.grid.at(row, column)) for row in self.data_rows]
        return [(row, cell) for row, cell in cells if cell.words]

    def cells_of_all(self, column: int) -> list[Cell]:
        """The filled cells of a column in every sheet of the plan."""
        of_parts = [
            part.grid.at(row, part.columns[column])
            for part in self.parts
            if column in part.columns
            for row in part.data_rows
        ]
        return [cell for _, cell in self.cells(column)] + [cell for cell in of_parts if cell.words]


def heading_of(parts: Parts) -> str:
    """The parts of a heading over several rows, joined as the reader joins them."""
    return " / ".join(single_spaced(part) for part in parts)


class NoHeadings(NotReadable):
    """No row has headings where they were looked for; `where` says so without what to type."""

    def __init__(self, where: str, names: str) -> None:
        super().__init__(f"No headings {where}. Say where they stand, with --sheet and --row. Sheets: {names}.")
        self.where = where


def propose(path: Path, sender: str, sheet: str = "", header_rows: tuple[int, ...] = ()) -> Proposal:
    """What the workbook at `path` seems to contain, in the sheet and below the rows of headings if these are given.

    Raises NotReadable if it is not a workbook, or has no row that could be headings.
    """
    return propose_in(read_workbook(path).grids, path.name, sender, sheet, header_rows)


def propose_in(
    every: tuple[Grid, ...],
    file: str,
    sender: str,
    sheet: str = "",
    header_rows: tuple[int, ...] = (),
    column: int = 0,
) -> Proposal:
    """What a workbook with these sheets, already read, seems to contain. Raises NotReadable like `propose`.

    Of several tables side by side, it is the one with this column.
    """
    grids = _sheets_named(every, sheet)
    candidates = tables(grids, header_rows, column)
    if not candidates:
        where = f"in row {runs([*header_rows])}" if header_rows else "above other rows"
        names = some([shortened(grid.name) for grid in grids])
        raise NoHeadings(where, names)
    key = PlanKey(candidates[0], without_tables(every, candidates, grids))
    first, found, repeated = _first_sheet(candidates, key)
    dates = date_order(first.grid, first.data_rows, _date_columns(found))
    left = [table for table in candidates if table is not first.table]
    alike = sheets_alike(first, found, [table for table in left if table not in repeated])
    parts = tuple(with_numbered_titles(part, found[-1]) for part in alike)
    others = tuple(other for other in left if all(other.grid is not part.grid for part in parts))
    lists = drop_downs(first.grid, every)
    is_open = bool(repeated) and newest([first.table, *repeated]) is None
    return Proposal(file, sender, first.table, found, first.rows, dates, lists, key, others, parts, is_open)


def _first_sheet(candidates: list[FoundTable], key: PlanKey) -> tuple[PlanSheet, tuple[Entry, ...], list[FoundTable]]:
    """The best sheet, or the newest of those with the same records; what its rows are; and the other copies."""
    first, found = _read(candidates[0], key)
    repeated = copies(first, found, candidates[1:])
    latest = newest([first.table, *repeated])
    if repeated and latest and latest is not first.table:
        repeated = [table for table in (first.table, *repeated) if table is not latest]
        first, found = _read(latest, key)
    return first, found, repeated


def _read(table: FoundTable, key: PlanKey) -> tuple[PlanSheet, tuple[Entry, ...]]:
    """What each row of a table is, and which kinds of record one row has."""
    whole = PlanSheet(table, rows_below(table), {})
    first = with_numbered_titles(whole, entries(table, whole.data_rows, key)[-1])
    found = without_title_column(first, entries(table, first.data_rows, key))
    return first, without_register(found) if RowKind.NUMBERED_TITLE in first.rows.values() else found


def _date_columns(found: tuple[Entry, ...]) -> list[int]:
    """The columns of the table that are proposed for one of our dates."""
    of_dates = [
        guess.column
        for entry in found
        for name, guess in entry.columns.items()
        if COLUMNS[entry.kind][name].holds is date
    ]
    return list(dict.fromkeys(of_dates))


def _sheets_named(grids: tuple[Grid, ...], sheet: str) -> tuple[Grid, ...]:
    """The sheets of the workbook, or only the one of that name. Raises NotReadable if there is none."""
    named = tuple(grid for grid in grids if not sheet or small(grid.name) == small(sheet))
    if not named:
        raise NotReadable(f"No sheet '{shortened(sheet)}'. Sheets: {some([shortened(grid.name) for grid in grids])}.")
    return named
