"""Accounts for every filled cell of a file: it is stored, or it is listed as left out with its place and the reason."""

from collections.abc import Iterator, Sequence

from loaders.mapping.left_out import Blocks
from loaders.mapping.values import Taking
from loaders.reader.cell_text import as_written, is_blank
from loaders.reader.grid import Grid
from loaders.reader.read_file import Book
from tracker.received_file import Account, LeftOut, NotReadable
from tracker.terms import Reason

ELSEWHERE = (Reason.ABOVE, Reason.BELOW, Reason.NOTHING_READ)  # not said by the table that the row stands in


def accounts(book: Book, takings: Sequence[Taking]) -> Iterator[Account]:
    """What became of the filled cells of each sheet. Raises NotReadable if there is one that nobody has an answer for.

    What is stored is counted in the frames that go on to the database, what is left out by the reason of each row
    and column, what is filled by the reader: three ways, so that a cell lost in any of them is noticed.
    """
    for grid in book.grids:
        of_grid = [taking for taking in takings if taking.grid is grid]
        account = Account(grid.name, grid.filled, _stored(of_grid), _left_out(grid, of_grid))
        _refuse_a_loss(account)
        yield account


def _refuse_a_loss(account: Account) -> None:
    listed = sum(block.filled for block in account.left_out)
    if account.filled != account.stored + listed:
        raise NotReadable(
            f"sheet '{account.sheet}': of {account.filled:,} filled cells {account.stored:,} would be stored and "
            f"{listed:,} listed as left out. This is a fault of the program, not of the file, which was not loaded "
            "rather than lose a cell. Report it with this file."
        )


def _stored(takings: Sequence[Taking]) -> int:
    """How many cells of one sheet are in the frames; one that two entries of the layout read counts once."""
    rows: dict[int, set[int]] = {}
    for taking in takings:
        for name, column in taking.columns.places.items():
            headed = [row for row in taking.columns.header_rows if _says(taking.grid, row, column)]
            said = zip(taking.rows.records, taking.cells[name], taking.sheet.words[name].tolist(), strict=True)
            own = [row for row, cell, words in said if words and cell.value is not None and not cell.is_merged_into]
            rows.setdefault(column, set()).update(headed, own)
    return sum(map(len, rows.values()))


def _says(grid: Grid, row: int, column: int) -> bool:
    values = grid.values(row)
    return column <= len(values) and as_written(values[column - 1]) != ""


def _left_out(grid: Grid, takings: Sequence[Taking]) -> tuple[LeftOut, ...]:
    blocks = Blocks(grid)
    fates = [_Fate(taking) for taking in takings]
    for row in grid.rows:
        told = next((fate for fate in fates if fate.of(row) not in ELSEWHERE), fates[0] if fates else None)
        blocks.to_row(told.of(row) if told else Reason.SHEET_NOT_READ)
        stored = set().union(*(fate.stored(row) for fate in fates))
        for column, value in enumerate(grid.values(row), 1):
            if value == "":
                continue
            if column not in stored:
                blocks.add(told.why(row, column) if told else Reason.SHEET_NOT_READ, row, column)
            elif is_blank(value):
                blocks.add(Reason.BLANKS, row, column)
    return blocks.told()


class _Fate:
    """What one entry of the layout makes of each row of its sheet: a record or headings (None), or a reason."""

    def __init__(self, taking: Taking) -> None:
        self._columns, self._left_out = taking.columns, taking.rows.left_out
        self._first, self._last = taking.columns.header_rows[0], taking.columns.header_rows[-1]
        headings, names = taking.columns.headings, taking.layout.not_read
        self._not_read = {column for column, heading in headings.items() if heading.is_named_in(names)}

    def of(self, row: int) -> Reason | None:
        """The reason why the row is not read, None where it is."""
        return self._left_out.get(row) or (Reason.ABOVE if row < self._first else None)

    def stored(self, row: int) -> frozenset[int]:
        """The columns whose cells are stored."""
        return frozenset() if self.of(row) else self._columns.read

    def why(self, row: int, column: int) -> Reason:
        """Why a cell is not stored."""
        of_row = self.of(row)
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
