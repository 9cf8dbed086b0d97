"""Finds words of a scale that the drop-down list of their own cell does not offer."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum

from loaders.mapping.drop_downs import DropDown, drop_downs
from loaders.mapping.known_words import other_words, small
from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from loaders.reader.grid import Grid
from tracker.columns.entries import COLUMNS
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs


def of_table(table: MappedTable, grids: Sequence[Grid]) -> Iterator[Problem]:
    """Yields a notice for each word that the layout explains but its cell's list does not offer, except fillers.

    `grids` are all sheets. A rule reports words that the layout does not explain.
    """
    lists = drop_downs(table.grid, grids)
    for name, cells in table.cells.items():
        if issubclass(COLUMNS[table.layout.fills][name].holds, StrEnum):
            offered = _offered(lists, table.columns.places[name], table.rows.records)
            for n, row in enumerate(table.rows.records if offered else ()):
                if row in offered and small(cells.words[n]) not in offered[row] and _is_explained(table, name, n):
                    yield _not_offered(table, row, name, cells.words[n])


def _is_explained(table: MappedTable, name: str, n: int) -> bool:
    """Whether the layout explains the own words of a record, by its place in the table; a filler needs no list."""
    cells, words = table.cells[name], small(table.cells[name].words[n])
    is_silent = words in {"", *other_words("unfilled"), *map(small, table.layout.fillers)}
    is_known = table.sheet.values[name][n] != COLUMNS[table.layout.fills][name].holds["UNREADABLE"]
    return is_known and not (is_silent or cells.is_lent(n) or cells.is_unknown(n))


def _not_offered(table: MappedTable, row: int, name: str, words: str) -> Problem:
    place = (row, table.columns.places[name])
    sentence = "The drop-down list of this cell does not offer this word. It means what the layout says."
    to_do = "Correct the word of {refs}: choose one that the drop-down list offers."
    return problem(table, place, words, sentence, to_do, "word_is_offered", Severity.NOTICE, WhoActs.SENDER)


def _offered(lists: Sequence[DropDown], column: int, records: list[int]) -> dict[int, set[str]]:
    """The words that lists offer each row in a column; none for a row without a list, or whose list cannot be told."""
    offered: dict[int, set[str]] = defaultdict(set)
    for one in lists:
        words = {*map(small, one.choices)}
        for top, left, bottom, right in one.areas if words else ():
            if left <= column <= right:
                for row in records[bisect_left(records, top) : bisect_right(records, bottom)]:
                    offered[row] |= words
    return offered
