"""Finds records that seem to belong to another table, since a row above them has headings of its own."""

from collections import defaultdict
from collections.abc import Mapping

from loaders.mapping.known_words import small
from loaders.propose.builder.study import SheetRead
from loaders.propose.evidence import RowKind, own_words
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import LONGEST_HEADING
from loaders.propose.known_meanings import meaning
from loaders.propose.unread_tables import LEAST_COLUMNS, LEAST_ROWS
from loaders.reader.limits import LAST_ROW

Texts = dict[int, str]  # of a row, by column
ENDS = (RowKind.REPEAT, RowKind.BELOW)


def rows_under_other_headings(table: FoundTable, read: SheetRead, kinds: Mapping[int, str]) -> list[int]:
    """The headings of another table below a gap, with a title right above them and the records below them.

    Nobody knows these headings, so they are recognised by what the columns hold: where every record above has a number
    or a date, they have words. The other table ends above our headings and above what ends ours, as `kinds` says.
    """
    before: dict[int, set[str]] = defaultdict(set)
    for row in read.rows.records:
        texts = {column: small(words) for column, words in own_words(table, row).items()}
        if (first := _first_row(table, row)) and _are_headings(texts, before):
            end = min((later for later, kind in kinds.items() if later > row and kind in ENDS), default=LAST_ROW + 1)
            rows = [one for one in read.rows.records if first <= one < end]
            if len(rows) > LEAST_ROWS + (first in rows and first < row):
                return rows
        if len(texts) > 1:
            for column, words in texts.items():
                before[column].add(words)
    return []


def _first_row(table: FoundTable, row: int) -> int:
    """The row of a title right above a row, or the row itself; 0 if what is above them is not empty."""
    above = len(own_words(table, row - 1))
    if above == 1:
        return 0 if own_words(table, row - 2) else row - 1
    return 0 if above else row


def _are_headings(texts: Texts, before: Mapping[int, set[str]]) -> bool:
    """Whether texts are different short words, none of which is above, and stand where only numbers are above."""
    return (
        LEAST_COLUMNS <= len(texts) == len(set(texts.values()))
        and all(len(words) <= LONGEST_HEADING and not _has_digit(words) for words in texts.values())
        and any(before[column] and all(map(_has_digit, before[column])) for column in texts)
        and not any(words in before[column] or meaning("reported_status", words) for column, words in texts.items())
    )


def _has_digit(words: str) -> bool:
    return any(letter.isdigit() for letter in words)
