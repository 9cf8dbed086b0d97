"""Values as calamine reads them: the fast reader, for every kind of workbook."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from loaders.reader.raw_sheet import RawSheet
from loaders.reader.refusal import DAMAGED, PASSWORD, FileRefused


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as the workbook lists it, read on demand."""

    name: str
    is_hidden: bool
    read: Callable[[], RawSheet]


def sheets(data: bytes) -> list[SheetEntry]:
    """The sheets that have cells. Raises FileRefused."""
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except PasswordError as error:
        raise FileRefused(PASSWORD) from error
    except (CalamineError, ValueError, OSError) as error:
        raise FileRefused(DAMAGED) from error
    return [
        SheetEntry(sheet.name, sheet.visible != SheetVisibleEnum.Visible, _reader(workbook, n))
        for n, sheet in enumerate(workbook.sheets_metadata)
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]


def _reader(workbook: CalamineWorkbook, n: int) -> Callable[[], RawSheet]:
    def read() -> RawSheet:
        entry = workbook.sheets_metadata[n]
        try:
            sheet = workbook.get_sheet_by_index(n)
        except (CalamineError, ValueError, OSError) as error:
            raise FileRefused(DAMAGED) from error
        is_hidden = entry.visible != SheetVisibleEnum.Visible
        return RawSheet(entry.name, is_hidden, _rows(sheet), _merges(sheet))

    return read


def _rows(sheet: CalamineSheet) -> dict[int, list[Any]]:
    """The rows with a filled cell, each cut after its last filled cell."""
    if sheet.start is None:
        return {}
    before = [""] * sheet.start[1]  # the reader begins at the first filled column, but always at row 1
    rows = {}
    for number, row in enumerate(sheet.iter_rows(), 1):
        while row and row[-1] == "":
            row.pop()
        if row:
            rows[number] = before + row if before else row
    return rows


def _merges(sheet: CalamineSheet) -> list[tuple[int, int, int, int]]:
    ranges = sheet.merged_cell_ranges or []
    return [(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in ranges]
