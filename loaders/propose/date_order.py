"""The order of day and month in the dates of an unknown sheet, as far as its cells prove one."""

import re
from dataclasses import dataclass
from datetime import datetime

from loaders.mapping.dates import DAY_AND_MONTH, NO_DATE_WORDS
from loaders.reader.grid import Cell, Grid
from tracker.column_letters import letter

YEAR_FIRST = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")


@dataclass(frozen=True)
class DateOrder:
    """The order of day and month, whether the dates prove it, what was found, and whether any date is read by it."""

    order: str
    is_proved: bool
    evidence: str
    is_needed: bool = True


def date_order(grid: Grid, rows: list[int], columns: list[int]) -> DateOrder:
    """The order that the dates typed as text prove, or the reason why a person must choose."""
    cells = {f"{letter(column)}{row}": grid.at(row, column) for column in columns for row in rows}
    typed = {
        place: match
        for place, cell in cells.items()
        if isinstance(cell.value, str) and (match := DAY_AND_MONTH.fullmatch(cell.words))
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
            return DateOrder("year first", True, f"{words} in {place}", False)
    if any(isinstance(cell.value, datetime) for cell in cells.values()):
        dated = [words for words in texts.values() if words.casefold() not in NO_DATE_WORDS]
        reason = "no date is typed in numbers alone" if dated else "all dates are real dates"
        return DateOrder("day first", False, f"{reason}: choose for those that may be typed later", False)
    return DateOrder(
        "day first", False, "no date was found that shows the order: choose for those that may be typed later", False
    )


def _swapped(cells: dict[str, Cell]) -> str:
    """A warning if no real date has a day over 12 though a text has: a spreadsheet set to another country does that."""
    real = [cell.value.day for cell in cells.values() if isinstance(cell.value, datetime)]
    warning = ". No real date has a day over 12: day and month may be swapped in them"
    return warning if len(real) > 2 and max(real) <= 12 else ""
