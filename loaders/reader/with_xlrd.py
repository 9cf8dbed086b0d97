"""A second opinion from xlrd on every filled cell of an .xls file; the first reader sees no errors there."""

from collections.abc import Iterator
from datetime import timedelta

import xlrd
from xlrd.xldate import xldate_as_datetime

from loaders.reader.differences import (
    NO_SECOND_OPINION,
    Difference,
    Disagreements,
    NoSecondOpinion,
    no_such_sheet,
    of_sheet,
)
from loaders.reader.raw_sheet import Place, RawSheet

EMPTY = (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK)
UNKNOWN_ERROR = "#ERROR"


def open_workbook(data: bytes) -> xlrd.book.Book:
    """The workbook with all its cells. Raises NoSecondOpinion if xlrd cannot read it."""
    try:
        return xlrd.open_workbook(file_contents=data, ragged_rows=True)
    except MemoryError:
        raise
    except Exception as error:  # a damaged record fails wherever it is used
        raise NoSecondOpinion(NO_SECOND_OPINION) from error


def add_errors(workbook: xlrd.book.Book, sheets: list[RawSheet]) -> None:
    """Puts each error, such as #REF!, into the cell that the first reader found empty."""
    others = _by_name(workbook)
    for sheet in (sheet for sheet in sheets if sheet.name in others):
        for place, code in _errors(others[sheet.name]):
            if sheet.value(place) == "":
                sheet.put(place, _error(code))
                sheet.errors.append(place)


def disagreements(workbook: xlrd.book.Book, sheets: list[RawSheet]) -> list[dict[str, str]]:
    """Every cell that xlrd reads as something else: its sheet and address, our value and xlrd's."""
    found = Disagreements()
    found.add(_differences(workbook, sheets))
    return found.as_records()


def _differences(workbook: xlrd.book.Book, sheets: list[RawSheet]) -> Iterator[Difference]:
    others = _by_name(workbook)
    for sheet in sheets:
        if sheet.name in others:
            other = RawSheet(sheet.name)
            for place, kind, value in _filled(others[sheet.name]):
                other.put(place, _value(kind, value, workbook.datemode, sheet.value(place)))
            yield from of_sheet(sheet, other.rows)
        elif sheet.rows:
            yield no_such_sheet(sheet.name)


def _by_name(workbook: xlrd.book.Book) -> dict[str, xlrd.sheet.Sheet]:
    return {sheet.name: sheet for sheet in workbook.sheets()}


def _filled(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[Place, int, object]]:
    """Yields the place, the kind and the value of each filled cell."""
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column in [column for column, kind in enumerate(kinds) if kind not in EMPTY]:
            yield (row + 1, column + 1), kinds[column], values[column]


def _errors(sheet: xlrd.sheet.Sheet) -> Iterator[tuple[Place, object]]:
    for row in range(sheet.nrows):
        if xlrd.XL_CELL_ERROR in (kinds := sheet.row_types(row)):
            cells = zip(kinds, sheet.row_values(row), strict=True)
            yield from (((row + 1, n), code) for n, (kind, code) in enumerate(cells, 1) if kind == xlrd.XL_CELL_ERROR)


def _value(kind: int, value: object, datemode: int, ours: object) -> object:
    if kind == xlrd.XL_CELL_ERROR:
        return _error(value)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    return _date(value, datemode, ours) if kind == xlrd.XL_CELL_DATE and isinstance(value, float) else value


def _date(serial: float, datemode: int, ours: object) -> object:
    """A moment, a time of day or a duration; xlrd does not say which of the last two a cell shows, so ours decides."""
    try:
        if isinstance(ours, timedelta):
            return timedelta(days=serial)
        moment = xldate_as_datetime(serial, datemode)
        return moment.time() if 0 <= serial < 1 else moment
    except (OverflowError, ValueError):  # not a day of the calendar, so it stays a number
        return serial


def _error(code: object) -> str:
    return xlrd.error_text_from_code.get(code, UNKNOWN_ERROR)
