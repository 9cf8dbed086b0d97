"""Finds a form's example rows: one of their cells, the title above them or the name of the sheet says so."""

import re
from collections.abc import Iterator, Sequence

from loaders.mapping.known_words import single_spaced
from loaders.mapping.row_kinds import LONGEST_REFERENCE
from loaders.propose.evidence import own_words
from loaders.propose.find_table import FoundTable
from loaders.reader.grid import Grid

BY_CELL, BY_TITLE, BY_SHEET = "an example", "an example by its title", "an example by the name of its sheet"
WORD = r"(?:(?:worked |dummy )?(?:example|sample|template|illustration)|dummy)s?"
BEFORE = r"(?:(?:this is|for|an?|the|filled[ -]in|completed|illustrative|fictitious)\s+)*"
OF_WHAT = r"(?:\s+(?:only|row|line|entry|action|record|data|text|table|form|case))*"
LABEL = re.compile(  # the whole of a cell: "Example 1", "Dummy data", "Sample: mend the lamps", "Example of how to …"
    rf"(?i)[\s<>(\[*–-]*(?:{BEFORE}{WORD}{OF_WHAT}[\s\d.,;)\]>*-]*(?:[:–—(>].*)?"
    rf"|{BEFORE}{WORD} of (?:how|what|a completed|an entry)\b.*|how to (?:complete|fill)\b.*)"
)
TITLE = re.compile(  # also a title or a sheet's name: "Action plan (example)", "Template for action plans"
    rf"(?i)(?:.*[\s(\[:–—_-])?{WORD}[\s\d)\].:]*|{BEFORE}{WORD}[\s:–—_-].*|.*\bhow to (?:complete|fill)\b.*"
)
LONGEST = 80  # characters; in a longer text, a sentence, the word may mean anything
ROWS_ABOVE = 10  # where a table's title may be
FEW = 2  # most texts of a row that may be a title


def example_rows(table: FoundTable, records: Sequence[int]) -> dict[int, str]:
    """The records that are given as an example, by row, each with what says so: BY_CELL, BY_TITLE or BY_SHEET."""
    if _is_title(table.grid.name):
        return dict.fromkeys(records, BY_SHEET)
    titled = {*_titled(table, {*records})}
    with_label = {row for row in records if any(map(_is_label, own_words(table, row).values()))}
    return {row: BY_CELL if row in with_label else BY_TITLE for row in records if row in with_label | titled}


def _is_label(words: str) -> bool:
    return len(words) <= LONGEST and LABEL.fullmatch(words) is not None


def _is_title(words: str) -> bool:
    return _is_label(words) or (len(words) <= LONGEST and TITLE.fullmatch(single_spaced(words)) is not None)


def _titled(table: FoundTable, records: set[int]) -> Iterator[int]:
    """The records below a title that says “example”, up to the next title or, for a title inside the table, a gap."""
    grid, above = table.grid, table.header_rows[-1]
    is_titled, is_inside, is_begun = any(map(_is_title, _above(grid, table.header_rows[0]))), False, False
    for row in (row for row in grid.rows if row > above):
        words = _texts(grid, row)
        if row not in records and len(words) <= FEW and any(map(_may_be_title, words)):
            is_titled, is_inside, is_begun = any(map(_is_title, words)), True, False
        elif is_inside and is_begun and row > above + 1:
            is_titled = False
        if is_titled and row in records:
            is_begun = True
            yield row
        above = row


def _may_be_title(words: str) -> bool:
    return " " in words or len(words) > LONGEST_REFERENCE or _is_label(words)


def _above(grid: Grid, first: int) -> Iterator[str]:
    """The texts above the headings that may be their title, from the bottom up, as far as another table."""
    for row in sorted((row for row in grid.rows if first - ROWS_ABOVE <= row < first), reverse=True):
        words = _texts(grid, row)
        if len(words) > 2 * FEW:
            return
        yield from words if len(words) <= FEW else ()


def _texts(grid: Grid, row: int) -> list[str]:
    """The different texts of a row: a merged cell lends its own to many."""
    return [*dict.fromkeys(map(single_spaced, grid.words(row).values()))]
