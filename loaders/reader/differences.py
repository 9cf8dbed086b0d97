"""Compares what two readers see in the cells of one sheet, and lists the cells where they differ."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

from loaders.reader.cell_text import as_written
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import shortened
from tracker.column_letters import letter

MOST_DISAGREEMENTS = 1_000
NO_SECOND_OPINION = "The second reader cannot read it."
Difference = tuple[str, str, object, object]  # sheet, cell, our value and the other reader's


class NoSecondOpinion(Exception):
    """The second reader cannot read the workbook; the message says why, in one sentence."""


class Disagreements:
    """The first differences found in a workbook, and how many more there are."""

    def __init__(self) -> None:
        self._first: list[dict[str, str]] = []
        self._more = 0

    def add(self, differences: Iterable[Difference]) -> None:
        """Adds the differences of one sheet."""
        for sheet, cell, one, other in differences:
            if len(self._first) < MOST_DISAGREEMENTS:
                words = {"one": _in_words(one), "other": _in_words(other)}
                self._first.append({"sheet": sheet, "cell": cell, **words})
            else:
                self._more += 1

    def as_records(self) -> list[dict[str, str]]:
        """The differences with sheet, cell, our value and the other reader's; a last entry counts those left out."""
        more = {"sheet": "", "cell": "", "one": f"{self._more:,} more cells differ", "other": ""}
        return [*self._first, *([more] if self._more else [])]


def of_sheet(sheet: RawSheet, others: dict[int, list[Any]]) -> Iterator[Difference]:
    """Yields each cell that another reader reads as something else; `others` are that reader's rows, as in RawSheet."""
    unknown = set(sheet.unknown)
    for number in sorted(sheet.rows.keys() | others.keys()):
        ours, theirs = sheet.rows.get(number, []), others.get(number, [])
        if _are_alike(ours, theirs):
            continue
        for column, (one, other) in enumerate(zip_longest(ours, theirs, fillvalue=""), 1):
            if one == other and one.__class__ is other.__class__:  # nearly all are equal, even beside one that is not
                continue
            if (number, column) in unknown:  # our value is the formula, which the other reader does not return
                one = ""
            if not is_same(one, other):
                yield sheet.name, f"{letter(column)}{number}", one, other


def no_such_sheet(name: str) -> Difference:
    """The difference for a whole sheet that the other reader does not find."""
    return name, "", "a sheet", "no such sheet"


def is_same(one: object, other: object) -> bool:
    """Whether two values are the same to a person: blanks around a text and the form of a line break do not count."""
    if one == other and one.__class__ is other.__class__:
        return True
    return _same(_normal(one), _normal(other))


def _are_alike(ours: list[Any], theirs: list[Any]) -> bool:
    """Whether two rows are equal, types included (to Python, 1 is TRUE): two steps in C for nearly every row."""
    return ours == theirs and list(map(type, ours)) == list(map(type, theirs))


def _normal(value: object) -> object:
    """The value as compared: a text without blanks around it and with one form of line break, a date as datetime."""
    if isinstance(value, str):
        return as_written(value.replace("\r\n", "\n").replace("\r", ""))
    if value is None:
        return ""
    if isinstance(value, datetime | time):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def _same(one: object, other: object) -> bool:
    """Whether values are equal and of one kind: 1 is 1.0, but not TRUE or a date. Readers round seconds differently."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, datetime) and isinstance(other, datetime):
        return abs(one - other) <= timedelta(seconds=1)
    if isinstance(one, time) and isinstance(other, time):
        return abs(_seconds(one) - _seconds(other)) <= 1
    if isinstance(one, timedelta) and isinstance(other, timedelta):
        return abs(one - other) <= timedelta(seconds=1)
    return one == other


def _seconds(of_day: time) -> int:
    return of_day.hour * 3600 + of_day.minute * 60 + of_day.second


def _in_words(value: object) -> str:
    words = shortened(as_written(value), 200).encode("utf-8", "replace").decode()
    return words or "empty"
