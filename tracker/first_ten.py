"""How much of a long list is shown beside other parts of a page: 20 rows whole, else ten, or five on the overview."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")
WHOLE, FIRST, ON_OVERVIEW = 20, 10, 5  # rows


def first_ten(rows: Sequence[Row]) -> Sequence[Row]:
    """All the rows if there are at most 20, else the first ten."""
    return rows if len(rows) <= WHOLE else rows[:FIRST]


def first_five(rows: Sequence[Row]) -> Sequence[Row]:
    """All the rows if there are at most 20, else the first five: the overview fits one look."""
    return rows if len(rows) <= WHOLE else rows[:ON_OVERVIEW]
