"""What the cells of an unknown sheet show: which rows are records, which of our columns fit."""

import re
import statistics
from datetime import date
from enum import StrEnum

from loaders.mapping.dates import ReadDate, is_serial, read_date
from loaders.mapping.known_words import is_guidance, other_words, single_spaced
from loaders.mapping.row_kinds import LONGEST_REFERENCE, is_number_of_row
from loaders.propose.find_table import FoundTable
from loaders.propose.heading_meanings import is_known, known_columns
from loaders.propose.plan_key import PlanKey
from loaders.reader.grid import WHITE, Cell, Grid
from loaders.reader.limits import LAST_ROW
from tracker.columns.entries import COLUMNS
from tracker.terms import Precision

SENTENCE = 20  # letters; most texts of an action are longer, and references are shorter
LONGEST_CODE = 16  # letters
GUIDANCE_WITHIN = 3  # rows below the headings
TIME = re.compile(r"(?i)^(?:19|20)\d\d$|\b(?:spring|summer|autumn|winter|q[1-4]|quarter)\b")


class RowKind(StrEnum):
    """What a row below the headings seems to be."""

    DATA = "data"
    GUIDANCE = "guidance"
    FILLER = "not filled in"
    NUMBERED = "only numbered"
    TITLE = "a title"
    NUMBERED_TITLE = "a title with a number"
    REPEAT = "the headings again"
    BELOW = "below the table"


def rows_below(table: FoundTable) -> dict[int, RowKind]:
    """What each row below the headings seems to be; everything from the table's end on is below the table."""
    kinds: dict[int, RowKind] = {}
    below = [row for row in table.grid.rows if row > table.header_rows[-1]]
    with_cells = [(row, cells) for row in below if (cells := own_words(table, row))]
    end = _other_table(table, with_cells)
    for row, cells in with_cells:
        is_near = row <= table.header_rows[-1] + GUIDANCE_WITHIN
        kinds[row] = RowKind.BELOW if row >= end else _kind_of_row(table, cells, is_near)
        end = row if kinds[row] == RowKind.BELOW else end
    guidance = [row for row, kind in kinds.items() if kind == RowKind.GUIDANCE]
    kinds |= {row: RowKind.GUIDANCE for row in kinds if guidance and row < guidance[-1]}  # rows above guidance too
    return _without_tail(kinds, {row: len(cells) for row, cells in with_cells}, len(table.headings))


def _other_table(table: FoundTable, with_cells: list[tuple[int, dict[int, str]]]) -> int:
    """The row where another table begins, or its title if it has one; beyond all rows if none does."""
    above = table.header_rows[-1]
    for number, (row, cells) in enumerate(with_cells):
        if (number or row > above + 1) and heads_other_table(table, cells):
            has_title = number > 1 and len(with_cells[number - 1][1]) == 1
            return with_cells[number - 1][0] if has_title else row
    return LAST_ROW + 1


def heads_other_table(table: FoundTable, cells: dict[int, str]) -> bool:
    """Whether the cells of a row are headings, most of them not this table's."""
    own = {single_spaced(parts[-1]).casefold() for parts in table.headings.values()}
    others = [words for words in cells.values() if words.casefold() not in own]
    is_known_row = sum(map(is_known, cells.values())) >= max(3, 0.6 * len(cells))
    return len(cells) > 2 and is_known_row and len(others) * 2 > len(cells)


def _without_tail(kinds: dict[int, RowKind], filled: dict[int, int], columns: int) -> dict[int, RowKind]:
    """Ends the table at a title after the last well-filled record: what follows is something else."""
    records = [row for row, kind in kinds.items() if kind == RowKind.DATA]
    if not records:
        return kinds
    usual = statistics.median(filled[row] for row in records)
    last = max(row for row in records if filled[row] * 2 >= usual)
    titles = (row for row, kind in kinds.items() if kind == RowKind.TITLE and row > last)
    end = _end_of_two_columns(records, filled) if columns == 2 else next(titles, None)
    return {row: RowKind.BELOW if end and row >= end else kind for row, kind in kinds.items()}


def _end_of_two_columns(records: list[int], filled: dict[int, int]) -> int | None:
    """The first of the rows at the end with one cell alone, if every row above has both; else None.

    Where more rows have one cell, such as actions without a status, one at the end may well be a record too.
    """
    alone = [row for row in records if filled[row] == 1]
    return alone[0] if alone and records[-len(alone) :] == alone and len(alone) < len(records) else None


def own_words(table: FoundTable, row: int) -> dict[int, str]:
    """The words of a row by column, without those that merged cells lend."""
    cells = {column: table.grid.at(row, column) for column in table.headings}
    return {
        column: single_spaced(cell.words) for column, cell in cells.items() if cell.words and not cell.is_merged_into
    }


def _kind_of_row(table: FoundTable, cells: dict[int, str], is_near: bool) -> RowKind:
    words = [text.casefold() for text in cells.values()]
    first = words[0].rstrip(":")
    if first in other_words("ends") or first.startswith(("total ", "grand total")):
        return RowKind.BELOW
    if all(single_spaced(table.headings[column][-1]).casefold() == text.casefold() for column, text in cells.items()):
        return RowKind.REPEAT
    fillers = _fillers()
    if all(text in fillers for text in words) or (len(words) > 2 and all(text in fillers for text in words[1:])):
        return RowKind.FILLER
    if is_near and is_guidance(words):
        return RowKind.GUIDANCE
    if len(cells) > 1 or len(table.headings) <= 2:
        return RowKind.DATA
    return RowKind.NUMBERED if _is_number(table, *next(iter(cells.items()))) else RowKind.TITLE


def _is_number(table: FoundTable, column: int, words: str) -> bool:
    """Whether a text alone in its row is a reference that a form filled in beforehand."""
    is_reference = any(name.endswith("_ref") for name in known_columns(table.headings[column], table.kind))
    return is_reference and is_number_of_row(words)


def _fillers() -> frozenset[str]:
    return other_words("fillers") | other_words("unfilled")


def fits(table: FoundTable, rows: list[int], name: str, column: int, key: PlanKey) -> bool | None:
    """Whether a column's cells look like what one of ours holds; None if it has none, or if any text will do."""
    own = [cell for row in rows if not (cell := table.grid.at(row, column)).is_merged_into]
    cells = [cell for cell in own if cell.words and single_spaced(cell.words).casefold() not in _fillers()]
    holds = COLUMNS[table.kind][name].holds
    if not cells:
        return (name == "reported_status" and _are_explained_colours(own, key)) or None
    if holds is date:
        return sum(map(_is_date, cells)) * 2 >= len(cells)
    if issubclass(holds, StrEnum):
        return _looks_like_a_scale(cells, key if name == "reported_status" else None)
    if holds is str and not name.endswith("_ref") and sum(map(names_a_day, cells)) * 2 >= len(cells):
        return False
    if name in ("action", "recommendation") and sum(map(is_code, (cell.words for cell in cells))) * 2 > len(cells):
        return False
    if name == "rag":
        return sum(is_colour(cell.words) for cell in cells) * 2 >= len(cells)
    return statistics.median(len(cell.words) for cell in cells) < SENTENCE if name.endswith("_ref") else None


def texts(grid: Grid, rows: list[int], column: int) -> list[str]:
    """The words of the filled cells of a column, including those that a merged cell lends."""
    return [words for row in rows if (words := grid.at(row, column).words)]


def typical_length(words: list[str]) -> float:
    """The median length of these texts in letters; 0 if there are none."""
    return statistics.median(map(len, words)) if words else 0


def _is_date(cell: Cell) -> bool:
    """Whether a cell is a date, or a word in place of one."""
    return is_serial(cell.value) or any(read.precision != Precision.UNREADABLE for read in date_reads(cell))


def names_a_day(cell: Cell) -> bool:
    """Whether a cell has a date, however vague, or a number as which a spreadsheet may store one."""
    return is_serial(cell.value) or any(read.on for read in date_reads(cell))


def is_no_time(cell: Cell) -> bool:
    """Whether a cell has words where a date should be, other than those that put off a date."""
    return bool(cell.words) and all(read.precision == Precision.UNREADABLE for read in date_reads(cell))


def date_reads(cell: Cell) -> list[ReadDate]:
    """The dates that a cell may mean: with the day first, and with the month first."""
    return [read_date(cell.value, cell.number_format, order, "calendar") for order in ("day first", "month first")]


def is_code(words: str) -> bool:
    """Whether words look like a row's number, such as 4, A-12, Term 3 or 25-001 (2); a year or a season does not."""
    parts = words.split()
    is_short = len(words) <= LONGEST_CODE and len(parts) <= 3 and all(len(part) <= LONGEST_REFERENCE for part in parts)
    return is_short and re.search(r"\d", words) is not None and not TIME.search(words)


def is_colour(words: str) -> bool:
    """Whether words are a colour, a letter for one, or a number."""
    return single_spaced(words).casefold() in other_words("colours")


def _are_explained_colours(cells: list[Cell], key: PlanKey) -> bool:
    """Whether empty cells have several colours, and the plan's key says what most of them mean."""
    fills = {cell.fill for cell in cells if cell.fill and not cell.words} - {WHITE}
    return len(fills) > 1 and sum(fill in key.colours for fill in fills) * 2 > len(fills)


def _looks_like_a_scale(cells: list[Cell], key: PlanKey | None) -> bool:
    """Whether short words recur, not all of them colours, numbers or dates, unless the plan's key explains them."""
    words = [single_spaced(cell.words).casefold() for cell in cells]
    if key and all(map(key.meant, words)):
        return True
    is_short = statistics.median(map(len, words)) <= 30
    comes_again = len(set(words)) <= max(6, len(words) // 2)
    is_text = any(isinstance(cell.value, str) and not re.fullmatch(r"[\d.,% ]+", cell.value) for cell in cells)
    has_dates = sum(map(names_a_day, cells)) * 2 >= len(cells)
    return is_short and comes_again and is_text and not has_dates and not all(map(is_colour, words))
