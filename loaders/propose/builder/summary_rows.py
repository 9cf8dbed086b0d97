"""Finds rows that only sum up the rows below: by their number in an outline, or by the indent of their words."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from loaders.reader.grid import Grid

NUMBER = re.compile(r"(?:[A-Za-z]{0,4}[ -]?)?\d+(?:\.\d+)*\.?")
MAIN = ("action", "recommendation")


def summary_rows(grid: Grid, places: Mapping[str, int], rows: Sequence[int]) -> list[int]:
    """The records that sum up others below, such as 2 above 2.1 and 2.2, or "Design" above "   Draft"."""
    found = {*_by_number(grid, places, rows), *_by_indent(grid, places, rows)}
    return [row for row in rows if row in found]


def _by_number(grid: Grid, places: Mapping[str, int], rows: Sequence[int]) -> set[int]:
    numbers = _numbers(grid, places, rows)
    parents = {number.rpartition(".")[0] for number in numbers.values()} - {""}
    return {row for row, number in numbers.items() if number in parents}


def _numbers(grid: Grid, places: Mapping[str, int], rows: Sequence[int]) -> dict[int, str]:
    """The number of each row as an outline has it; none where no column holds the references."""
    column = places.get("action_ref")
    return {row: _outline(grid.at(row, column).words) for row in rows} if column else {}


def _outline(words: str) -> str:
    """A number as an outline has it ("1.0" and "1." are 1), "" for words that are no number."""
    number = words.strip()
    return re.sub(r"(?:\.0)?\.?$", "", number) if NUMBER.fullmatch(number) else ""


def _by_indent(grid: Grid, places: Mapping[str, int], rows: Sequence[int]) -> set[int]:
    """The rows whose text begins further left than the text of the next row, where spaces indent the texts.

    Where an outline numbers both rows as steps of one part, such as 3.5 and 3.6, neither sums up the other.
    """
    column = next((places[name] for name in MAIN if name in places), 0)
    texts = {row: str(grid.at(row, column).value) for row in rows} if column else {}
    depths = {row: len(text) - len(text.lstrip(" \u00a0\t")) for row, text in texts.items()}
    parts = {row: number.rpartition(".")[0] for row, number in _numbers(grid, places, rows).items()}
    further = {row: following for row, following in pairwise(rows) if column and depths[row] < depths[following]}
    return {row for row, following in further.items() if not parts.get(row) or parts[row] != parts[following]}
