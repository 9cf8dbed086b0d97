"""Finds records that seem to belong to another table, since a row above them has headings of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from loaders.mapping.known_words import small
from loaders.propose.evidence import RowKind, own_words
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import LONGEST_HEADING
from loaders.propose.known_meanings import meaning
from loaders.propose.unread_tables import LEAST_COLUMNS, LEAST_ROWS
from loaders.reader.limits import LAST_ROW

Texts = dict[int, str]  # of a row, by column
ENDS = (RowKind.REPEAT, RowKind.BELOW)
SIGNS = 2  # of three that tell headings nobody knows from a record; a table of two columns must have all three


def rows_under_other_headings(table: FoundTable, records: Iterable[int], kinds: Mapping[int, str]) -> list[int]:
    """The headings of another table among the records, with a title right above them and the records below them.

    Nobody knows these headings, so they are recognised by a gap above them and by what the columns hold: words where
    every record above has a number or a date, and below them numbers or dates where records above have words. The other
    table ends above our headings and above what ends ours, as `kinds` says.
    """
    before: dict[int, set[str]] = defaultdict(set)
    texts = {row: {column: small(words) for column, words in own_words(table, row).items()} for row in records}
    for row, own in texts.items():
        if _are_headings(own, before):
            first, is_apart = _first_row(table, row)
            end = min((later for later, kind in kinds.items() if later > row and kind in ENDS), default=LAST_ROW + 1)
            below = [cells for one, cells in texts.items() if row < one < end]
            signs = (is_apart, _replace_numbers(own, before), _are_above_numbers(own, before, below))
            if len(below) >= LEAST_ROWS and sum(signs) >= (SIGNS if len(own) >= LEAST_COLUMNS else len(signs)):
                return [one for one in texts if first <= one < end]
        if len(own) > 1:
            for column, words in own.items():
                before[column].add(words)
    return []


def _first_row(table: FoundTable, row: int) -> tuple[int, bool]:
    """The row of a title right above a row, or the row itself, and whether what is above them is empty."""
    above = len(own_words(table, row - 1))
    first = row - 1 if above == 1 else row
    return first, not (own_words(table, row - 2) if above == 1 else above)


def _are_headings(texts: Texts, before: Mapping[int, set[str]]) -> bool:
    """Whether texts are different short words without a digit, none of which is above or is a word for a status."""
    return (
        1 < len(texts) == len(set(texts.values()))
        and all(len(words) <= LONGEST_HEADING and not _has_digit(words) for words in texts.values())
        and not any(words in before[column] or meaning("reported_status", words) for column, words in texts.items())
    )


def _replace_numbers(texts: Texts, before: Mapping[int, set[str]]) -> bool:
    """Whether a text is in a column in which every record above has a number or a date."""
    return any(_are_numbers(before[column]) for column in texts)


def _are_above_numbers(texts: Texts, before: Mapping[int, set[str]], below: list[Texts]) -> bool:
    """Whether a text is in a column with numbers or dates alone below it, and words above it."""
    held = {column: {row[column] for row in below if column in row} for column in texts}
    return any(before[column] and not _are_numbers(before[column]) and _are_numbers(held[column]) for column in texts)


def _are_numbers(texts: set[str]) -> bool:
    return bool(texts) and all(map(_has_digit, texts))


def _has_digit(words: str) -> bool:
    return any(letter.isdigit() for letter in words)
