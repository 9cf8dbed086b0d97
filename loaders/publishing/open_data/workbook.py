"""All tables of the open data as one workbook, in which no text becomes a formula and no change is silent."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from loaders.publishing.open_data.tables import DATE, WHOLE_NUMBER, YES_OR_NO, OpenTable
from tracker.excel import FIRST_DAY, LONGEST, NOT_IN_XML

MOST_ROWS = 1_048_576 - 2  # below the note and the headings
WIDTHS = {DATE: 12, WHOLE_NUMBER: 12, YES_OR_NO: 12}
WIDE = 36
NEEDS_ESCAPE = re.compile(r"\r|_(?=x[0-9A-Fa-f]{4}_)")
HEAD = {"font": Font(bold=True, color="FFFFFF"), "fill": PatternFill("solid", fgColor="12436D")}
CHANGED = "Not exact"
TIME_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")
Change = tuple[str, str, str, str]  # table, key of the row, column, what was changed


def workbook_bytes(tables: Iterable[OpenTable], about: Mapping[str, str], note: str) -> bytes:
    """The workbook: About, a sheet for each table below a line with `note`, and what Excel cannot hold exactly.

    The same tables always give the same bytes.
    """
    book = Workbook(write_only=True)
    first = book.create_sheet("About")
    changes = [change for table in tables for change in _write(book, table, note)]
    _write_changes(book, changes)
    inexact = f"{len(changes)}: see the sheet “{CHANGED}”" if changes else "none"
    for line in ([note], [], *about.items(), ("Values that a workbook cannot hold exactly", inexact)):
        first.append([_cell(first, fit(text)[0]) for text in line])
    first.column_dimensions["A"].width, first.column_dimensions["B"].width = WIDE, 3 * WIDE
    into = io.BytesIO()
    book.save(into)
    return _without_time(into.getvalue(), str(about["As at"]))


def _write(book: Workbook, table: OpenTable, note: str) -> Iterator[Change]:
    """Adds the sheet of a table and yields what was changed in it."""
    if table.rows.num_rows > MOST_ROWS:
        yield table.name, "", "", f"left out: {table.rows.num_rows:,} rows are more than a sheet holds"
        return
    sheet = book.create_sheet(table.name)
    sheet.freeze_panes = "A3"
    last = get_column_letter(len(table.columns))
    sheet.auto_filter.ref = f"A2:{last}{table.rows.num_rows + 2}"
    for at, column in enumerate(table.columns, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = WIDTHS.get(column.kind, WIDE)
    sheet.append([_cell(sheet, note)])
    sheet.append([_head(sheet, column.name) for column in table.columns])
    for row in table.flat_rows():
        fitted = [fit(value) for value in row]
        sheet.append([_cell(sheet, value) for value, _ in fitted])
        key = " / ".join(str(value) for value in row[: len(table.about.key)])
        for column, (_, change) in zip(table.columns, fitted, strict=True):
            if change:
                yield table.name, key, column.name, change


def _write_changes(book: Workbook, changes: list[Change]) -> None:
    if changes:
        sheet = book.create_sheet(CHANGED)
        sheet.append([_head(sheet, name) for name in ("table", "key", "column", "what was changed")])
        for change in changes:
            sheet.append([_cell(sheet, fit(text)[0]) for text in change])


def fit(value: Any) -> tuple[Any, str]:
    """A value as a cell can hold it, and what had to be changed, "" for nothing."""
    if isinstance(value, date) and value < FIRST_DAY:
        return str(value), "a date that Excel cannot count is text"
    if not isinstance(value, str):
        return value, ""
    plain, strange = NOT_IN_XML.subn("\ufffd", value)
    text = _shorten(plain, LONGEST)
    if (over := _length(_escape(text)) - LONGEST) > 0:
        text = _shorten(text, _length(text) - over)
    changes = [f"{strange} control characters are shown as \ufffd"] if strange else []
    if text != plain:
        changes.append(f"cut to {_length(text):,} of {_length(plain):,} characters")
    return _escape(text), "; ".join(changes)


def _escape(text: str) -> str:
    """A text in which the file format's escapes replace what XML would change and what looks like an escape."""
    return NEEDS_ESCAPE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)


def _length(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _shorten(text: str, longest: int) -> str:
    return text.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore")


def _cell(sheet: Any, value: Any) -> Any:
    if not isinstance(value, str | date):
        return value
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"  # otherwise a text that begins with = becomes a formula, and #N/A an error
    if isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _head(sheet: Any, name: str) -> WriteOnlyCell:
    cell = _cell(sheet, name)
    cell.font, cell.fill, cell.alignment = HEAD["font"], HEAD["fill"], Alignment(vertical="top")
    return cell


def _without_time(saved: bytes, day: str) -> bytes:
    """A saved workbook with the day in place of the time at which it was saved, so that its bytes stay the same."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as parts, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as stable:
        for name in sorted(parts.namelist()):
            content = TIME_SAVED.sub(rb"\g<1>" + f"{day}T00:00:00Z".encode(), parts.read(name))
            stable.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return into.getvalue()
