"""Accounts for every filled cell of a file: it is stored, or it is listed as left out with its place and the reason."""

from collections.abc import Iterator, Sequence
from typing import Any

from loaders.mapping.cells_left_out import Blocks
from loaders.mapping.values import MappedTable
from loaders.reader.cell_text import as_written, is_blank
from loaders.reader.grid import Grid
from loaders.reader.read_file import Workbook
from tracker.file_terms import Reason
from tracker.findings import Account, CellsLeftOut, NotReadable

ELSEWHERE = (Reason.ABOVE, Reason.BELOW, Reason.NOTHING_READ)  # the row may be in another table of the sheet


def accounts(workbook: Workbook, tables: Sequence[MappedTable]) -> Iterator[Account]:
    """Yields what became of each sheet's filled cells. Raises NotReadable if a cell is neither stored nor listed.

    Three counts must agree: the cells stored, in the frames that go to the database; the cells left out, by the reason
    of each row and column; and the filled cells, as the reader counts them.
    """
    for grid in workbook.grids:
        of_grid = [table for table in tables if table.grid is grid]
        account = Account(grid.name, grid.filled_cells, _stored_count(of_grid), _left_out(grid, of_grid))
        _refuse_a_loss(account)
        yield account


def _refuse_a_loss(account: Account) -> None:
    left_out = sum(block.filled for block in account.left_out)
    if account.filled != account.stored + left_out:
        raise NotReadable(
            f"sheet '{account.sheet}': of {account.filled:,} filled cells {account.stored:,} would be stored and "
            f"{left_out:,} listed as left out. This is a fault of the program, not of the file, which was not loaded "
            "rather than lose a cell. Report it with this file."
        )


def _stored_count(tables: Sequence[MappedTable]) -> int:
    """How many cells of one sheet are in the frames; a cell that two entries of the layout read counts once."""
    rows: dict[int, set[int]] = {}
    for table in tables:
        for name, column in table.columns.places.items():
            headings = [row for row in table.columns.header_rows if _has_words(table.grid, row, column)]
            own = _own(table, name, column)
            rows.setdefault(column, set()).update(headings, own)
        for column in table.columns.years.values():  # its words are in the cell that is read with it
            headings = [row for row in table.columns.header_rows if _has_words(table.grid, row, column)]
            own = [row for row in table.rows.records if _has_words(table.grid, row, column)]
            rows.setdefault(column, set()).update(headings, own)
    return sum(map(len, rows.values()))


def _own(table: MappedTable, name: str, column: int) -> list[int]:
    """The records with words in a cell of their own, neither lent by another cell nor given by a colour alone."""
    cells, records, written = table.cells[name], table.rows.records, table.sheet.written[name]
    if not cells.odd:
        read = zip(records, written, cells.values, strict=True)
        return [row for row, words, value in read if words and value != ""]
    return [
        row for n, row in enumerate(records) if written[n] and not cells.is_lent(n) and table.value(row, column) != ""
    ]


def _has_words(grid: Grid, row: int, column: int) -> bool:
    values = grid.values(row)
    return column <= len(values) and as_written(values[column - 1]) != ""


def _left_out(grid: Grid, tables: Sequence[MappedTable]) -> tuple[CellsLeftOut, ...]:
    blocks, of_tables = Blocks(grid), [_RowReasons(table) for table in tables]
    records = {*tables[0].rows.records} if len(tables) == 1 and _holds_no_blanks(tables[0]) else ()
    for row in grid.rows:
        if row in records:
            _add_record(blocks, row, grid.values(row), of_tables[0])
        else:
            _add_row(blocks, row, grid.values(row), of_tables)
    return blocks.finish()


def _holds_no_blanks(table: MappedTable) -> bool:
    """Whether no record has a cell that is read and contains only blanks."""
    filled = {
        table.columns.places[name]
        for name, column in table.cells.items()
        if not column.odd and column.values.count("") == column.words.count("")
    }
    others = table.columns.read - filled
    return not any(is_blank(table.value(row, column)) for column in others for row in table.rows.records)


def _add_record(blocks: Blocks, row: int, values: list[Any], reasons: "_RowReasons") -> None:
    """Adds a record whose filled cells in columns that are read are all stored: only its others are looked at."""
    blocks.to_row(None)
    for column in reasons.columns_not_read:
        if column <= len(values) and values[column - 1] != "":
            blocks.add(reasons.of_cell(row, column), row, column)


def _add_row(blocks: Blocks, row: int, values: list[Any], of_tables: Sequence["_RowReasons"]) -> None:
    in_table = [reasons for reasons in of_tables if reasons.of_row(row) not in ELSEWHERE]
    reasons = next(iter([*in_table, *of_tables]), None)
    blocks.to_row(reasons.of_row(row) if reasons else Reason.SHEET_NOT_READ)
    stored = set().union(*(reasons.stored_columns(row) for reasons in of_tables))
    for column, value in enumerate(values, 1):
        if value == "":
            continue
        if column not in stored:
            blocks.add(reasons.of_cell(row, column) if reasons else Reason.SHEET_NOT_READ, row, column)
        elif is_blank(value):
            blocks.add(Reason.BLANKS, row, column)


class _RowReasons:
    """Why one entry of the layout does not store rows of a sheet, or their cells."""

    def __init__(self, table: MappedTable) -> None:
        self._columns, self._left_out = table.columns, table.rows.left_out
        self._first, self._last = table.columns.header_rows[0], table.columns.header_rows[-1]
        headings, names = table.columns.headings, table.layout.not_read
        self.columns_not_read = [n for n in range(1, table.grid.last_column + 1) if n not in table.columns.read]
        self._not_read = {column for column, heading in headings.items() if heading.is_named_in(names)}

    def of_row(self, row: int) -> Reason | None:
        """The reason why a row is not read; None for a record or a row of headings."""
        return self._left_out.get(row) or (Reason.ABOVE if row < self._first else None)

    def stored_columns(self, row: int) -> frozenset[int]:
        """The columns whose cells are stored in a row."""
        return frozenset() if self.of_row(row) else self._columns.read

    def of_cell(self, row: int, column: int) -> Reason:
        """Why a cell is not stored."""
        of_row = self.of_row(row)
        if of_row in (Reason.ABOVE, Reason.BELOW):
            return of_row
        is_title = of_row == Reason.SECTION_TITLE and column < min(self._columns.table)
        if column not in self._columns.table and not is_title:
            return Reason.BESIDE
        if of_row:
            return of_row
        if row <= self._last:
            return Reason.HEADING_NOT_READ
        return Reason.COLUMN_NOT_READ if column in self._not_read else Reason.COLUMN_NOT_NAMED
