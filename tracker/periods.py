"""Spans of days as addresses write them: 2027-01, up to 2026-10-31, from 2027-11-01."""

import re
from calendar import monthrange
from datetime import date

from tracker.words import day

UP_TO, FROM = "up to ", "from "
MONTH = re.compile(r"(\d{4})-(\d{2})")


def month(on: date) -> str:
    """The month of a day: 2027-01."""
    return f"{on:%Y-%m}"


def span(words: str) -> tuple[date, date]:
    """The first and the last day of the span that the words name. Raises ValueError for other words."""
    if words.startswith(UP_TO):
        return date.min, date.fromisoformat(words.removeprefix(UP_TO))
    if words.startswith(FROM):
        return date.fromisoformat(words.removeprefix(FROM)), date.max
    if not (match := MONTH.fullmatch(words)):
        raise ValueError(words)
    year, number = int(match[1]), int(match[2])
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def name(words: str) -> str:
    """The name of the span: “January 2027”, “By 31 October 2026”, “From 1 November 2027”."""
    first, last = span(words)
    if words.startswith(UP_TO):
        return f"By {day(last)}"
    return f"From {day(first)}" if words.startswith(FROM) else f"{first:%B %Y}"


def when(words: str) -> str:
    """The span as part of a sentence: “in January 2027”, “by 31 October 2026”."""
    alone = name(words)
    return alone[:1].lower() + alone[1:] if words.startswith((UP_TO, FROM)) else f"in {alone}"
