"""Finds the row of headings in an unknown sheet, and says which of our columns each heading may mean.

The scoring is a count, nothing more. A heading that `headings.toml` lists as "sure" for one of our columns is worth 3,
"likely" 2, one that is known but none of ours 1; each of our columns and each heading counts once. Among the headings
a number or a date costs 2, a long text 1, a merged cell that begins above them a half. A table without what its kind
must have (`MUST_HAVE`) costs 3. A second or third row of headings is taken only when it explains more: a known heading
below one that spans several is worth 1.1 more. The best row of a sheet is its table; the best table of all sheets is
proposed, where rows below count 2, the name of a sheet such as "Lists" costs 3 and a hidden sheet 8.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from functools import cache, cached_property, lru_cache
from pathlib import Path

from loaders.book import Grid
from tracker.terms import COLUMNS, Kind

KNOWN = tomllib.loads((Path(__file__).parent / "headings.toml").read_text(encoding="utf-8"))
FIRST_ROWS = 60  # where a row of headings is looked for
MOST_COLUMNS = 200
LOOKED_BELOW = 100  # rows in which a column must be empty to stand between two tables
LONG_HEADING = 150  # characters
LEAST_SCORE = 4
MUST_HAVE = {
    Kind.ACTION: {"action", "action_ref", "recommendation_ref"},
    Kind.RECOMMENDATION: {"recommendation"},
    Kind.VERIFICATION: {"verification", "checker"},
}


class Surety(StrEnum):
    """How sure it is that a heading means one of our columns; what is unsure is never filled in."""

    SURE = "sure"
    LIKELY = "likely"
    UNSURE = "unsure"


POINTS = {Surety.SURE: 3, Surety.LIKELY: 2}
Parts = tuple[str, ...]  # a heading from its top row to its bottom row


@dataclass(frozen=True)
class Table:
    """Where a table stands and what it seems to be; `run` is its columns, `others` its score as each kind."""

    grid: Grid
    header_rows: tuple[int, ...]
    run: tuple[int, ...]
    headings: dict[int, Parts]
    kind: Kind
    score: float
    others: dict[Kind, float]


@dataclass(frozen=True)
class Mapped:
    """The column proposed for one of ours, how sure it is, and what is as good: other columns, others of ours."""

    column: int
    surety: Surety
    also: tuple[int, ...] = ()
    or_names: tuple[str, ...] = ()


def fold(text: str) -> str:
    """One blank between words, none around them."""
    return re.sub(r"\s+", " ", text).strip()


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A heading without what varies: capitals, punctuation, "(s)", line breaks."""
    text = re.sub(r"\(s\)|['’‘]", "", text.casefold().replace("&", " and "))
    return fold(re.sub(r"[^\w#%]+|_+", " ", text))


def listed_words(key: str) -> frozenset[str]:
    """One of the lists of [others], by its key."""
    return frozenset(KNOWN["others"][key])


@cache
def _index(kind: Kind) -> dict[str, dict[str, Surety]]:
    """Heading to our columns of that kind."""
    found: dict[str, dict[str, Surety]] = {}
    for name, lists in KNOWN[kind].items():
        for surety in (Surety.LIKELY, Surety.SURE):
            for heading in lists.get(surety, []):
                found.setdefault(plain(heading), {})[name] = surety
    return found


@cache
def _plain_words(key: str) -> frozenset[str]:
    return frozenset(map(plain, KNOWN["others"][key]))


@lru_cache(maxsize=20_000)
def is_other(parts: Parts) -> bool:
    """Whether the heading is a known one that none of our columns takes."""
    return any(plain(text) in _plain_words("known") for text in (parts[-1], " ".join(parts), parts[-1].split("\n")[0]))


@lru_cache(maxsize=20_000)
def listed(parts: Parts, kind: Kind) -> dict[str, Surety]:
    """The columns of ours for which the heading is listed. In a heading of several rows the whole comes first."""
    *above, own = parts
    if not above:
        return _listed(own, kind)
    for text in (" ".join(parts), f"{above[-1]} {own}", f"{own} {above[-1]}"):
        if found := _index(kind).get(plain(text)):
            return found
    if kind == Kind.ACTION and (found := _under_a_date(above[-1], own)):
        return found
    found = _listed(own, kind)
    keeps = all(plain(text) in _plain_words("groups") for text in above)
    return found if keeps else dict.fromkeys(found, Surety.LIKELY)


def _listed(text: str, kind: Kind) -> dict[str, Surety]:
    index = _index(kind)
    if found := index.get(plain(text)):
        return found
    if plain(text) in _plain_words("known"):
        return {}
    for shorter in _without_instructions(text):
        if found := index.get(plain(shorter)):
            return dict.fromkeys(found, Surety.LIKELY)
    return {}


def _without_instructions(text: str) -> Iterator[str]:
    """Headings carry examples and dates: "Start date -\\n mmm/yy (e.g. Dec-22)", "Progress December 2025"."""
    yield text.strip().split("\n")[0]
    yield text.split("(")[0]
    yield re.split(r"[:–—]| - ", text)[0]
    yield re.sub(r"(?i)\s(as at |at |to |in )?(\d{1,2} )?[a-z]{3,9}\.? \d{4}$", "", fold(text))


def _under_a_date(parent: str, own: str) -> dict[str, Surety]:
    known = KNOWN["under_a_date"]
    if plain(parent) not in map(plain, known["headings"]):
        return {}
    is_due = _index(Kind.ACTION).get(plain(parent), {}).get("due_on") == Surety.SURE
    names = [name for name in ("original_due_on", "due_on", "completed_on") if plain(own) in known[name]]
    return dict.fromkeys(names, Surety.SURE if is_due else Surety.LIKELY)


@lru_cache(maxsize=20_000)
def alike(parts: Parts, kind: Kind) -> dict[str, Surety]:
    """Columns that the heading only resembles: it holds the words of a known one, or is spelt almost like it."""
    text = plain(" ".join(parts))
    if not text or is_other(parts) or len(text) > LONG_HEADING:
        return {}
    index = _index(kind)
    held = [known for known in index if len(known) > 4 and f" {known} " in f" {text} "]
    near = get_close_matches(text, index, 1, 0.85) or sorted(held, key=len, reverse=True)[:1]
    return {name: Surety.UNSURE for known in near for name in index[known]}


def assign(table: Table, fits: Callable[[str, int], bool | None]) -> dict[str, Mapped]:
    """Our column to theirs, the surest first. Two that are as good as each other are unsure.

    `fits(name, column)` says whether the cells look like what our column holds, None when there are none to judge by.
    """
    wanted = {
        (name, column): surety
        for column, parts in table.headings.items()
        for name, surety in _judged(listed(parts, table.kind) or alike(parts, table.kind), column, table, fits).items()
    }
    found: dict[str, Mapped] = {}
    for surety in Surety:
        used = {column for mapped in found.values() for column in (mapped.column, *mapped.also)}
        free = [place for place, how in wanted.items() if how == surety and place[0] not in found]
        _assign_all([place for place in free if place[1] not in used], surety, found)
    return found


def _assign_all(places: list[tuple[str, int]], surety: Surety, found: dict[str, Mapped]) -> None:
    used: set[int] = set()
    for name in dict.fromkeys(name for name, _ in places):
        columns = [column for other, column in places if other == name and column not in used]
        if not columns:
            continue
        or_names = tuple(other for other, column in places if column == columns[0] and other != name)
        is_alone = len(columns) == 1 and not or_names
        found[name] = Mapped(columns[0], surety if is_alone else Surety.UNSURE, tuple(columns[1:]), or_names)
        used.update(columns)


def _judged(
    names: dict[str, Surety], column: int, table: Table, fits: Callable[[str, int], bool | None]
) -> dict[str, Surety]:
    """What the cells say of a guess: a scale that fits rules out free text, and what does not fit is unsure or out."""
    verdicts = {name: fits(name, column) for name in names}
    scales = [name for name in names if verdicts[name] and issubclass(COLUMNS[table.kind][name], StrEnum)]
    if scales:
        return {name: names[name] for name in scales}
    kept = {name: surety for name, surety in names.items() if verdicts[name] is not False}
    return kept or {name: Surety.UNSURE for name, surety in names.items() if surety == Surety.SURE}


def tables(grids: tuple[Grid, ...]) -> list[Table]:
    """The best table of each sheet that has one, the best of all first."""
    found = [table for grid in grids if (table := best_table(grid)) is not None]
    return sorted(found, key=_rank, reverse=True)


def _rank(table: Table) -> float:
    grid = table.grid
    has_rows = any(row > table.header_rows[-1] for row in grid.rows)
    is_aside = fold(grid.name).casefold() in KNOWN["sheets"]["aside"]
    return table.score + 2 * has_rows - 3 * is_aside - 8 * grid.is_hidden


def best_table(grid: Grid) -> Table | None:
    """The row or rows of headings with the highest score; of equals the fewest rows, then the first."""
    best, highest = None, (LEAST_SCORE - 0.1, 0)
    sheet = _Texts(grid)
    for header_rows in sheet.possible():
        for run in sheet.runs(header_rows):
            table = _scored(sheet, header_rows, run)
            if (table.score, -len(header_rows)) > highest:
                best, highest = table, (table.score, -len(header_rows))
    return best


def _scored(sheet: "_Texts", header_rows: tuple[int, ...], run: list[int]) -> Table:
    headings = sheet.headings(header_rows, run)
    faults, grouped = sheet.faults(header_rows, list(headings)), _grouped(sheet, header_rows, headings)
    scores = {
        kind: _score(headings, kind) + 1.1 * sum(bool(listed(headings[column], kind)) for column in grouped) - faults
        for kind in (Kind.ACTION, Kind.RECOMMENDATION, Kind.VERIFICATION)  # an action plan is the most usual
    }
    kind = max(scores, key=scores.__getitem__)
    return Table(sheet.grid, header_rows, tuple(run), headings, kind, scores[kind], scores)


def _score(headings: dict[int, Parts], kind: Kind) -> float:
    used: set[str] = set()
    score = 0
    for parts in headings.values():
        names = {name: surety for name, surety in listed(parts, kind).items() if name not in used}
        if names:
            best = max(names, key=lambda name: POINTS[names[name]])
            used.add(best)
            score += POINTS[names[best]]
        elif is_other(parts):
            score += 1
    return score if used & MUST_HAVE[kind] else score - 3


def _grouped(sheet: "_Texts", header_rows: tuple[int, ...], headings: dict[int, Parts]) -> set[int]:
    """The columns below a heading that spans several; a title or a line of facts above the table is no such heading."""
    found: set[int] = set()
    for row in header_rows[:-1]:
        above = {column: text for column in headings if (text := sheet.text(row, column))}
        parents = list(above.values())
        is_row_of_parents = len(parents) * 2 >= len(headings) and len(set(parents)) >= 3
        if is_row_of_parents and all(len(text) <= 40 and ":" not in text for text in parents):
            found |= {column for column, text in above.items() if parents.count(text) > 1 and len(headings[column]) > 1}
    return found


class _Texts:
    """The words in the first rows of a sheet, looked up once."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.last_column = min(grid.last_column, MOST_COLUMNS)
        self._last = min(grid.last_row, FIRST_ROWS + LOOKED_BELOW)

    @cached_property
    def _cells(self) -> dict[tuple[int, int], tuple[str, bool, bool]]:
        """Words, whether lent by a merge, whether text, by place."""
        found = {}
        for row in range(1, self._last + 1):
            for column in range(1, self.last_column + 1):
                cell = self.grid.at(row, column)
                if words := cell.words:
                    found[row, column] = (words, cell.is_merged_into, isinstance(cell.value, str))
        return found

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
        found = {}
        for column in run:
            parts = [self._cells.get((row, column), ("",))[0] for row in header_rows]
            if own := tuple({fold(part): part for part in parts if part}.values()):
                found[column] = own
        return found

    def faults(self, header_rows: tuple[int, ...], columns: list[int]) -> float:
        """2 for each number or date, 1 for each long text, a half for each merged cell that begins further up."""
        cells = [self._cells[row, column] for row in header_rows for column in columns if (row, column) in self._cells]
        top = header_rows[0]
        lent = [column for column in columns if self._cells.get((top, column), ("", False))[1]]
        cut = [column for column in lent if self.text(top - 1, column) == self.text(top, column)]
        return sum(2 * (not is_text) + (len(words) > LONG_HEADING) for words, _, is_text in cells) + len(cut) / 2
