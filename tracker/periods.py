"""Spans of days as addresses write them: 2027-01, 2027-Q1, 2027, or all days up to one."""

import re
from calendar import monthrange
from datetime import date

from tracker.words import day

UP_TO = "up to "
FORMS = re.compile(r"(\d{4})(?:-(?:(\d{2})|Q([1-4])))?")


def month(on: date) -> str:
    """The month of a day: 2027-01."""
    return f"{on:%Y-%m}"


def quarter(on: date) -> str:
    """The quarter of the calendar year of a day: 2027-Q1."""
    return f"{on.year}-Q{(on.month + 2) // 3}"


def span(words: str) -> tuple[date, date]:
    """The first and the last day of what the words say. Raises ValueError for other words."""
    if words.startswith(UP_TO):
        return date.min, date.fromisoformat(words.removeprefix(UP_TO))
    if not (found := FORMS.fullmatch(words)):
        raise ValueError(words)
    year, first, last = int(found[1]), 1, 12
    if found[2]:
        first = last = int(found[2])
    elif found[3]:
        first, last = int(found[3]) * 3 - 2, int(found[3]) * 3
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def name(words: str) -> str:
    """The span as it is called: “January 2027”, “January to March 2027”, “2027”."""
    first, last = span(words)
    if first.year != last.year or "-" not in words:
        return words
    return f"{first:%B %Y}" if first.month == last.month else f"{first:%B} to {last:%B %Y}"


def when(words: str) -> str:
    """The same for a sentence: “in January 2027”, “by 31 October 2026”."""
    return f"by {day(span(words)[1])}" if words.startswith(UP_TO) else f"in {name(words)}"
