"""Finds the table in an unknown sheet: its rows of headings, its columns, and what its rows seem to be.

The scoring is a mere count. A heading that `tracker/columns/` lists as "sure" for a column is worth 3, "likely" 2, a
known one that is none of ours 1; each of our columns and each heading counts once. Among the headings, a number or a
date costs 2, a long text 1, a merged cell that begins above them a half. A table without what its kind must have
(`MUST_HAVE`) costs 3. A second or third row of headings is taken only if it explains more: a known heading below one
that spans several columns is worth 1.1 more. The best row of a sheet is its table; the best table of all sheets is
proposed, where having rows below counts 2, a sheet's name such as "Lists" costs 3 and a hidden sheet 8.

If no heading is known, the row of texts with the most columns above the most filled rows is taken for the headings.
"""

from dataclasses import dataclass

from loaders.mapping.known_words import KNOWN, single_spaced
from loaders.propose.first_rows import FirstRows
from loaders.propose.heading_meanings import Confidence, Parts, is_known, is_other, known_columns
from loaders.reader.grid import Grid
from tracker.terms import Kind

LEAST_SCORE = 4
POINTS = {Confidence.SURE: 3, Confidence.LIKELY: 2}
GROUPED = 1.1  # more for a known heading below one that spans several
MUST_HAVE = {
    Kind.ACTION: {"action", "action_ref", "recommendation_ref"},
    Kind.RECOMMENDATION: {"recommendation"},
    Kind.VERIFICATION: {"verification", "checker"},
    Kind.RESOLUTION: {"minute"},
}


@dataclass(frozen=True)
class FoundTable:
    """Where a table is and what it seems to be; `run` is its columns, `others` its score as each kind."""

    grid: Grid
    header_rows: tuple[int, ...]
    run: tuple[int, ...]
    headings: dict[int, Parts]
    kind: Kind
    score: float
    others: dict[Kind, float]

    @property
    def is_known(self) -> bool:
        """Whether enough of the headings are known to tell that it is one of our tables."""
        return self.score >= LEAST_SCORE


def tables(grids: tuple[Grid, ...], header_rows: tuple[int, ...] = (), column: int = 0) -> list[FoundTable]:
    """The best table of each sheet that has one, the best of all first; its headings are in `header_rows` if given.

    Of several side by side, it is the one with this column.
    """
    if header_rows:
        best = [table for grid in grids if (table := table_at(grid, header_rows, column))]
    else:
        best = [table for grid in grids if (table := best_table(grid))] or [*filter(None, map(guessed_table, grids))]
    return sorted(best, key=_rank, reverse=True)


def _rank(table: FoundTable) -> float:
    grid = table.grid
    has_rows = any(row > table.header_rows[-1] for row in grid.rows)
    is_aside = single_spaced(grid.name).casefold() in KNOWN["sheets"]["aside"]
    size = 0 if table.is_known else min(len(table.headings), 10)
    return table.score + size + 2 * has_rows - 3 * is_aside - 8 * grid.is_hidden


def table_at(grid: Grid, header_rows: tuple[int, ...], column: int = 0) -> FoundTable | None:
    """The table whose headings are in these rows, known or not; of several, the one with this column, or the best."""
    sheet = FirstRows(grid, header_rows[-1])
    found = [_scored(sheet, header_rows, run) for run in sheet.runs(header_rows) if sheet.headings(header_rows, run)]
    return max(found, key=lambda table: (column in table.run, table.score, len(table.headings)), default=None)


def guessed_table(grid: Grid) -> FoundTable | None:
    """The table whose headings are different texts above rows that fill most of their columns."""
    sheet, best, most = FirstRows(grid), None, 0
    for header_rows in (rows for rows in sheet.possible() if len(rows) == 1):
        for run in sheet.runs(header_rows):
            headings = sheet.headings(header_rows, run)
            below = sheet.filled_below(header_rows[-1], list(headings))
            if sheet.are_headings(header_rows[-1], headings) and len(headings) * below > most:
                best, most = (header_rows, run), len(headings) * below
    return _scored(sheet, *best) if best else None


def best_table(grid: Grid) -> FoundTable | None:
    """The table with the highest score for its row or rows of headings; of equals the fewest rows, then the first."""
    best, highest = None, (LEAST_SCORE - 0.1, 0)
    sheet = FirstRows(grid)
    for header_rows in sheet.possible():
        for run in sheet.runs(header_rows):
            if _most(sheet.headings(header_rows, run)) < highest[0]:
                continue  # most rows of a sheet have no heading
            table = _scored(sheet, header_rows, run)
            if (table.score, -len(header_rows)) > highest:
                best, highest = table, (table.score, -len(header_rows))
    return best


def _most(headings: dict[int, Parts]) -> float:
    """The highest score that these headings can have, counted quickly: as if each known word were sure."""
    return (POINTS[Confidence.SURE] + GROUPED) * sum(any(map(is_known, parts)) for parts in headings.values())


def _scored(sheet: FirstRows, header_rows: tuple[int, ...], run: list[int]) -> FoundTable:
    headings = sheet.headings(header_rows, run)
    faults, grouped = sheet.faults(header_rows, list(headings)), _grouped(sheet, header_rows, headings)
    scores = {
        kind: _score(headings, kind) + GROUPED * _count_known(headings, grouped, kind) - faults
        for kind in (Kind.ACTION, Kind.RECOMMENDATION, Kind.VERIFICATION, Kind.RESOLUTION)  # the most usual first
    }
    kind = max(scores, key=scores.__getitem__)
    return FoundTable(sheet.grid, header_rows, tuple(run), headings, kind, scores[kind], scores)


def _count_known(headings: dict[int, Parts], columns: set[int], kind: Kind) -> int:
    return sum(bool(known_columns(headings[column], kind)) for column in columns)


def _score(headings: dict[int, Parts], kind: Kind) -> float:
    used: set[str] = set()
    score = 0
    for parts in headings.values():
        names = {name: confidence for name, confidence in known_columns(parts, kind).items() if name not in used}
        if names:
            best = max(names, key=lambda name: POINTS[names[name]])
            used.add(best)
            score += POINTS[names[best]]
        elif is_other(parts):
            score += 1
    return score if used & MUST_HAVE[kind] else score - 3


def _grouped(sheet: FirstRows, header_rows: tuple[int, ...], headings: dict[int, Parts]) -> set[int]:
    """The columns below a heading that spans several; a title or a line of facts above the table does not count."""
    columns: set[int] = set()
    for row in header_rows[:-1]:
        above = {column: text for column in headings if (text := sheet.text(row, column))}
        parents = list(above.values())
        is_row_of_parents = len(parents) * 2 >= len(headings) and len(set(parents)) >= 3
        if is_row_of_parents and all(len(text) <= 40 and ":" not in text for text in parents):
            columns |= {
                column for column, text in above.items() if parents.count(text) > 1 and len(headings[column]) > 1
            }
    return columns
