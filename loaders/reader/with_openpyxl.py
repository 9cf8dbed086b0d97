"""The values of a sheet whose cells are too far apart for the fast reader, from openpyxl's streaming parser."""

import io
from collections.abc import Iterator

from openpyxl import load_workbook
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import ROW_TAG, WorkSheetParser
from openpyxl.xml.functions import iterparse

from loaders.reader.differences import NO_SECOND_OPINION, NoSecondOpinion
from loaders.reader.limits import MOST_SPANNED
from loaders.reader.raw_sheet import Place, RawSheet, far_apart
from loaders.reader.refusal import FileRefused


def read(data: bytes, name: str, is_hidden: bool) -> RawSheet:
    """One sheet, read cell by cell, however far apart.

    Raises NoSecondOpinion; FileRefused if it is too wide.
    """
    sheet, room = RawSheet(name, is_hidden), 0
    try:
        for (row, column), value in cells_of(_sheets(data)[name]):
            if value not in (None, ""):
                room += max(0, column - len(sheet.rows.get(row, ())))
                if room > MOST_SPANNED:
                    raise FileRefused(far_apart(name))
                sheet.put((row, column), value)
    except (MemoryError, FileRefused):
        raise
    except Exception as error:
        raise NoSecondOpinion(NO_SECOND_OPINION) from error
    return sheet


def _sheets(data: bytes) -> dict[str, ReadOnlyWorksheet]:
    workbook = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    return {sheet.title: sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)}


def cells_of(sheet: ReadOnlyWorksheet) -> Iterator[tuple[Place, object]]:
    """Yields the cells straight from the parser of rows: the sheet's own loop drops rows that are out of order."""
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
