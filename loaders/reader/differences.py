"""Compares what two readers see in the cells of one sheet, and lists the cells in which they differ."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl.utils import get_column_letter

from loaders.reader.cell_text import as_written
from loaders.reader.raw_sheet import Place, RawSheet
from loaders.reader.refusal import shortened

MOST_DISAGREEMENTS = 1_000
NO_SECOND_OPINION = "The second reader cannot read it."
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class NoSecondOpinion(Exception):
    """The second reader cannot read the workbook; the message says why, in one sentence."""


def at_most_a_thousand(differences: list[dict[str, str]]) -> list[dict[str, str]]:
    """The first differences, and how many more there are."""
    if len(differences) > MOST_DISAGREEMENTS:
        more = f"{len(differences) - MOST_DISAGREEMENTS:,} more cells differ"
        differences[MOST_DISAGREEMENTS:] = [{"sheet": "", "cell": "", "one": more, "other": ""}]
    return differences


def of_sheet(sheet: RawSheet, others: dict[Place, object]) -> Iterator[dict[str, str]]:
    """Each cell of a sheet that another reader reads as something else: sheet, cell, ours and its."""
    ours = {(row, n): value for row, values in sheet.rows.items() for n, value in enumerate(values, 1) if value != ""}
    unknown = set(sheet.unknown)
    for place in sorted(ours.keys() | others.keys()):
        one, other = None if place in unknown else ours.get(place), others.get(place)
        # To Python 1 is TRUE.
        is_other = one != other or isinstance(one, bool) is not isinstance(other, bool)
        if is_other and not _same(_normal(one), _normal(other)):
            cell = f"{get_column_letter(place[1])}{place[0]}"
            yield {"sheet": sheet.name, "cell": cell, "one": _in_words(one), "other": _in_words(other)}


def no_such_sheet(name: str) -> dict[str, str]:
    """The difference that a sheet as a whole is, where the other reader does not find it."""
    return {"sheet": name, "cell": "", "one": "a sheet", "other": "no such sheet"}


def _normal(value: object) -> object:
    """What counts when two readers are compared: not the blanks around a text, nor how a line break is written."""
    if isinstance(value, str):
        plain = ESCAPED.sub(lambda match: chr(int(match[1], 16)), value).replace("\r\n", "\n").replace("\r", "")
        return as_written(plain)
    if value is None:
        return ""
    if isinstance(value, datetime | time):
        return value
    return datetime(value.year, value.month, value.day) if isinstance(value, date) else value


def _same(one: object, other: object) -> bool:
    """Equal, and of one kind: 1 is 1.0, but neither TRUE nor a date. Readers round the second differently."""
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
