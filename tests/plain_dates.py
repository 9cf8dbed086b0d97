"""The slow, obvious version of promised dates: a date is a set of days, and moves where two sets share none."""

from collections.abc import Iterable
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "season": 3, "half year": 6, "year": 12}
Days = frozenset[date]


def days(on: date | None, precision: str = "day") -> Days:
    """Every day that a date may mean; a vague date is the last day of its period, and means all of it."""
    if on is None:
        return frozenset()
    found, months = {on}, {(on.year, on.month)}
    while precision in MONTHS:
        on -= timedelta(days=1)
        months.add((on.year, on.month))
        if len(months) > MONTHS[precision]:
            break
        found.add(on)
    return frozenset(found)


def moved(promises: Iterable[Days]) -> tuple[list[int], int]:
    """The days by which each move changed what was agreed before, and those between the first promise and the last."""
    moves: list[int] = []
    first = agreed = None
    for promised in promises:
        if agreed is None:
            first = agreed = promised
        elif agreed & promised:
            agreed &= promised  # both wordings still hold
        else:
            moves.append((max(promised) - max(agreed)).days)
            agreed = promised
    return moves, 0 if not agreed or first & agreed else (max(agreed) - max(first)).days
