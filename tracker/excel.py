"""Any tables as one Excel workbook: a title in A1, real dates, and text that never becomes a formula."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Worksheet

from tracker.exports import STARTS_A_FORMULA, as_text
from tracker.words import plural

ENDING, MIME = "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST = 32_767  # characters of a cell, as Excel counts them: in units of UTF-16
MOST_ROWS = 1_048_000  # below the lines that say what the table is; a sheet ends soon after
FIRST_DAY = date(1900, 3, 1)  # just before it, Excel's calendar has a day that never was
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
NOT_IN_NAME = re.compile(r"[\[\]:*?/\\']")
LONGEST_NAME = 31  # of a sheet
CONTENTS = "Contents"
NARROWEST, WIDEST, A_DAY = 9, 48, 18  # characters
MEASURED = 500  # rows from which a column's width is taken
A4 = 9
ON_TOP = {"valign": "top"}
LOOKS = {
    "title": {"bold": True, "font_size": 14, "font_color": "#12436D"},
    "fact": {"font_color": "#4A5660"},
    "heading": {"bold": True, "font_color": "#FFFFFF", "bg_color": "#12436D", "text_wrap": True} | ON_TOP,
    "text": {"text_wrap": True} | ON_TOP,
    "quoted": {"text_wrap": True, "quote_prefix": True} | ON_TOP,  # stays text when somebody edits the cell
    "whole": {"num_format": "#,##0"} | ON_TOP,
    "part": {"num_format": "#,##0.###"} | ON_TOP,
    "day": {"num_format": "d mmmm yyyy", "align": "left"} | ON_TOP,
    "link": {"font_color": "#12436D", "underline": 1} | ON_TOP,
}
Looks = dict[str, Format]


class ExcelSheet(NamedTuple):
    """One table: `name` goes on its tab, `title` into its first cell."""

    name: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


def workbook(title: str, facts: Sequence[str], sheets: Sequence[ExcelSheet], as_of: date) -> bytes:
    """The tables as a workbook, each below its title and `facts`; several tables get a contents sheet first.

    The same tables always give the same bytes. A note above the table says what a cell or the sheet could not hold
    whole.
    """
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True}) as book:
        book.set_properties({"title": title, "created": datetime(as_of.year, as_of.month, as_of.day)})
        looks = {name: book.add_format(look) for name, look in LOOKS.items()}
        names = _tab_names([sheet.name for sheet in sheets])
        if len(sheets) > 1:
            _write_contents(book.add_worksheet(CONTENTS), title, facts, dict(zip(names, sheets, strict=True)), looks)
        for name, sheet in zip(names, sheets, strict=True):
            _write_table(book.add_worksheet(name), sheet, facts, looks)
    return into.getvalue()


def _tab_names(wanted: Sequence[str]) -> list[str]:
    """Valid names for the tabs, all different."""
    names: list[str] = []
    in_use = {CONTENTS.lower(), "history"}  # which Excel keeps for itself
    for want in wanted:
        plain = NOT_IN_NAME.sub(" ", NOT_IN_XML.sub("", want)).strip() or "Table"
        tries = (f"{plain[: LONGEST_NAME - 4].strip()} {n}" for n in range(2, len(wanted) + 3))
        name = next(one for one in (plain[:LONGEST_NAME].strip(), *tries) if one.lower() not in in_use)
        in_use.add(name.lower())
        names.append(name)
    return names


def _write_contents(
    sheet: Worksheet, title: str, facts: Sequence[str], tables: dict[str, ExcelSheet], looks: Looks
) -> None:
    head = _write_opening(sheet, title, facts, looks)
    for column, heading in enumerate(("Sheet", "Holds", "Rows")):
        sheet.write_string(head, column, heading, looks["heading"])
    for row, (name, table) in enumerate(tables.items(), start=head + 1):
        sheet.write_url(row, 0, f"internal:'{name}'!A1", looks["link"], name)
        _write_value(sheet, row, 1, _as_cell(table.title)[0], looks)
        sheet.write_number(row, 2, len(table.rows), looks["whole"])
    sheet.set_column(0, 0, LONGEST_NAME)
    sheet.set_column(1, 1, 2 * WIDEST)
    sheet.freeze_panes(head + 1, 0)


def _write_table(sheet: Worksheet, table: ExcelSheet, facts: Sequence[str], looks: Looks) -> None:
    """Writes one table; its headings stay in sight, repeat on each printed page, and filter."""
    rows = [[_as_cell(value) for value in row] for row in islice(table.rows, MOST_ROWS)]
    head = _write_opening(sheet, table.title, [*facts, *_changed(table, rows)], looks)
    for at, column in enumerate(table.columns):
        sheet.write_string(head, at, str(_as_cell(column)[0]), looks["heading"])
        sheet.set_column(at, at, _width(column, [row[at][0] for row in rows[:MEASURED]]))
    for n, row in enumerate(rows, start=head + 1):
        for at, (value, _) in enumerate(row):
            _write_value(sheet, n, at, value, looks)
    sheet.freeze_panes(head + 1, 0)
    sheet.autofilter(head, 0, head + len(rows), max(len(table.columns) - 1, 0))
    sheet.repeat_rows(head)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&RPage &P of &N")


def _write_opening(sheet: Worksheet, title: str, facts: Sequence[str], looks: Looks) -> int:
    """Writes the title and facts into a sheet's first lines; returns the index of the next row."""
    for row, words in enumerate((title, *facts)):
        sheet.write_string(row, 0, str(_as_cell(words)[0]), looks["fact" if row else "title"])
    return len(facts) + 1


def _changed(table: ExcelSheet, rows: Sequence[Sequence[tuple[object, str]]]) -> Iterator[str]:
    """What differs in the sheet from the table given, as sentences."""
    changes = [change for row in rows for _, change in row if change]
    for change in dict.fromkeys(changes):
        yield f"{plural(changes.count(change), 'cell')}: {change}"
    if len(table.rows) > MOST_ROWS:
        yield f"Only the first {MOST_ROWS:,} of {len(table.rows):,} rows fit a sheet. The CSV file holds them all."


def _as_cell(value: object) -> tuple[object, str]:
    """A value as a cell can hold it, and a sentence on what had to change, "" for nothing."""
    if isinstance(value, bool):
        return ("yes" if value else "no"), ""
    if isinstance(value, date):
        return (value, "") if value >= FIRST_DAY else (str(value), "a day before March 1900 is text, not a date.")
    if value is None or isinstance(value, int | float):
        return value, ""
    lines = as_text(value).replace("\r\n", "\n").replace("\r", "\n")  # as Excel ends a line within a cell
    plain, strange = NOT_IN_XML.subn("\ufffd", lines)
    if (length := _units(plain)) > LONGEST:
        end = f" … [cut: {length:,} characters are more than a cell holds]"
        cut = plain.encode("utf-16-le")[: 2 * (LONGEST - len(end))].decode("utf-16-le", "ignore")
        return cut + end, "a text that is too long for a cell is cut, and says so. The CSV file holds it whole."
    return plain, "control characters are shown as \ufffd." if strange else ""


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(heading: str, values: Sequence[object]) -> int:
    """The width of a column in characters: what its words need, within limits."""
    needed = [A_DAY if isinstance(value, date) else len(str(value)) for value in values if value is not None]
    return max(NARROWEST, min(max([*needed, len(heading)]) + 3, WIDEST))


def _write_value(sheet: Worksheet, row: int, column: int, value: object, looks: Looks) -> None:
    match value:
        case None | "":
            sheet.write_blank(row, column, None, looks["text"])
        case int():
            sheet.write_number(row, column, value, looks["whole"])
        case float():
            sheet.write_number(row, column, value, looks["part"])
        case date():
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), looks["day"])
        case text:
            look = "quoted" if str(text).lstrip(" \n").startswith(STARTS_A_FORMULA) else "text"
            sheet.write_string(row, column, str(text), looks[look])
