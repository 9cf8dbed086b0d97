"""Turns tables drawn as text into real workbooks, and a few of them into a collection that can be loaded."""

from __future__ import annotations  # see conftest.py for the reason

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

import duckdb
import openpyxl
from openpyxl.cell import Cell
from openpyxl.styles import PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from checks.judge import CheckResult, check
from loaders.load.load import load
from loaders.load.read import read_all
from tracker import store
from tracker.query import Result

LAYOUT = """
agency = "Department of Transport"
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"
years = "financial"

[columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
due_on = "Due"
completed_on = "Done"
reported_status = "Status"
evidence = "Evidence"
reason = "Reason"

[reported_status]
"Not started" = "not started"
"In progress" = "in progress"
"Complete" = "reported complete"
"Dropped" = "will not do"
"""
REGISTER = """
fills = "recommendation"
review = "Harbour Review"
illustrative = true
sheet = "Register"
dates = "day first"

[columns]
recommendation_ref = "Rec"
recommendation = "Recommendation"
agency = "Agency"
response = "Response"

[response]
"Accepted" = "accepted"
"In part" = "accepted in part"
"In principle" = "accepted in principle"
"Noted" = "noted"
"Not accepted" = "not accepted"
"""
LOG = """
fills = "verification"
illustrative = true
sheet = "Log"
dates = "day first"

[columns]
agency = "Agency"
action_ref = "Ref"
verification = "Found"
checker = "Checker"
checked_on = "On"
evidence = "Seen"
reason = "Why"

[verification]
"Yes" = "verified"
"No" = "insufficient"
"Again" = "reopened"
"Cannot" = "cannot be implemented"
"Listed" = "awaiting check"
"""


class DrawnCell(NamedTuple):
    """One drawn cell; `result` is a formula's stored result, None for a formula that was never calculated."""

    value: object = None
    number_format: str = ""
    fill: str = ""
    result: str | None = None


HIDDEN_ROW = re.compile(r"^\s*~\|")
FILL = re.compile(r"\{([0-9A-F]{6})\}$")
FORMAT = re.compile(r"\[([^\]]+)\]$")
LEFT, ABOVE = "<", "^"


def cell_values(table: str) -> list[list[object]]:
    """The cell values of a table drawn with | between cells; text after # is a remark.

    | drawn | means |
    |---|---|
    | d:2026-03-31, m:2026-03-01 | a real date, and one in a cell that shows only the month |
    | n:60.1, n:60.1 [0.00] | a number, and one with a number format |
    | =B2+1, =B2+1 -> 7 | a formula that was never calculated, and one with its result |
    | < and ^ | merged with the cell to the left, or with the one above |
    | Late {FFC000}, {FFC000} | a cell with a colour, and an empty one |
    | ~| at the beginning of a line, ~Due in the first line | a hidden row, a hidden column |
    """
    return [[cell.value if isinstance(cell, DrawnCell) else None for cell in line] for line in _cells(table)]


def _cells(table: str) -> list[list[DrawnCell | str]]:
    """Every drawn cell, or the sign that merges it with another."""
    lines = [HIDDEN_ROW.sub("", line) for line in table.strip().splitlines()]
    texts = [[text.strip() for text in line.partition("#")[0].split("|")] for line in lines]
    return [[text if text in (LEFT, ABOVE) else _cell(text.removeprefix("~")) for text in line] for line in texts]


def _cell(text: str) -> DrawnCell:
    fill = FILL.search(text)
    text = FILL.sub("", text).strip()
    colour = fill[1] if fill else ""
    if text[:2] in ("d:", "m:"):
        return DrawnCell(date.fromisoformat(text[2:]), "mmm-yy" if text[0] == "m" else "", colour)
    if text.startswith("n:"):
        shown = FORMAT.search(text)
        return DrawnCell(float(FORMAT.sub("", text[2:])), shown[1] if shown else "", colour)
    if text.startswith("="):
        formula, _, result = text.partition(" -> ")
        return DrawnCell(formula, "", colour, result or None)
    return DrawnCell(text or None, "", colour)


def write_workbook(
    path: Path, sheets: dict[str, str], change: Callable[[Workbook], object] = lambda book: None
) -> Path:
    """Writes a real .xlsx file with one sheet for each drawn table; `change` adds what text cannot draw."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        _draw(book.create_sheet(name), table)
    change(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    _store_results(path, list(sheets.values()))
    return path


def _draw(sheet: Worksheet, table: str) -> None:
    cells = _cells(table)
    for row, line in enumerate(cells, start=1):
        for column, one in enumerate(line, start=1):
            if isinstance(one, DrawnCell):
                _draw_cell(sheet.cell(row, column), one)
    for area in _merged(cells):
        sheet.merge_cells(area)
    lines = table.strip().splitlines()
    for row, line in enumerate(lines, start=1):
        sheet.row_dimensions[row].hidden = HIDDEN_ROW.match(line) is not None
    for column, text in enumerate(lines[0].split("|"), start=1):
        if text.strip().startswith("~"):
            sheet.column_dimensions[get_column_letter(column)].hidden = True


def _draw_cell(cell: Cell, one: DrawnCell) -> None:
    cell.value = one.value
    if one.number_format:
        cell.number_format = one.number_format
    if one.fill:
        cell.fill = PatternFill("solid", fgColor=one.fill)


def _merged(cells: list[list[DrawnCell | str]]) -> Iterator[str]:
    """The merged ranges, such as A1:B2: a cell and the < to its right or the ^ below it."""
    signs = {(r, c): one for r, line in enumerate(cells, 1) for c, one in enumerate(line, 1)}
    for (row, column), one in signs.items():
        if isinstance(one, DrawnCell):
            right, bottom = column, row
            while signs.get((row, right + 1)) == LEFT:
                right += 1
            while signs.get((bottom + 1, column)) == ABOVE:
                bottom += 1
            if (right, bottom) != (column, row):
                yield f"{get_column_letter(column)}{row}:{get_column_letter(right)}{bottom}"


def _store_results(path: Path, tables: list[str]) -> None:
    """Stores the results beside the formulas, as a spreadsheet program does and openpyxl does not."""
    results = [
        (f"xl/worksheets/sheet{n}.xml", f'r="{get_column_letter(column)}{row}"', one)
        for n, table in enumerate(tables, 1)
        for row, line in enumerate(_cells(table), 1)
        for column, one in enumerate(line, 1)
        if isinstance(one, DrawnCell) and one.result is not None
    ]
    if not results:
        return
    with zipfile.ZipFile(path) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    for name, place, one in results:
        begun = re.escape(place) + r"[^>]*><f>[^<]*</f><v ?/?>"
        kind = "" if re.fullmatch(r"-?[\d.]+", one.result) else ' t="str"'
        formula = escape(one.value.removeprefix("="))
        parts[name] = re.sub(
            begun + "(</v>)?", f"{place}{kind}><f>{formula}</f><v>{one.result}</v>", parts[name], count=1
        )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)


def rows(db: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[tuple]:
    """The rows of a statement as plain tuples, dates as date."""
    return db.cursor().execute(sql, values).fetchall()


def records(result: Result) -> list[dict]:
    """The rows of a result, each as a dictionary by column name."""
    return [dict(zip(result.columns, row, strict=True)) for row in result.rows]


class Collection:
    """A folder of received files with its own layouts, and the databases built from it."""

    def __init__(self, folder: Path):
        self.received, self.layouts, self.built = folder / "received", folder / "layouts", folder / "built"
        if self.layouts.exists():
            return  # a copy of a collection
        self.layouts.mkdir(parents=True)
        self.received.mkdir()
        self.layout("transport", LAYOUT)
        self.layout("committee", REGISTER)
        self.layout("board", LOG)

    def layout(self, sender: str, text: str) -> None:
        (self.layouts / f"{sender}.toml").write_text(text, encoding="utf-8")

    def plan(self, received_on: str, table: str, sender: str = "transport") -> None:
        write_workbook(self.received / sender / f"{received_on}.xlsx", {"Plan": table})

    def register(self, received_on: str, table: str) -> None:
        write_workbook(self.received / "committee" / f"{received_on}.xlsx", {"Register": table})

    def log(self, received_on: str, table: str) -> None:
        write_workbook(self.received / "board" / f"{received_on}.xlsx", {"Log": table})

    def load(self) -> duckdb.DuckDBPyConnection:
        return store.connect(load(self.received, self.built, self.layouts).path)

    def check(self) -> CheckResult:
        """Reads and checks the files without storing them."""
        return check(list(read_all(self.received, self.layouts)))
