"""The slow, obvious version of dates promised: a date is the set of its days, and moves where two sets share none."""

from collections.abc import Iterable
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "season": 3, "half year": 6, "year": 12}
Days = frozenset[date]


def days(on: date | None, precision: str = "day") -> Days:
    """Every day that a date may mean; a vague one means its period, of which it is the last day."""
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
    """By how many days each move went from what was agreed before; and how far the last promise is from the first."""
    moves: list[int] = []
    first = agreed = None
    for promised in promises:
        if agreed is None:
            first = agreed = promised
        elif agreed & promised:
            agreed &= promised  # both wordings hold
        else:
            moves.append((max(promised) - max(agreed)).days)
            agreed = promised
    return moves, 0 if not agreed or first & agreed else (max(agreed) - max(first)).days
