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
    for name in table.cells:
        scale = COLUMNS[table.layout.fills][name].holds
        if issubclass(scale, StrEnum):
            offered = _offered(lists, table.columns.places[name], table.rows.records)
            yield from _of_column(table, name, offered, str(scale["UNREADABLE"])) if offered else ()


def _of_column(table: MappedTable, name: str, offered: dict[int, set[str]], unexplained: str) -> Iterator[Problem]:
    cells, silent = table.cells[name], {"", *other_words("unfilled"), *map(small, table.layout.fillers)}
    for n, (row, value) in enumerate(zip(table.rows.records, table.sheet.values[name], strict=True)):
        words = small(cells.words[n])
        is_own = not (cells.is_lent(n) or cells.is_unknown(n) or words in silent)
        if row in offered and is_own and words not in offered[row] and value != unexplained:
            yield _not_offered(table, row, name, cells.words[n])


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
