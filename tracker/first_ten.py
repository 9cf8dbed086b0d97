"""How much of a long list stands beside other parts of a page: 20 rows whole, else ten; on the overview five."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")
WHOLE, FIRST, ON_OVERVIEW = 20, 10, 5  # rows


def first_ten(rows: Sequence[Row]) -> Sequence[Row]:
    """All the rows where they are up to 20, else the first ten of them."""
    return rows if len(rows) <= WHOLE else rows[:FIRST]


def first_five(rows: Sequence[Row]) -> Sequence[Row]:
    """All the rows where they are up to 20, else the first five of them: the overview is one look."""
    return rows if len(rows) <= WHOLE else rows[:ON_OVERVIEW]
