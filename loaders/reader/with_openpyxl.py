"""A second opinion on every filled cell, from openpyxl's streaming parser."""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from loaders.reader.cell_text import as_written
from loaders.reader.limits import MOST_SPANNED
from loaders.reader.raw_sheet import Place, RawSheet
from loaders.reader.refusal import Refused, shortened

MOST_DISAGREEMENTS = 1_000
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
STRICT = "It is saved as Strict Open XML, which the second reader does not know."


class NoSecondOpinion(Exception):
    """The second reader cannot read the workbook; the message says why, in one sentence."""


def disagreements(data: bytes, sheets: list[RawSheet]) -> list[dict[str, str]]:
    """Every cell that openpyxl reads as something else, as sheet, cell, ours and its. Raises NoSecondOpinion."""
    try:
        differences = list(_differences(data, sheets))
    except (MemoryError, NoSecondOpinion):
        raise
    except Exception as error:  # it fails in many ways on parts that hold no cells, such as styles and links
        raise NoSecondOpinion(f"The second reader stopped ({type(error).__name__}).") from error
    if len(differences) > MOST_DISAGREEMENTS:
        more = f"{len(differences) - MOST_DISAGREEMENTS:,} more cells differ"
        differences[MOST_DISAGREEMENTS:] = [{"sheet": "", "cell": "", "one": more, "other": ""}]
    return differences


def read(data: bytes, name: str, is_hidden: bool) -> RawSheet:
    """One sheet, cell by cell, however far apart they stand. Raises NoSecondOpinion; Refused when it is too wide."""
    sheet, room = RawSheet(name, is_hidden), 0
    try:
        for (row, column), value in _cells(_sheets(data)[name]):
            if value not in (None, ""):
                room += max(0, column - len(sheet.rows.get(row, ())))
                if room > MOST_SPANNED:
                    raise Refused(far_apart(name))
                sheet.put((row, column), value)
    except (MemoryError, Refused):
        raise
    except Exception as error:
        raise NoSecondOpinion(f"The second reader stopped ({type(error).__name__}).") from error
    return sheet


def far_apart(name: str) -> str:
    """The sentence for a sheet with more room between its cells than can be kept."""
    return f"Sheet '{shortened(name)}' has filled cells far apart. Delete the empty rows and columns between them."


def _sheets(data: bytes) -> dict[str, ReadOnlyWorksheet]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return {sheet.title: sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)}


def _differences(data: bytes, sheets: list[RawSheet]) -> Iterator[dict[str, str]]:
    others = _sheets(data)
    for sheet in sheets:
        if sheet.name in others:
            yield from _of_sheet(sheet, dict(_cells(others[sheet.name])))
        elif sheet.rows:
            yield {"sheet": sheet.name, "cell": "", "one": "a sheet", "other": "no such sheet"}


def _cells(sheet: ReadOnlyWorksheet) -> Iterator[tuple[Place, object]]:
    """Straight from the parser of rows: the sheet's own loop drops rows that are out of order."""
    workbook = sheet.parent
    with sheet._get_source() as source:
        parser = WorkSheetParser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=workbook.epoch,
            date_formats=workbook._date_formats,
            timedelta_formats=workbook._timedelta_formats,
        )
        for _, element in iterparse(source):
            if element.tag == ROW_TAG:
                for cell in parser.parse_row(element)[1]:
                    yield (cell["row"], cell["column"]), cell["value"]
                element.clear()


def _of_sheet(sheet: RawSheet, others: dict[Place, object]) -> Iterator[dict[str, str]]:
    ours = {(row, n): value for row, values in sheet.rows.items() for n, value in enumerate(values, 1) if value != ""}
    unknown = set(sheet.unknown)
    for place in sorted(ours.keys() | others.keys()):
        one, other = None if place in unknown else ours.get(place), others.get(place)
        # To Python 1 is TRUE.
        is_other = one != other or isinstance(one, bool) is not isinstance(other, bool)
        if is_other and not _same(_normal(one), _normal(other)):
            cell = f"{get_column_letter(place[1])}{place[0]}"
            yield {"sheet": sheet.name, "cell": cell, "one": _in_words(one), "other": _in_words(other)}


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
