"""How much of a long list stands beside other parts of a page: 20 rows whole, of more the first ten."""

from collections.abc import Sequence
from typing import TypeVar

Row = TypeVar("Row")
WHOLE, FIRST = 20, 10  # rows


def first_ten(rows: Sequence[Row]) -> Sequence[Row]:
    """All the rows where they are up to 20, else the first ten of them."""
    return rows if len(rows) <= WHOLE else rows[:FIRST]
