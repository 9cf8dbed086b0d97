"""Finds tables on a sheet among the cells that no table of a layout takes: below, beside or above those that do."""

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from loaders.mapping.known_words import single_spaced
from loaders.propose.find_table import MUST_HAVE, table_at
from loaders.propose.heading_meanings import LONGEST_HEADING, is_known, known_columns
from loaders.reader.cell_text import is_blank
from loaders.reader.grid import Grid

LEAST_COLUMNS = 3  # of a table, unless its headings name what a record must have
LEAST_KNOWN = 0.6  # of the headings
LEAST_ROWS = 2  # below headings of which too few are known
Used = Mapping[int, Collection[int]]  # by row, the columns that some table takes
Unused = dict[int, dict[int, object]]  # by row and column, what no table takes


class UnreadTable(NamedTuple):
    """A table that nothing reads; `rows` are its records, and `is_plan` says that it seems to be one of ours."""

    header_row: int
    columns: range
    rows: tuple[int, ...]
    first_heading: str
    is_plan: bool


def unread_tables(grid: Grid, used: Used) -> Iterator[UnreadTable]:
    """Yields the tables among the cells that nothing takes, from the top down and then from left to right.

    If their headings are not known, they must be below a gap or a title, and have several rows.
    """
    unused = {row: cells for row in grid.rows if (cells := _unused(grid.values(row), used.get(row, ())))}
    ends: dict[int, int] = {}  # by column, the last row of a table that was found
    for row, columns in ((row, columns) for row, cells in unused.items() for columns in _runs(cells)):
        is_inside = row <= max(ends.get(column, 0) for column in columns)
        rows = _rows_of_table(row, columns, unused, used, is_inside)
        if rows:
            ends |= dict.fromkeys(columns, rows[-1])
            found = table_at(grid, (row,), columns[0])
            first = single_spaced(str(unused[row][columns[0]]))
            yield UnreadTable(row, columns, tuple(rows), first, found is not None and found.is_known)


def _rows_of_table(row: int, columns: range, unused: Unused, used: Used, is_inside: bool) -> list[int]:
    """The records below a row if it heads a table, and none if it does not."""
    texts = [single_spaced(str(unused[row][column])) for column in columns]
    if not _are_headings(unused[row], columns, texts):
        return []
    rows = _records(row, columns, unused, used)
    if _are_known(texts):
        return rows
    is_separate = not is_inside and row >= min(used, default=0) and not _is_below_words(row, columns, unused, used)
    return rows if is_separate and len(rows) >= LEAST_ROWS else []


def _unused(values: list[object], used: Collection[int]) -> dict[int, object]:
    """What fills the cells of a row in columns that nothing takes."""
    return {
        column: value for column, value in enumerate(values, 1)
        if value != "" and column not in used and not is_blank(value)
    }  # fmt: skip


def _runs(cells: Mapping[int, object]) -> Iterator[range]:
    """Yields the runs of columns that are filled without a gap."""
    for first in (column for column in cells if column - 1 not in cells):
        last = first
        while last + 1 in cells:
            last += 1
        yield range(first, last + 1)


def _are_headings(cells: Mapping[int, object], columns: range, texts: list[str]) -> bool:
    """Whether the cells could be headings: different short texts, enough of them."""
    is_text = all(isinstance(cells[column], str) for column in columns) and max(map(len, texts)) <= LONGEST_HEADING
    return is_text and len(set(texts)) == len(texts) and (len(texts) >= LEAST_COLUMNS or _are_known(texts))


def _are_known(texts: list[str]) -> bool:
    """Whether most of the texts are known as headings, or two and half of them, one of what a record must have."""
    known = sum(map(is_known, texts))
    if known >= max(LEAST_COLUMNS, LEAST_KNOWN * len(texts)):
        return True
    names = {(kind, name) for kind in MUST_HAVE for text in texts for name in known_columns((text,), kind)}
    return known >= max(2, len(texts) / 2) and any(name in MUST_HAVE[kind] for kind, name in names)


def _is_below_words(row: int, columns: range, unused: Unused, used: Used) -> bool:
    """Whether the row above has more in these columns than a title."""
    above = [column for column in columns if column in unused.get(row - 1, {})]
    return len(above) > 1 or not {*columns}.isdisjoint(used.get(row - 1, ()))


def _records(header_row: int, columns: range, unused: Unused, used: Used) -> list[int]:
    """The rows below headings that fill several of their columns, up to other headings or a row that is used."""
    rows: list[int] = []
    for row, cells in unused.items():
        if row <= header_row:
            continue
        own = {column: value for column, value in cells.items() if column in columns}
        texts = [single_spaced(str(value)) for value in own.values()]
        if not {*columns}.isdisjoint(used.get(row, ())) or (len(own) > 1 and _are_known(texts)):
            break
        rows += [row] if len(own) > 1 else []
    return rows
