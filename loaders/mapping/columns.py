"""Finds the headings of a sheet by its layout, and which column holds which of our columns."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import chain
from typing import NoReturn

from loaders.mapping.headings import NO_HEADING, Heading, headings_in, key_of
from loaders.mapping.known_words import FIRST_ROWS, single_spaced
from loaders.mapping.layout import SheetLayout
from loaders.reader.grid import Grid
from tracker.column_letters import column_number, letter
from tracker.findings import NotAsLaidOut, NotReadable

MOST_ROWS = 3  # that headings may take up
BY_LETTER = re.compile(r"column ([A-Z]{1,3})(?:: (.+))?", re.DOTALL)  # for when a heading alone is not enough


@dataclass(frozen=True)
class Columns:
    """The rows of the headings, each column's heading, the table's columns, and the place of each of our columns.

    `years` has the place of the year for each of our dates that takes up two columns.
    """

    header_rows: tuple[int, ...]
    headings: dict[int, Heading]
    table: frozenset[int]
    places: dict[str, int]
    years: dict[str, int]

    @property
    def read(self) -> frozenset[int]:
        """The columns that the layout reads."""
        return frozenset((*self.places.values(), *self.years.values()))


def find_columns(grid: Grid, layout: SheetLayout) -> Columns:
    """Finds the headings of a layout in a sheet. Raises NotReadable with the row and the nearest heading."""
    header_rows = layout.header_row or _look_for(grid, layout)
    headings = headings_in(grid, header_rows)
    if not headings:
        raise NotReadable(f"{_row(header_rows)}: no headings there.")
    places = _places(grid, header_rows, headings, layout.columns)
    years = _places(grid, header_rows, headings, layout.year_in)
    read = frozenset((*places.values(), *years.values()))
    return Columns(header_rows, headings, _table(grid, header_rows, headings, read), places, years)


def _look_for(grid: Grid, layout: SheetLayout) -> tuple[int, ...]:
    """The one place in the first rows with all headings of the layout, or else most, on as few rows as possible."""
    nearest: tuple[int, tuple[int, ...]] = (0, ())
    for length in range(1, MOST_ROWS + 1):
        windows = [tuple(range(row, row + length)) for row in grid.rows if row <= FIRST_ROWS]
        counts = {window: _headings_present(grid, window, layout) for window in windows}
        whole = [window for window, count in counts.items() if count == len(layout.columns)]
        if len(whole) > 1:
            where = " and ".join(str(window[0]) for window in whole)
            found = f"the headings stand in rows {where}."
            raise NotAsLaidOut(f"{found} Say with header_row which of them are the first.", found)
        if whole:
            return whole[0]
        nearest = max([nearest, *((count, window) for window, count in counts.items())], key=lambda one: one[0])
    if not nearest[0]:
        wanted = ", ".join(layout.columns.values())
        raise NotReadable(f"none of the first {FIRST_ROWS} rows holds any of the headings {wanted}.")
    return nearest[1]


def _headings_present(grid: Grid, window: tuple[int, ...], layout: SheetLayout) -> int:
    """How many of the layout's headings are in these rows; a column named only by its letter is in every row."""
    by_letter = [(heading, BY_LETTER.fullmatch(heading)) for heading in layout.columns.values()]
    wanted = [key_of(match[2] or "" if match else heading) for heading, match in by_letter]
    if len(window) == 1 and not _may_hold(grid, window[0], tuple(filter(None, wanted))):
        return 0
    headings = headings_in(grid, window)
    forms = {"", *chain.from_iterable(heading.forms for heading in headings.values())}
    return sum(key in forms for key in wanted) if any(key in forms for key in wanted if key) else 0


def _may_hold(grid: Grid, row: int, wanted: tuple[str, ...]) -> bool:
    """Whether a cell begins with one of these headings, as every form of a heading begins its cell.

    Hardly any row has such a cell, and working out all forms of all notes in sixty rows takes a third of the reading
    time.
    """
    return any(single_spaced(words).casefold().startswith(wanted) for words in grid.words(row).values())


def _places(
    grid: Grid, header_rows: tuple[int, ...], headings: dict[int, Heading], named: dict[str, str]
) -> dict[str, int]:
    """For each of our columns, the sheet's column with its heading, in full or without instructions."""
    candidates = {name: _with_heading(heading, headings, header_rows) for name, heading in named.items()}
    if all(len(columns) == 1 for columns in candidates.values()):
        return {name: columns[0] for name, columns in candidates.items()}
    counted = [
        (sum(bool(run.intersection(columns)) for columns in candidates.values()), run)
        for run in _runs(grid, header_rows, headings)
    ]
    most = max(count for count, _ in counted)
    home = set().union(*(run for count, run in counted if count == most))  # two tables side by side both count
    return {name: _in_table(named[name], columns, home, header_rows) for name, columns in candidates.items()}


def _with_heading(heading: str, headings: dict[int, Heading], header_rows: tuple[int, ...]) -> list[int]:
    if by_letter := BY_LETTER.fullmatch(heading):
        return [_by_letter(column_number(by_letter[1]), by_letter[2] or "", headings, header_rows)]
    exact = [column for column, other in headings.items() if key_of(other) == key_of(heading)]
    columns = exact or [column for column, other in headings.items() if key_of(heading) in other.forms]
    return columns or _no_heading(heading, headings, header_rows)


def _by_letter(column: int, heading: str, headings: dict[int, Heading], header_rows: tuple[int, ...]) -> int:
    """The column that a letter names. Raises NotReadable unless it still has the layout's heading, or none."""
    there = headings.get(column, NO_HEADING)
    if key_of(heading) not in there.forms:
        has, wanted = (f"the heading '{text}'" if text else "no heading" for text in (there, heading))
        raise NotReadable(f"{_row(header_rows)}: column {letter(column)} has {has}; the layout says {wanted}.")
    return column


def _in_table(heading: str, columns: list[int], home: set[int], header_rows: tuple[int, ...]) -> int:
    """The column in the table, not one in a legend beside it. Raises NotAsLaidOut if the table has two."""
    near = [column for column in columns if column in home] or columns
    if len(near) > 1:
        where = " and ".join(letter(column) for column in near)
        found = f"{_row(header_rows)}: the heading '{heading}' stands in columns {where}."
        raise NotAsLaidOut(f'{found} Say which: "column {letter(near[0])}: {heading}".', found)
    return near[0]


def _no_heading(heading: str, headings: dict[int, Heading], header_rows: tuple[int, ...]) -> NoReturn:
    near = get_close_matches(heading, headings.values(), 1)
    hint = f" The nearest is '{near[0]}'." if near else ""
    found = ", ".join(headings.values())
    raise NotReadable(f"{_row(header_rows)}: no heading '{heading}'. Headings found: {found}.{hint}")


def _row(header_rows: tuple[int, ...]) -> str:
    return f"row{'s' if len(header_rows) > 1 else ''} {' and '.join(map(str, header_rows))}"


def _runs(grid: Grid, header_rows: tuple[int, ...], headings: dict[int, Heading]) -> list[set[int]]:
    """The headed columns in groups without an empty column inside them."""
    runs: list[set[int]] = []
    for column in sorted(headings):
        between = range(max(runs[-1]) + 1, column) if runs else ()
        if runs and all(_is_filled(grid, header_rows, gap) for gap in between):
            runs[-1].add(column)
        else:
            runs.append({column})
    return runs


def _table(
    grid: Grid, header_rows: tuple[int, ...], headings: dict[int, Heading], read: frozenset[int]
) -> frozenset[int]:
    """The columns read, all between them, and those on either side up to the first empty one: beyond it is a legend."""
    first, last = min(read), max(read)
    while first > 1 and (first - 1 in headings or _is_filled(grid, header_rows, first - 1, read)):
        first -= 1
    while last + 1 in headings or _is_filled(grid, header_rows, last + 1, read):
        last += 1
    return frozenset(range(first, last + 1))


def _is_filled(grid: Grid, header_rows: tuple[int, ...], column: int, beside: frozenset[int] = frozenset()) -> bool:
    """Whether a column has anything below the headings, in a row with something in one of the columns `beside`."""
    if column > grid.last_column:
        return False
    for row in grid.rows:
        values = grid.values(row)
        if row <= header_rows[-1] or len(values) < column or values[column - 1] == "":
            continue
        if not beside or any(values[other - 1] != "" for other in beside if other <= len(values)):
            return True
    return False
