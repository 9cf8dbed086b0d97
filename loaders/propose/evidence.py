"""What the cells of an unknown sheet show: which rows are records, which of our columns fit, the order of dates."""

import re
import statistics
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from openpyxl.utils import get_column_letter as letter

from loaders.mapping.dates import NO_DATE_WORDS, ReadDate, read_date
from loaders.mapping.known_words import fold, is_guidance, other_words
from loaders.mapping.row_kinds import LONGEST_REFERENCE
from loaders.propose.assign_columns import ColumnProposal
from loaders.propose.find_table import Table
from loaders.propose.heading_meanings import known_columns
from loaders.reader.grid import Cell
from tracker.columns.entries import COLUMNS
from tracker.terms import Precision

MOST_ROWS = 500  # of a table that are looked at
GUIDANCE_WITHIN = 3  # rows below the headings
BY_NUMBERS = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](?:\d{4}|\d{2})")
YEAR_FIRST = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


class RowKind(StrEnum):
    """What a row below the headings seems to be."""

    DATA = "data"
    GUIDANCE = "guidance"
    FILLER = "not filled in"
    NUMBERED = "only numbered"
    TITLE = "a title"
    REPEAT = "the headings again"
    BELOW = "below the table"


@dataclass(frozen=True)
class DateOrder:
    """The order of day and month, whether the dates prove it, and what was found."""

    order: str
    is_proved: bool
    evidence: str


def rows_below(table: Table) -> dict[int, RowKind]:
    """What each of the first rows below the headings seems to be; everything below an end is below the table."""
    kinds: dict[int, RowKind] = {}
    below = [row for row in table.grid.rows if row > table.header_rows[-1]]
    with_cells = [(row, cells) for row in below if (cells := _own_words(table, row))]
    for row, cells in with_cells[:MOST_ROWS]:
        ended = RowKind.BELOW in kinds.values()
        is_near = row <= table.header_rows[-1] + GUIDANCE_WITHIN
        kinds[row] = RowKind.BELOW if ended else _kind_of_row(table, row, cells, is_near)
    guidance = [row for row, kind in kinds.items() if kind == RowKind.GUIDANCE]
    kinds |= {row: RowKind.GUIDANCE for row in kinds if guidance and row < guidance[-1]}  # what stands above guidance
    return _without_tail(kinds, {row: len(cells) for row, cells in with_cells})


def _without_tail(kinds: dict[int, RowKind], filled: dict[int, int]) -> dict[int, RowKind]:
    """A title after the last well-filled record ends the table: what follows is something else."""
    records = [row for row, kind in kinds.items() if kind == RowKind.DATA]
    if not records:
        return kinds
    usual = statistics.median(filled[row] for row in records)
    last = max(row for row in records if filled[row] * 2 >= usual)
    end = next((row for row, kind in kinds.items() if kind == RowKind.TITLE and row > last), None)
    return {row: RowKind.BELOW if end and row >= end else kind for row, kind in kinds.items()}


def _own_words(table: Table, row: int) -> dict[int, str]:
    """The words of a row by column, without what merged cells lend."""
    cells = {column: table.grid.at(row, column) for column in table.headings}
    return {column: fold(cell.words) for column, cell in cells.items() if cell.words and not cell.is_merged_into}


def _kind_of_row(table: Table, row: int, cells: dict[int, str], is_near: bool) -> RowKind:
    words = [text.casefold() for text in cells.values()]
    first = words[0].rstrip(":")
    if first in other_words("ends") or first.startswith(("total ", "grand total")):
        return RowKind.BELOW
    if all(fold(table.headings[column][-1]).casefold() == text.casefold() for column, text in cells.items()):
        return RowKind.REPEAT
    fillers = _fillers()
    if all(text in fillers for text in words) or (len(words) > 2 and all(text in fillers for text in words[1:])):
        return RowKind.FILLER
    if is_near and is_guidance(words):
        return RowKind.GUIDANCE
    if len(cells) > 1 or len(table.headings) <= 2:
        return RowKind.DATA
    return RowKind.NUMBERED if _is_number(table, *next(iter(cells.items()))) else RowKind.TITLE


def _is_number(table: Table, column: int, words: str) -> bool:
    """Whether a text alone in its row is a reference that a form has filled in beforehand."""
    is_reference = any(name.endswith("_ref") for name in known_columns(table.headings[column], table.kind))
    return is_reference and len(words) <= LONGEST_REFERENCE and " " not in words


def _fillers() -> frozenset[str]:
    return other_words("fillers") | other_words("unfilled")


def fits(table: Table, rows: list[int], name: str, column: int) -> bool | None:
    """Whether the cells of a column look like what ours holds; None when there are none, or any text will do."""
    cells = [cell for row in rows if (cell := table.grid.at(row, column)).words and not cell.is_merged_into]
    cells = [cell for cell in cells if fold(cell.words).casefold() not in _fillers()]
    holds = COLUMNS[table.kind][name].holds
    if not cells:
        return None
    if holds is date:
        return sum(map(_is_date, cells)) * 2 >= len(cells)
    if issubclass(holds, StrEnum):
        return _looks_like_a_scale(cells)
    if name == "rag":
        return sum(is_colour(cell.words) for cell in cells) * 2 >= len(cells)
    return statistics.median(len(cell.words) for cell in cells) <= 15 if name.endswith("_ref") else None


def _is_date(cell: Cell) -> bool:
    """Whether it is a date, or a word that stands in the place of one."""
    return any(read.precision != Precision.UNREADABLE for read in _reads(cell))


def names_a_day(cell: Cell) -> bool:
    """Whether a date can be read from it, however vague."""
    return any(read.on for read in _reads(cell))


def _reads(cell: Cell) -> list[ReadDate]:
    return [read_date(cell.value, cell.number_format, order, "calendar") for order in ("day first", "month first")]


def is_colour(words: str) -> bool:
    """Whether it is a colour, a letter for one or a number."""
    return fold(words).casefold() in other_words("colours")


def _looks_like_a_scale(cells: list[Cell]) -> bool:
    """Short words that come again, neither all colours nor numbers nor dates."""
    words = [fold(cell.words).casefold() for cell in cells]
    is_short = statistics.median(map(len, words)) <= 30
    comes_again = len(set(words)) <= max(6, len(words) // 2)
    is_text = any(isinstance(cell.value, str) and not re.fullmatch(r"[\d.,% ]+", cell.value) for cell in cells)
    has_dates = sum(map(names_a_day, cells)) * 2 >= len(cells)
    return is_short and comes_again and is_text and not has_dates and not all(map(is_colour, words))


def date_order(table: Table, rows: list[int], guesses: dict[str, ColumnProposal]) -> DateOrder:
    """The order that the dates typed as text prove, or the reason why a person must choose."""
    columns = [guess.column for name, guess in guesses.items() if COLUMNS[table.kind][name].holds is date]
    cells = {f"{letter(column)}{row}": table.grid.at(row, column) for column in columns for row in rows}
    typed = {
        place: match
        for place, cell in cells.items()
        if isinstance(cell.value, str) and (match := BY_NUMBERS.fullmatch(cell.words))
    }
    days = next((f"{match[0]} in {place}" for place, match in typed.items() if int(match[1]) > 12), "")
    months = next((f"{match[0]} in {place}" for place, match in typed.items() if int(match[2]) > 12), "")
    if days and months:
        return DateOrder("", False, f"both orders stand in the sheet: {days}, {months}. Choose")
    if days or months:
        return DateOrder("day first" if days else "month first", True, (days or months) + _swapped(cells))
    if typed:
        place, match = next(iter(typed.items()))
        return DateOrder("day first", False, f"ambiguous: choose. {match[0]} in {place} could be either")
    return _without_numbers(cells)


def _without_numbers(cells: dict[str, Cell]) -> DateOrder:
    texts = {place: cell.words for place, cell in cells.items() if isinstance(cell.value, str)}
    for place, words in texts.items():
        if YEAR_FIRST.fullmatch(words):
            return DateOrder("year first", True, f"{words} in {place}")
    if any(isinstance(cell.value, datetime) for cell in cells.values()):
        dated = [words for words in texts.values() if words.casefold() not in NO_DATE_WORDS]
        reason = "no date is typed in numbers alone" if dated else "all dates are real dates"
        return DateOrder("day first", False, f"{reason}: choose for those that may be typed later")
    return DateOrder("day first", False, "no date was found that shows the order: choose")


def _swapped(cells: dict[str, Cell]) -> str:
    """Text where the day is over 12 and real dates where it never is: a spreadsheet set to another country."""
    real = [cell.value.day for cell in cells.values() if isinstance(cell.value, datetime)]
    warning = ". No real date has a day over 12: day and month may be swapped in them"
    return warning if len(real) > 2 and max(real) <= 12 else ""
