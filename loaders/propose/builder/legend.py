"""What a workbook says of a word outside its records, such as in a key of colours: evidence, never an answer."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from loaders.mapping.known_words import single_spaced, small
from loaders.propose.builder.study import Study
from loaders.reader.cell_text import as_written, is_blank
from loaders.reader.grid import Grid
from tracker.column_letters import letter

MOST_ROWS, MOST_COLUMNS = 80, 60  # rows from a sheet's top and from its bottom; columns from its left
MOST_PLACES = 3  # places shown for one word
SAYS = r"(?:^|[\n;,|(])\s*(?P<word>{})\s*(?:[=:–—]|\s-)\s*(?P<meant>.+?)(?=$|[\n;|]|,\s*[\w /]{{1,30}}\s*[=:–—])"


class WordMeaning(NamedTuple):
    """What a word means by one cell of the workbook, and where that cell is."""

    meaning: str
    sheet: str
    cell: str


def legend(study: Study, words: Iterable[str]) -> Mapping[str, list[WordMeaning]]:
    """What the workbook says of some words, by the word in lower case; words that it does not explain are left out.

    The cell to the right of a word explains it where another word in the same column is explained so too.
    """
    known = {small(word) for word in words if word.strip()}
    found: dict[str, list[WordMeaning]] = {}
    if known:
        for grid in study.workbook.grids:
            for word, meaning in [*_in_lines(study, grid, known), *_in_columns(study, grid, known)]:
                found.setdefault(word, []).append(meaning)
    return {word: [*dict.fromkeys(meaning)][:MOST_PLACES] for word, meaning in found.items()}


def _in_lines(study: Study, grid: Grid, known: set[str]) -> Iterator[tuple[str, WordMeaning]]:
    """What lines such as "Red = overdue" in any cell say, by the word in lower case."""
    longest_first = sorted(known, key=len, reverse=True)
    says = re.compile(SAYS.format("|".join(map(re.escape, longest_first))), re.IGNORECASE | re.MULTILINE)
    for row, column, words in _cells(study, grid):
        for match in says.finditer(words):
            yield small(match["word"]), _word_meaning(match["meant"], grid, row, column)


def _in_columns(study: Study, grid: Grid, known: set[str]) -> Iterator[tuple[str, WordMeaning]]:
    """What columns of words say that have each meaning on the right, by the word in lower case."""
    cells = {(row, column): words for row, column, words in _cells(study, grid)}
    by_column: dict[int, list[tuple[str, WordMeaning]]] = {}
    for (row, column), words in cells.items():
        meant = cells.get((row, column + 1), "")
        is_list = " " not in meant.strip() and (row, column + 2) in cells  # two lists side by side, not meanings
        if small(words) in known and meant and small(meant) not in known and not is_list:
            by_column.setdefault(column, []).append((small(words), _word_meaning(meant, grid, row, column)))
    for found in by_column.values():
        if len({word for word, _ in found}) > 1 or len(known) == 1:
            yield from found


def _word_meaning(meant: str, grid: Grid, row: int, column: int) -> WordMeaning:
    return WordMeaning(single_spaced(meant).rstrip(" ,."), grid.name, f"{letter(column)}{row}")


def _cells(study: Study, grid: Grid) -> Iterator[tuple[int, int, str]]:
    """The filled cells that belong to no record: row, column and words."""
    of_records = _of_records(study, grid)
    for row in dict.fromkeys((*grid.rows[:MOST_ROWS], *grid.rows[-MOST_ROWS:])):
        of_table = of_records.get(row, frozenset())
        for column, value in enumerate(grid.values(row)[:MOST_COLUMNS], 1):
            if value != "" and not is_blank(value) and column not in of_table:
                yield row, column, as_written(value)


def _of_records(study: Study, grid: Grid) -> dict[int, frozenset[int]]:
    """The columns that a table takes in each record of a sheet; rows that an open question is about are left out."""
    found: dict[int, frozenset[int]] = {}
    asked = {row for one in study.questions if one.sheet == grid.name for row in one.rows}
    for (_, sheet), read in study.reads.items():
        if sheet == grid.name and read.columns:
            found |= {
                row: found.get(row, frozenset()) | read.columns.table for row in read.rows.records if row not in asked
            }
    return found
