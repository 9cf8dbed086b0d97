"""The letters of a column. openpyxl has the same, but loading it costs more than many a proposal."""

from functools import lru_cache


def letter(column: int) -> str:
    """The letters of a column by its number, counted from 1: 28 is AB."""
    letters = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


@lru_cache  # a sheet names a few columns thousands of times, in its merged areas
def column_number(letters: str) -> int:
    """The number of a column by its letters: AB is 28."""
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - ord("A") + 1
    return number
