"""Looks for dates and references that a spreadsheet program may have changed, and rows that may not be records."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise
from math import isfinite

from loaders.mapping.dates import DAY_AND_MONTH, day_of_serial, is_serial, read_date_text
from loaders.mapping.known_words import is_guidance
from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from loaders.reader.cell_text import shown_precision
from loaders.reader.column import ColumnCells
from tracker.columns.entries import COLUMNS
from tracker.findings import Problem
from tracker.terms import Precision, Severity, WhoActs
from tracker.words import day, plural

ITEM = re.compile(r"(.*\d)\.(\d+)")
LOOKED_AT = 3  # rows below the headings in which guidance or an example may stand


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields a warning for each suspicious cell, for a person to look at; the values stay as they were read."""
    for name in table.columns.places:
        if COLUMNS[table.layout.fills][name].holds is date:
            days = _real_days(table.cells[name])
            yield from _swapped(table, name, days)
            yield from _dragged(table, name, days)
            yield from _serials(table, name)
        elif name.endswith("_ref"):
            yield from _lost_zeros(table, name)
    yield from _examples(table)


def _serials(table: MappedTable, name: str) -> Iterator[Problem]:
    """Yields a warning of numbers that may be how a spreadsheet stores days; only serial_dates makes them days."""
    column = table.cells[name]
    others = ((n, value) for n, value in enumerate(column.values) if value.__class__ is not datetime and value != "")
    numbers = [n for n, value in others if is_serial(value)]
    if numbers and name not in table.layout.serial_dates:
        first = numbers[0]
        count = f" and {plural(len(numbers) - 1, 'more cell')}" if len(numbers) > 1 else ""
        sentence = (
            "A date is written as a day. This number may be how a spreadsheet keeps "
            f"{day(day_of_serial(column.values[first]))}. It is read as one only where serial_dates in the layout "
            f"names {name}."
        )
        to_do = (
            "Check {refs} against the plan. If the numbers are dates, name the column in serial_dates of the layout."
        )
        place = (table.rows.records[first], table.columns.places[name])
        found = f"{column.words[first]}{count}"
        yield problem(table, place, found, sentence, to_do, "dates_are_no_numbers", Severity.WARNING)


def _swapped(table: MappedTable, name: str, days: list[date | None]) -> Iterator[Problem]:
    """Yields warnings of dates swapped by a spreadsheet set to another country: 4/3 is 3 April, 25/3 stays text."""
    column = table.cells[name]
    real = {n: on for n, on in enumerate(days) if on}
    if not real or any(on.day > 12 for on in real.values()):
        return
    cells = zip(column.values, column.words, strict=True)
    texts = [DAY_AND_MONTH.fullmatch(words) for value, words in cells if isinstance(value, str)]
    place = {"day first": 1, "month first": 2}.get(table.layout.dates)
    if not place or not any(match and int(match[place]) > 12 for match in texts):
        return
    sentence = (
        "Day and month of this date may be swapped: in this column every date with a day over 12 is text, "
        "and every real date has a day up to 12. It is read as it stands."
    )
    to_do = "Check whether day and month are swapped for {refs}, and type the date again if they are."
    for n, on in real.items():
        if on.day != on.month and not column.is_lent(n):
            yield _warning(table, name, n, sentence, to_do, "day_and_month_stand_right")


def _real_days(column: ColumnCells) -> list[date | None]:
    """The date in each cell that shows its day; None for other cells."""
    return [
        value.date() if value.__class__ is datetime and shown_precision(number_format) == Precision.DAY else None
        for value, number_format in zip(column.values, column.formats, strict=True)
    ]


def _dragged(table: MappedTable, name: str, real_days: list[date | None]) -> Iterator[Problem]:
    """Yields warnings of dates dragged down, which count up the year; two ends of months may do so on their own."""
    column = table.cells[name]
    days = _days(table, column, real_days)
    if not any(one and other and _is_a_year_on(one, other) for one, other in pairwise(days)):
        return
    run: list[tuple[int, date]] = []
    for n, on in [*enumerate(days), (0, None)]:
        if run and on and not column.is_lent(n) and _is_a_year_on(run[-1][1], on):
            run.append((n, on))
            continue
        if len(run) > 2 or (len(run) == 2 and not _ends_month(run[0][1])):
            sentence = "The same day and month as in the row above, a year on. A date that is dragged down does this."
            to_do = "Check the date of {refs}, which may have been dragged down from the row above."
            for dragged, _ in run[1:]:
                yield _warning(table, name, dragged, sentence, to_do, "date_is_not_dragged")
        run = [(n, on)] if on else []


def _days(table: MappedTable, column: ColumnCells, real_days: list[date | None]) -> list[date | None]:
    """The day of each cell, whether it is a date or a text that the layout reads as one; None for other cells."""
    return [
        real or (_day_of_text(value, table.layout.dates) if value and isinstance(value, str) else None)
        for real, value in zip(real_days, column.values, strict=True)
    ]


def _day_of_text(text: str, order: str) -> date | None:
    read = read_date_text(text, order, "")
    return read.on if read.precision == Precision.DAY else None


def _is_a_year_on(was: date, is_now: date) -> bool:
    return (is_now.day, is_now.month, is_now.year) == (was.day, was.month, was.year + 1)


def _ends_month(on: date) -> bool:
    return (on + timedelta(days=1)).day == 1


def _lost_zeros(table: MappedTable, name: str) -> Iterator[Problem]:
    """Yields warnings of references stored as numbers: 60.10 becomes 60.1, which only its neighbours can tell."""
    column = table.cells[name]
    cells = enumerate(zip(column.values, column.words, strict=True))
    numbers = {n: words for n, (value, words) in cells if _is_bare_fraction(value, words)}
    if not numbers:
        return
    first = next(iter(numbers))
    found = f"{numbers[first]} and {len(numbers) - 1:,} more" if len(numbers) > 1 else numbers[first]
    sentence = "References are text. As numbers they lose a zero at the end: 1.10 becomes 1.1."
    to_do = "Format the column of references as text, and type them again."
    place = (table.rows.records[first], table.columns.places[name])
    yield problem(table, place, found, sentence, to_do, "references_are_text", Severity.NOTICE, WhoActs.SENDER)
    items = [(match[1], int(match[2])) for words in column.words if (match := ITEM.fullmatch(words))]
    for n, words in numbers.items():
        above, item = words.split(".")
        others = {number for ref, number in items if ref == above}
        if len(item) == 1 and max(others) >= 10 * int(item) - 1 and 10 * int(item) not in others:
            sentence = f"This reference may have lost a zero: those beside it go up to {above}.{max(others)}."
            to_do = "Check whether {refs} lost a zero at its end, and type it as text if it did."
            yield _warning(table, name, n, sentence, to_do, "reference_kept_its_zero")


def _is_bare_fraction(value: object, words: str) -> bool:
    """Whether it is a number with a fraction that no number format shows with a fixed count of digits."""
    if not isinstance(value, float) or not isfinite(value):  # a file may contain 1e999, which is not finite
        return False
    return not value.is_integer() and words == repr(value) and "e" not in words


def _examples(table: MappedTable) -> Iterator[Problem]:
    """Yields warnings of rows right below the headings that look like guidance, which the layout does not leave out."""
    first = table.columns.header_rows[-1] + 1
    for row in (row for row in table.rows.records[:LOOKED_AT] if row < first + LOOKED_AT):
        words = {column: table.grid.at(row, column).words for column in sorted(table.columns.read)}
        filled = {column: text for column, text in words.items() if text}
        if filled and is_guidance(list(filled.values())):
            column = min(filled)
            sentence = "This row may be guidance or an example. It was read: if it is, leave it out."
            to_do = "Check whether the row is an example, and if it is, leave it out in the layout."
            yield problem(table, (row, column), filled[column], sentence, to_do, "row_is_a_record", Severity.WARNING)


def _warning(table: MappedTable, name: str, n: int, sentence: str, to_do: str, rule: str) -> Problem:
    """A warning of one cell in a column; `n` is its place among the records."""
    place, words = (table.rows.records[n], table.columns.places[name]), table.cells[name].words[n]
    return problem(table, place, words, sentence, to_do, rule, Severity.WARNING, WhoActs.SENDER)
