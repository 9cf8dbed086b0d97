"""Finds cells of actions that list several points: each counts as one action, and somebody is asked whether it is."""

import re
from collections.abc import Iterator

from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from tracker.file_terms import Lists
from tracker.findings import Problem
from tracker.terms import Kind, Severity, WhoActs
from tracker.words import plural

STARTS = (("1", "2"), ("a", "b"), ("i", "ii"))  # of the first two points
STYLES = (r"\({}\)", r"\[{}\]", r"{}\.", r"{}\)", r"{}:")  # (1) or [1] or 1. or 1) or 1:
STYLES_OF_NUMBERS = (r"{} ?[-–—](?= )", r"^{}(?= )")  # 1 - or, at the beginning of a line, 1
BULLET = r"^[ \t]*[-–—•‣▪■◦●○·*➢✓]"
POINT = r"\s*[“‘\"']?(?!(?:and|or|to)\b)[^\W\d_].*?"  # begins with a word, and is not "(a) and (b)"


def _sequences() -> Iterator[str]:
    """Yields a pattern for each way in which a list can begin with two points."""
    for first, second in STARTS:
        for style in STYLES + (STYLES_OF_NUMBERS if first == "1" else ()):
            one, two = (rf"(?<![\w.£$€#/])(?:{style.format(sign)})" for sign in (first, second))
            yield f"{one}{POINT}{two}{POINT}"
    yield f"{BULLET}{POINT}{BULLET}{POINT}"


LIST = re.compile("|".join(_sequences()), re.IGNORECASE | re.DOTALL | re.MULTILINE)


def is_list(words: str) -> bool:
    """Whether a text lists at least two points, such as "1. Train all staff 2. Publish the policy" or two bullets."""
    return LIST.search(words) is not None


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields a warning for each list that the sender is to take apart, or one where nobody has said what lists are."""
    is_asked = table.layout.fills == Kind.ACTION and table.layout.lists != Lists.ONE
    rows = [*_rows(table)] if is_asked and "action" in table.cells else []
    if table.layout.lists == Lists.SEVERAL:
        yield from (_to_take_apart(table, row) for row in rows)
    elif rows:
        yield _to_be_said(table, rows)


def _rows(table: MappedTable) -> Iterator[int]:
    """The records whose own cell lists several points; a merged cell lends its words to others."""
    cells = table.cells["action"]
    for n, (row, words) in enumerate(zip(table.rows.records, cells.words, strict=True)):
        if is_list(words) and not (n in cells.odd and cells.odd[n].is_merged_into):
            yield row


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
