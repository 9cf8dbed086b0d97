"""Finds cells of actions that list several points: each counts as one action, and somebody is asked whether it is."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from loaders.reader.cell_text import as_written
from loaders.reader.grid import Grid
from tracker.file_terms import Lists
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs
from tracker.words import plural

STARTS = (("1", "2"), ("a", "b"), ("i", "ii"))  # of the first two points
STYLES = (r"\({}\)", r"\[{}\]", r"{}\.", r"{}\)", r"{}:")  # (1) or [1] or 1. or 1) or 1:
STYLES_OF_NUMBERS = (r"{} ?[-–—](?= )", r"^{}(?= )")  # 1 - or, at the beginning of a line, 1
BULLET = r"^[ \t]*[-–—•‣▪■◦●○·*➢✓]"
POINT = r"\s*[“‘\"']?(?!(?:and|or|to)\b)[^\W\d_]"  # begins with a word, and is not "(a) and (b)"
# What every list has. Most texts lack it, and looking for all signs takes ten times as long.
SECOND = re.compile(r"[2bi] ?[\])}.:–—-]|^2 |^[ \t]*[^\w\s]", re.IGNORECASE | re.MULTILINE)


def _signs() -> Iterator[tuple[str, str]]:
    """Yields patterns for the signs of the first and the second point, for each way in which a list can begin."""
    for first, second in STARTS:
        for style in STYLES + (STYLES_OF_NUMBERS if first == "1" else ()):
            yield (rf"(?<![\w.£$€#/])(?:{style.format(first)})", rf"(?<![\w.£$€#/])(?:{style.format(second)})")
    yield BULLET, BULLET


PAIRS = [[re.compile(sign + POINT, re.IGNORECASE | re.MULTILINE) for sign in pair] for pair in _signs()]


@lru_cache(maxsize=20_000)  # an agency's next return says nearly the same
def is_list(words: str) -> bool:
    """Whether a text lists at least two points, such as "1. Train all staff 2. Publish the policy" or two bullets."""
    return SECOND.search(words) is not None and any(_has_both(words, first, second) for first, second in PAIRS)


def _has_both(words: str, first: re.Pattern[str], second: re.Pattern[str]) -> bool:
    """Whether the second point comes after the first one.

    One pattern for both would look for the second anew from each first one, which takes seconds for a long cell.
    """
    found = first.search(words)
    return found is not None and second.search(words, found.end()) is not None


def rows_with_lists(grid: Grid, rows: Iterable[int], column: int) -> list[int]:
    """The rows whose own cell in a column lists several points; a merged cell lends its words to others."""
    written = ((row, grid.values(row)[column - 1 : column]) for row in rows)
    return [
        row for row, own in written if own and is_list(as_written(own[0])) and not grid.at(row, column).is_merged_into
    ]


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields a warning for each list that the sender is to take apart, or one where nobody has said what lists are."""
    column = table.columns.places.get("action") if table.layout.lists != Lists.ONE else None
    rows = rows_with_lists(table.grid, table.rows.records, column) if column else []
    if table.layout.lists == Lists.SEVERAL:
        yield from (_to_take_apart(table, row) for row in rows)
    elif rows:
        yield _to_be_said(table, rows)


def _to_take_apart(table: MappedTable, row: int) -> Problem:
    place = (row, table.columns.places["action"])
    to_do = "Give each action in {refs} a row of its own, with a reference, a date and a status."
    sentence = "Each row holds one action. This cell lists several, and they count as one."
    found = table.grid.at(*place).words
    return problem(table, place, found, sentence, to_do, "row_is_one_action", Severity.WARNING, WhoActs.SENDER)


def _to_be_said(table: MappedTable, rows: list[int]) -> Problem:
    place = (rows[0], table.columns.places["action"])
    more = f", and in {plural(len(rows) - 1, 'more row')}" if len(rows) > 1 else ""
    to_do = "Say under lists in the layout whether each is one action or several."
    sentence = "This cell lists several points, and counts as one action. The layout does not say whether it is one."
    found = f"{table.grid.at(*place).words}{more}"
    return problem(table, place, found, sentence, to_do, "lists_are_explained", Severity.WARNING)
