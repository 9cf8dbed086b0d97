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
    """Yields a notice for each word that its cell's list does not offer, except fillers; `grids` are all sheets."""
    lists = drop_downs(table.grid, grids)
    silent = {"", *other_words("unfilled"), *map(small, table.layout.fillers)}
    for name in [name for name in table.cells if issubclass(COLUMNS[table.layout.fills][name].holds, StrEnum)]:
        column = table.columns.places[name]
        offered, cells = _offered(lists, column, table.rows.records), table.cells[name]
        for n, row in enumerate(table.rows.records if offered else ()):
            words = small(cells.words[n])
            is_own = not (cells.is_lent(n) or cells.is_unknown(n) or words in silent)
            if row in offered and is_own and words not in offered[row]:
                sentence = "The drop-down list of this cell does not offer this word. It means what the layout says."
                to_do = "Correct the word of {refs}: choose one that the drop-down list offers."
                place, notice = (row, column), Severity.NOTICE
                yield problem(table, place, cells.words[n], sentence, to_do, "word_is_offered", notice, WhoActs.SENDER)


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
