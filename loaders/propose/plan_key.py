"""The plan's own key: what its letters, numbers and colours mean, wherever it is written beside the table."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from loaders.mapping.known_words import other_words, single_spaced, small
from loaders.propose.find_table import FoundTable, best_table
from loaders.propose.known_meanings import meaning
from loaders.reader.grid import WHITE, Grid

LONGEST_SIGN = 3  # letters; the name of a colour may be longer
MOST_ROWS, MOST_COLUMNS = 60, 40  # of a sheet in which a key is looked for
COLOURS = {"red", "amber", "green", "blue", "grey", "gray", "black", "white", "yellow", "purple", "orange"}
EXPLANATION = re.compile(r"(?:^|[\s,;(|:])([A-Za-z]{1,6}|\d)\s*[=:–-]\s*([^,;|\n=()]+?)(?=$|[,;|\n)]|\s+\w{1,6}\s*=)")


@dataclass(frozen=True)
class PlanKey:
    """The key of a table: around it, in its headings and on sheets without one of our tables.

    A list is such a key only if at least two of its signs stand for words of a status; a sign with two meanings is left
    out.
    """

    table: FoundTable
    others: tuple[Grid, ...]

    def status(self, word: str) -> str:
        """Our status for one of the plan's words or signs, as it seems; "" if none is known."""
        return meaning("reported_status", word) or meaning("reported_status", self.meant(word))

    def meant(self, word: str) -> str:
        """What the key says of a sign, "" if it says nothing."""
        return self.words.get(small(word), "") if is_sign(word) else ""

    @cached_property
    def words(self) -> dict[str, str]:
        """Maps each sign, in small letters, to what it means."""
        pairs = [pair for grid, row, column in self._places() for pair in _signs(grid, row, column)]
        return _of_status(pairs)

    @cached_property
    def colours(self) -> dict[str, str]:
        """Maps each cell colour, such as "00B050", to what it means."""
        pairs = []
        for grid, row, column in self._places():
            cell = grid.at(row, column)
            words = single_spaced(cell.words) or single_spaced(grid.at(row, column + 1).words)
            if cell.fill and cell.fill != WHITE and words:
                pairs.append((cell.fill, words))
        return _of_status(pairs)

    def _places(self) -> Iterator[tuple[Grid, int, int]]:
        """Yields the cells where a key may be: those with words, and those on their left, which may be coloured."""
        for grid in (self.table.grid, *self.others):
            last = self.table.header_rows[-1] if grid is self.table.grid else 0
            for row in dict.fromkeys((*grid.rows[:MOST_ROWS], *grid.rows[-MOST_ROWS:])):
                values = grid.values(row)[:MOST_COLUMNS]
                filled = {column for column, value in enumerate(values, 1) if value != ""}
                of_record = self.table.run if row > last > 0 and len(filled) > 2 else ()
                for column in sorted((filled | {column - 1 for column in filled if column > 1}).difference(of_record)):
                    yield grid, row, column


def without_tables(every: Iterable[Grid], tables: Iterable[FoundTable], searched: Collection[Grid]) -> tuple[Grid, ...]:
    """The sheets where a plan's key may be: those without a table, and the small ones of those not searched."""
    names, tabled = {grid.name for grid in searched}, {one.grid.name for one in tables}
    small_ones = (grid for grid in every if len(grid.rows) <= MOST_ROWS and grid.last_column <= MOST_COLUMNS)
    others = (grid for grid in small_ones if grid.name not in names and best_table(grid) is None)
    return tuple(grid for grid in (*searched, *others) if grid.name not in tabled)


def is_sign(words: str) -> bool:
    """Whether words are short enough for a letter or number of a key, or name a colour."""
    is_short = 0 < len(words) <= LONGEST_SIGN and small(words) not in other_words("ends")
    return is_short or small(words) in COLOURS


def _signs(grid: Grid, row: int, column: int) -> Iterator[tuple[str, str]]:
    """Yields each sign of a cell and what it means, in the same cell or in the one on its right."""
    words, beside = grid.at(row, column).words, grid.at(row, column + 1)
    yield from ((small(sign), single_spaced(meant)) for sign, meant in EXPLANATION.findall(words) if is_sign(sign))
    if is_sign(words) and beside.words and not beside.is_merged_into:
        yield small(words), single_spaced(beside.words)


def _of_status(pairs: list[tuple[str, str]]) -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for sign, words in pairs:
        found.setdefault(sign, set()).add(words)
    one_each = {sign: next(iter(words)) for sign, words in found.items() if len(words) == 1}
    of_status = [sign for sign, words in one_each.items() if meaning("reported_status", words)]
    return one_each if len(of_status) > 1 else {}
