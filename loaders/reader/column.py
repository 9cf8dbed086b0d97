"""A column of a sheet in some rows, read as a whole: reading it cell by cell takes ten times as long."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from loaders.reader.cell_text import as_written
from loaders.reader.grid import Cell, Grid, Look

CHANGED = ("\u00a0", "_x000D_", "\r\n")  # what as_written changes inside a text


@dataclass(frozen=True)
class ColumnCells:
    """The cells of a column, one for each row: their values ("" if empty), looks and words.

    `odd` maps positions in these lists to the cells that have, or may have, more to them: an error, a formula without a
    result, a comment, a value lent by a merge, or a reason why a person does not see the cell.
    """

    values: Sequence[Any]
    looks: Sequence[Look]
    words: Sequence[str]
    odd: dict[int, Cell]

    @property
    def formats(self) -> list[str]:
        """The number format of each cell."""
        return [look[0] for look in self.looks]

    @property
    def fills(self) -> list[str]:
        """The fill colour of each cell, "" for none."""
        return [look[1] for look in self.looks]

    def is_unknown(self, n: int) -> bool:
        """Whether cell `n` is a formula that has no result or whose result is an error."""
        return n in self.odd and self.odd[n].is_unknown

    def is_lent(self, n: int) -> bool:
        """Whether cell `n` is merged into another cell, whose value it shows."""
        return n in self.odd and self.odd[n].is_merged_into


def read_columns(grid: Grid, rows: Sequence[int], numbers: Iterable[int]) -> list[ColumnCells]:
    """These columns of a sheet in these rows; each equals what Grid.column reads cell by cell."""
    by_column = list(zip_longest(*map(grid.values, rows), fillvalue=""))
    empty, patterns = ("",) * len(rows), grid.patterns(rows)
    return [
        of_cells(grid.column(rows, number))
        if number in grid.odd_columns
        else _plain(by_column[number - 1] if number <= len(by_column) else empty, grid.looks(patterns, number))
        for number in numbers
    ]


def of_cells(cells: Sequence[Cell]) -> ColumnCells:
    """A column of cells that were read one by one."""
    return ColumnCells(
        values=["" if cell.value is None else cell.value for cell in cells],
        looks=[(cell.number_format, cell.fill, cell.hidden) for cell in cells],
        words=[cell.words for cell in cells],
        odd=dict(enumerate(cells)),
    )


def _plain(values: Sequence[Any], looks: Sequence[Look]) -> ColumnCells:
    return ColumnCells(values, looks, _words(values, looks), {})


def _words(values: Sequence[Any], looks: Sequence[Look]) -> list[str]:
    """The words of each cell. Most columns hold only texts, inside which as_written changes nothing."""
    if {*map(type, values)} == {str}:
        together = "".join(values)
        if not any(changed in together for changed in CHANGED):
            return list(map(str.strip, values))
    return [as_written(value, look[0]) for value, look in zip(values, looks, strict=True)]
