"""Converts between a column's number and its letters; openpyxl can, but importing it costs more than most proposals."""

from functools import lru_cache


def letter(column: int) -> str:
    """The letters of a column from its number, counted from 1: 28 is AB."""
    letters = ""
    while column > 0:
        column, left = divmod(column - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


@lru_cache  # a sheet's merged areas name the same few columns thousands of times
def column_number(letters: str) -> int:
    """The number of a column from its letters: AB is 28."""
    number = 0
    for one in letters.upper():
        number = number * 26 + ord(one) - ord("A") + 1
    return number
