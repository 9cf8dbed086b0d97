"""Whether the rows chosen for the headings look wrong: they read like records, or other rows explain more."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from loaders.mapping.columns import MOST_ROWS
from loaders.mapping.known_words import small
from loaders.propose.builder.choices import TableChoices
from loaders.propose.evidence import RowKind, is_code, is_no_time, names_a_day, rows_below
from loaders.propose.find_table import FoundTable as Found
from loaders.propose.find_table import best_table, guessed_table, table_at
from loaders.propose.points_to_check import one_line
from loaders.reader.grid import Cell, Grid
from tracker.column_letters import letter
from tracker.words import and_list

NEAR = 2  # rows above and below the chosen ones that are searched for better ones
COMPARED = 8  # rows below the headings at most
LONG = 60  # characters
LEAST_MORE = 1  # least lead in score of better rows


class HeadingWarning(NamedTuple):
    """A sentence on what speaks against the chosen rows, and the rows that seem right, () where none do."""

    says: str
    better: tuple[int, ...]


def heading_warning(grid: Grid, table: TableChoices) -> HeadingWarning | None:
    """What speaks against a table's heading rows on its first sheet, None if nothing does."""
    chosen = table_at(grid, table.header_rows)
    best = best_table(grid)
    if chosen is None or (best and best.header_rows == chosen.header_rows):
        return None
    near = _best_near(grid, chosen)
    if words := _as_records(grid, chosen):
        others = [
            one for one in (near, best or guessed_table(grid)) if one and one.header_rows[0] < chosen.header_rows[-1]
        ]
        other = max(others, key=lambda one: one.score, default=None)
        return HeadingWarning(words, other.header_rows if other else ())
    if near:
        return HeadingWarning(_why(near.header_rows, chosen.header_rows), near.header_rows)
    if len(chosen.header_rows) < MOST_ROWS and _is_heading(grid, chosen):
        rows = (*chosen.header_rows, chosen.header_rows[-1] + 1)
        return HeadingWarning(_why(rows, chosen.header_rows), rows)
    return None


def _best_near(grid: Grid, chosen: Found) -> Found | None:
    """The table with the best heading rows beside or overlapping the chosen ones, None unless it is clearly better."""
    first, last = chosen.header_rows[0], chosen.header_rows[-1]
    windows = [
        tuple(range(row, row + deep))
        for deep in range(1, MOST_ROWS + 1)
        for row in range(max(1, first - NEAR), last + NEAR + 1)
    ]
    found = [one for rows in windows if (one := table_at(grid, rows)) and not _as_records(grid, one)]
    best = max(found, key=lambda one: (one.score, -len(one.header_rows)), default=None)
    return best if best and best.is_known and best.score >= chosen.score + LEAST_MORE else None


def _why(better: tuple[int, ...], chosen: tuple[int, ...]) -> str:
    """How the better rows differ from the chosen ones, in a sentence: other rows, some of them, or more."""
    if {*better}.isdisjoint(chosen):
        return f"{_look(better)} headings, more than the chosen {'row does' if len(chosen) == 1 else 'rows do'}."
    if surplus := [row for row in chosen if row not in better]:
        return f"{_look(surplus)} no headings."
    more = [row for row in better if row not in chosen]
    return f"{_look(more)} headings too{', and would be read as a record' if more[0] > chosen[-1] else ''}."


def _look(rows: Sequence[int]) -> str:
    is_one = len(rows) == 1
    return f"Row{'' if is_one else 's'} {and_list([*map(str, rows)])} look{'s' if is_one else ''} like"


def _as_records(grid: Grid, found: Found) -> str:
    """A sentence naming the heading cells that read like the records below them, "" if too few do."""
    below = _below(found)
    for row in found.header_rows:
        cells = [(column, grid.at(row, column)) for column in found.headings]
        alike = [(column, cell, _likeness(cell, [grid.at(other, column) for other in below])) for column, cell in cells]
        if sum(points for _, _, points in alike) >= 2:
            named = [f"{letter(column)}{row}, “{one_line(cell.words)}”" for column, cell, points in alike if points]
            return f"Row {row} looks like a record: it holds {and_list(named[:3])}."
    return ""


def _below(found: Found) -> Sequence[int]:
    rows = [row for row, kind in rows_below(found).items() if kind == RowKind.DATA]
    return rows[:COMPARED]


def _likeness(cell: Cell, below: list[Cell]) -> int:
    """How much a cell reads like those below it: 2 for a day above days; 1 for a code, a long text or a word; or 0."""
    filled = [one for one in below if one.words]
    if not cell.words or cell.is_merged_into or not filled:
        return 0
    if names_a_day(cell):
        return 2 if _most(map(names_a_day, filled)) else 0
    if is_code(cell.words):
        return int(_most(is_code(one.words) for one in filled))
    if len(cell.words) > LONG:
        return int(_most(len(one.words) > LONG for one in filled))
    return int(small(cell.words) in {small(one.words) for one in filled})


def _most(answers: Iterator[bool]) -> bool:
    known = [*answers]
    return sum(known) * 2 > len(known)


def _is_heading(grid: Grid, chosen: Found) -> bool:
    """Whether the first row below the headings holds only short texts, one of them above a column of days."""
    rows = [*_below(chosen)]
    if len(rows) < 2 or rows[0] != chosen.header_rows[-1] + 1:
        return False
    cells = {column: grid.at(rows[0], column) for column in chosen.headings}
    filled = {column: cell for column, cell in cells.items() if cell.words}
    if len(filled) < 2 or not all(isinstance(cell.value, str) and len(cell.words) <= LONG for cell in filled.values()):
        return False
    return any(is_no_time(cell) and _are_days(grid, rows[1:], column) for column, cell in filled.items())


def _are_days(grid: Grid, rows: list[int], column: int) -> bool:
    filled = [cell for row in rows if (cell := grid.at(row, column)).words]
    return len(filled) > 1 and _most(map(names_a_day, filled))
