"""The words in the first rows of an unknown sheet, where its headings may stand."""

from collections.abc import Iterator
from functools import cached_property

from loaders.mapping.known_words import FIRST_ROWS, fold
from loaders.propose.heading_meanings import LONGEST_HEADING, Parts
from loaders.reader.grid import Grid

MOST_COLUMNS = 200
ROWS_BELOW = 100  # rows in which a column must be empty to stand between two tables


class FirstRows:
    """Rows and columns that could hold headings, and what speaks against them."""

    def __init__(self, grid: Grid, last_heading: int = FIRST_ROWS) -> None:
        self.grid = grid
        self.last_column = min(grid.last_column, MOST_COLUMNS)
        self._last = min(grid.last_row, max(last_heading, FIRST_ROWS) + ROWS_BELOW)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], tuple[str, bool, bool]]:
        """Words, whether lent by a merge, whether text, by place."""
        cells = {}
        for row in range(1, self._last + 1):
            for column in range(1, self.last_column + 1):
                cell = self.grid.at(row, column)
                if words := cell.words:
                    cells[row, column] = (words, cell.is_merged_into, isinstance(cell.value, str))
        return cells

    @cached_property
    def _last_filled(self) -> dict[int, int]:
        """Column to the last row with a cell of its own."""
        return {column: row for (row, column), (_, is_lent, _) in sorted(self._cells.items()) if not is_lent}

    def text(self, row: int, column: int) -> str:
        """The words there, folded."""
        return fold(self._cells.get((row, column), ("",))[0])

    def possible(self) -> Iterator[tuple[int, ...]]:
        """One, two or three rows that could be the headings: each has a cell of its own."""
        own = {row for (row, _), (_, is_lent, _) in self._cells.items() if not is_lent}
        for first in sorted(row for row in own if row <= FIRST_ROWS):
            for length in (1, 2, 3):
                if all(row in own for row in range(first, first + length)):
                    yield tuple(range(first, first + length))

    def runs(self, header_rows: tuple[int, ...]) -> Iterator[list[int]]:
        """The columns side by side without an empty column between: a legend beside the data is a run of its own."""
        run: list[int] = []
        for column in range(1, self.last_column + 2):
            is_headed = any((row, column) in self._cells for row in header_rows)
            if is_headed or self._last_filled.get(column, 0) >= header_rows[0]:
                run.append(column)
            elif run:
                yield run
                run = []

    def headings(self, header_rows: tuple[int, ...], run: list[int]) -> dict[int, Parts]:
        """Column to the parts of its heading, each part once."""
        headings = {}
        for column in run:
            parts = [self._cells.get((row, column), ("",))[0] for row in header_rows]
            if own := tuple({fold(part): part for part in parts if part}.values()):
                headings[column] = own
        return headings

    def are_headings(self, row: int, headings: dict[int, Parts]) -> bool:
        """Whether these could head a table though none is known: two or more short texts, each its own."""
        words = [parts[-1] for parts in headings.values()]
        is_text = all(self._cells[row, column][2] for column in headings)
        return is_text and 1 < len(words) == len(set(words)) and max(map(len, words)) <= LONGEST_HEADING

    def filled_below(self, row: int, columns: list[int]) -> int:
        """How many of the next rows fill at least half of these columns."""
        rows = range(row + 1, min(self._last, row + ROWS_BELOW) + 1)
        return sum(2 * sum((r, column) in self._cells for column in columns) >= max(2, len(columns)) for r in rows)

    def faults(self, header_rows: tuple[int, ...], columns: list[int]) -> float:
        """2 for each number or date, 1 for each long text, a half for each merged cell that begins further up."""
        cells = [self._cells[row, column] for row in header_rows for column in columns if (row, column) in self._cells]
        top = header_rows[0]
        lent = [column for column in columns if self._cells.get((top, column), ("", False))[1]]
        cut = [column for column in lent if self.text(top - 1, column) == self.text(top, column)]
        return sum(2 * (not is_text) + (len(words) > LONGEST_HEADING) for words, _, is_text in cells) + len(cut) / 2
