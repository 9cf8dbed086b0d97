"""The words in the first rows of an unknown sheet, where its headings may be."""

from collections.abc import Iterator
from functools import cached_property

from loaders.mapping.known_words import FIRST_ROWS, single_spaced
from loaders.propose.heading_meanings import LONGEST_HEADING, Parts
from loaders.reader.cell_text import is_blank
from loaders.reader.grid import Grid

MOST_COLUMNS = 200
MOST_HEADINGS = 2  # rows of headings below the first one
ROWS_BELOW = 100  # rows in which a column must be empty to separate two tables


class FirstRows:
    """Rows and columns that could be headings, and what speaks against them."""

    def __init__(self, grid: Grid, last_heading: int = FIRST_ROWS) -> None:
        self.grid = grid
        self.last_column = min(grid.last_column, MOST_COLUMNS)
        self._last_heading = min(grid.last_row, max(last_heading, FIRST_ROWS) + MOST_HEADINGS)
        self._last = min(grid.last_row, self._last_heading + ROWS_BELOW)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], tuple[str, bool, bool]]:
        """By place: words, whether a merge lends them, whether they are text; only as far down as headings may be."""
        cells = {}
        for row, column in sorted(self._places()):
            cell = self.grid.at(row, column)
            if words := cell.words:
                cells[row, column] = (words, cell.is_merged_into, isinstance(cell.value, str))
        return cells

    def _places(self) -> set[tuple[int, int]]:
        """The places with a value, and those that merged cells cover, which may lend them one."""
        last = self._last_heading
        places = {(row, column) for row in range(1, last + 1) for column in self._filled(row)}
        for top, left, bottom, right in self.grid.merges:
            rows, columns = range(top, min(bottom, last) + 1), range(left, min(right, self.last_column) + 1)
            places.update((row, column) for row in rows for column in columns)
        return places

    def _filled(self, row: int) -> list[int]:
        """The columns of a row with a value of their own."""
        values = self.grid.values(row)[: self.last_column]
        return [column for column, value in enumerate(values, 1) if value != "" and not is_blank(value)]

    @cached_property
    def _last_filled(self) -> dict[int, int]:
        """For each column, the last row with a cell of its own."""
        return {column: row for row in range(1, self._last + 1) for column in self._filled(row)}

    def text(self, row: int, column: int) -> str:
        """The words at a place, folded."""
        return single_spaced(self._cells.get((row, column), ("",))[0])

    def possible(self) -> Iterator[tuple[int, ...]]:
        """Yields one, two or three rows that could be the headings: each row has a cell of its own."""
        own = {row for (row, _), (_, is_lent, _) in self._cells.items() if not is_lent}
        for first in sorted(row for row in own if row <= FIRST_ROWS):
            for length in (1, 2, 3):
                if all(row in own for row in range(first, first + length)):
                    yield tuple(range(first, first + length))

    def runs(self, header_rows: tuple[int, ...]) -> Iterator[list[int]]:
        """Yields runs of columns with no empty column between: a legend beside the data is a run of its own."""
        run: list[int] = []
        for column in range(1, self.last_column + 2):
            is_headed = any((row, column) in self._cells for row in header_rows)
            if is_headed or self._last_filled.get(column, 0) >= header_rows[0]:
                run.append(column)
            elif run:
                yield run
                run = []

    def headings(self, header_rows: tuple[int, ...], run: list[int]) -> dict[int, Parts]:
        """For each column, the parts of its heading, each part once."""
        headings = {}
        for column in run:
            parts = [self._cells.get((row, column), ("",))[0] for row in header_rows]
            if own := tuple({single_spaced(part): part for part in parts if part}.values()):
                headings[column] = own
        return headings

    def are_headings(self, row: int, headings: dict[int, Parts]) -> bool:
        """Whether these could head a table though none is known: two or more short texts, all different."""
        words = [parts[-1] for parts in headings.values()]
        is_text = all(self._cells[row, column][2] for column in headings)
        return is_text and 1 < len(words) == len(set(words)) and max(map(len, words)) <= LONGEST_HEADING

    def filled_below(self, row: int, columns: list[int]) -> int:
        """How many of the next rows fill at least half of these columns."""
        rows = range(row + 1, min(self._last, row + ROWS_BELOW) + 1)
        wanted = {*columns}
        return sum(2 * len(wanted.intersection(self._filled(row))) >= max(2, len(columns)) for row in rows)

    def faults(self, header_rows: tuple[int, ...], columns: list[int]) -> float:
        """The cost of faults: 2 for a number or date, 1 for a long text, a half for a merged cell from further up."""
        cells = [self._cells[row, column] for row in header_rows for column in columns if (row, column) in self._cells]
        top = header_rows[0]
        lent = [column for column in columns if self._cells.get((top, column), ("", False))[1]]
        cut = [column for column in lent if self.text(top - 1, column) == self.text(top, column)]
        return sum(2 * (not is_text) + (len(words) > LONGEST_HEADING) for words, _, is_text in cells) + len(cut) / 2
