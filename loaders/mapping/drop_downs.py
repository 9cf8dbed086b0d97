"""The drop-down lists of a workbook: what they let people choose in each cell."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from loaders.reader.grid import Grid
from loaders.reader.raw_sheet import Merge
from tracker.column_letters import column_number

MOST_CHOICES = 10_000  # of a list; nobody can tell what a longer one offers
REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'!|([^'!\"()]+)!)?\$?([A-Z]{1,3})\$?(\d+)(?::\$?([A-Z]{1,3})\$?(\d+))?")


@dataclass(frozen=True)
class DropDown:
    """The cells that one list applies to, and its words; no words if they cannot be told."""

    areas: tuple[Merge, ...]
    choices: tuple[str, ...]

    def holds_below(self, row: int, column: int) -> bool:
        """Whether the list applies to cells of that column below that row."""
        return any(left <= column <= right and bottom > row for _, left, bottom, right in self.areas)


def drop_downs(grid: Grid, grids: Sequence[Grid]) -> tuple[DropDown, ...]:
    """Every drop-down list of a sheet; `grids` are all sheets, since a list's words may be in another one."""
    return tuple(DropDown(areas, _choices(formula, grid, grids)) for formula, areas in grid.drop_downs)


def _choices(formula: str, grid: Grid, grids: Sequence[Grid]) -> tuple[str, ...]:
    """The words of a list, written out or in cells elsewhere; () if they cannot be told, as from a formula."""
    if formula.startswith('"'):
        return tuple(word.strip() for word in formula.strip('"').replace('""', '"').split(",") if word.strip())
    match = REFERENCE.fullmatch(formula)
    name = (match[1] or match[2] or grid.name).replace("''", "'") if match else ""
    there = next((other for other in grids if other.name.casefold() == name.casefold()), None)
    if not match or not there:
        return ()
    left, right = column_number(match[3]), column_number(match[5] or match[3])
    area = (left, int(match[4]), right, int(match[6] or match[4]))
    words = tuple(islice(_words(there, area), MOST_CHOICES + 1))
    return words if len(words) <= MOST_CHOICES else ()


def _words(grid: Grid, area: tuple[int, int, int, int]) -> Iterator[str]:
    left, top, right, bottom = area
    for row in range(top, min(bottom, grid.last_row) + 1):
        for column in range(left, min(right, grid.last_column) + 1):
            if words := grid.at(row, column).words:
                yield words
