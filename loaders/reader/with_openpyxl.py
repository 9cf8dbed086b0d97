"""A second opinion on every filled cell, from openpyxl's streaming parser."""

import io
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from loaders.reader.differences import NO_SECOND_OPINION, NoSecondOpinion, at_most_a_thousand, no_such_sheet, of_sheet
from loaders.reader.limits import MOST_SPANNED
from loaders.reader.raw_sheet import Place, RawSheet
from loaders.reader.refusal import Refused, shortened

STRICT = "It is saved as Strict Open XML, which the second reader does not know."


def disagreements(data: bytes, sheets: list[RawSheet]) -> list[dict[str, str]]:
    """Every cell that openpyxl reads as something else, as sheet, cell, ours and its. Raises NoSecondOpinion."""
    try:
        differences = list(_differences(data, sheets))
    except (MemoryError, NoSecondOpinion):
        raise
    except Exception as error:  # it fails in many ways on parts that hold no cells, such as styles and links
        raise NoSecondOpinion(NO_SECOND_OPINION) from error
    return at_most_a_thousand(differences)


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
        raise NoSecondOpinion(NO_SECOND_OPINION) from error
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
            yield from of_sheet(sheet, dict(_cells(others[sheet.name])))
        elif sheet.rows:
            yield no_such_sheet(sheet.name)


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
