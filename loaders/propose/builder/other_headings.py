"""Finds records that seem to belong to another table, since a row above them has headings of its own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from loaders.mapping.known_words import small
from loaders.propose.builder.study import SheetRead
from loaders.propose.evidence import RowKind
from loaders.propose.heading_meanings import LONGEST_HEADING
from loaders.propose.known_meanings import meaning
from loaders.propose.unread_tables import LEAST_COLUMNS, LEAST_ROWS
from loaders.reader.grid import Grid

Texts = dict[int, str]  # of a row, by column
ENDS = (RowKind.REPEAT, RowKind.BELOW)


def rows_under_other_headings(grid: Grid, read: SheetRead, kinds: Mapping[int, str]) -> list[int]:
    """The headings of another table below a gap, with a title right above them and the records below them.

    Nobody knows these headings, so they are recognised by what the columns hold: where every record above has a number
    or a date, they have words. The other table ends above our headings and above what ends ours, as `kinds` says.
    """
    columns = sorted(read.columns.table) if read.columns else []
    before: dict[int, set[str]] = defaultdict(set)
    for number, row in enumerate(read.rows.records):
        texts = _texts(grid, row, columns)
        first = _first_row(grid, row, columns)
        if first and _are_headings(texts, before):
            end = next((later for later, kind in kinds.items() if later > row and kind in ENDS), grid.last_row + 1)
            rows = [later for later in read.rows.records[number:] if later < end]
            if len(rows) > LEAST_ROWS:
                return [*([first] if first < row and first in read.rows.records else []), *rows]
        if len(texts) > 1:
            for column, words in texts.items():
                before[column].add(words)
    return []


def _first_row(grid: Grid, row: int, columns: Iterable[int]) -> int:
    """The row of a title right above a row, or the row itself; 0 if what is above them is not empty."""
    above = len(_texts(grid, row - 1, columns))
    if above == 1:
        return row - 1 if not _texts(grid, row - 2, columns) else 0
    return row if above == 0 else 0


def _are_headings(texts: Texts, before: Mapping[int, set[str]]) -> bool:
    """Whether texts are different short words, none of which is above, and stand where only numbers are above."""
    return (
        LEAST_COLUMNS <= len(texts) == len(set(texts.values()))
        and all(len(words) <= LONGEST_HEADING and not _has_digit(words) for words in texts.values())
        and any(before[column] and all(map(_has_digit, before[column])) for column in texts)
        and not any(words in before[column] or meaning("reported_status", words) for column, words in texts.items())
    )


def _texts(grid: Grid, row: int, columns: Iterable[int]) -> Texts:
    """The words of a row in some columns, in small letters, without those that merged cells lend."""
    cells = {column: grid.at(row, column) for column in columns}
    return {column: small(cell.words) for column, cell in cells.items() if cell.words and not cell.is_merged_into}


def _has_digit(words: str) -> bool:
    return any(letter.isdigit() for letter in words)
