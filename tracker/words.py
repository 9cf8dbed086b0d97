"""Dates and counts in words, the same on pages, charts, reports and exports."""

import re
from collections.abc import Iterable
from datetime import date

from tracker.terms import Precision


def day(on: date) -> str:
    """A date in full: 31 October 2026."""
    return f"{on.day} {on:%B %Y}"


def counted(on: date | None, precision: Precision, words: str | None = None) -> str:
    """A date as the sender gave it: March 2026 (counted as 31 March 2026)."""
    given = (words or "").strip()
    if precision == Precision.UNREADABLE:
        return f"“{given}” (could not be read as a date)"
    if on is None:
        return f"No date (“{given}”)" if given else "No date"
    if precision == Precision.DAY or not given:
        return day(on)
    return f"{given} (counted as {day(on)})"


def plural(n: int, one: str, many: str = "") -> str:
    """A count and its noun: 1 action, 1,204 actions; `many` only where adding an s is wrong."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def in_order(ref: str) -> list[str | int]:
    """A key that sorts references as people count: NBC-2 before NBC-10."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", str(ref))]


def runs(numbers: Iterable[int], most: int = 8) -> str:
    """Numbers in rising order as runs: 1 to 3, 7; what goes beyond the first few runs is counted."""
    found: list[list[int]] = []
    for number in numbers:
        if found and found[-1][1] == number - 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    said = [str(first) if first == last else f"{first} to {last}" for first, last in found]
    return ", ".join(said[:most]) + (f" and {len(said) - most} more places" if len(said) > most else "")
