"""Tables drawn as text become real workbooks, and a few of them a collection that can be loaded."""

from __future__ import annotations  # for the reason told in conftest.py

from datetime import date
from pathlib import Path

import duckdb
import openpyxl

from checks import Checked, check
from loaders.collection import read_all
from loaders.load import load
from tracker import store

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


def drawn(table: str) -> list[list[object]]:
    """The cells of a table drawn with | between them; text after # is a remark.

    A true date is written d:2026-03-31, and m:2026-03-01 in a cell that shows the month alone; n:60.1 is a number.
    """
    lines = [line.partition("#")[0].strip() for line in table.strip().splitlines()]
    return [[_cell(text.strip()) for text in line.split("|")] for line in lines]


def _cell(text: str) -> object:
    if text[:2] in ("d:", "m:"):
        return date.fromisoformat(text[2:])
    return float(text[2:]) if text.startswith("n:") else text or None


def months(table: str) -> list[tuple[int, int]]:
    """Row and column of every cell that shows the month alone."""
    lines = [line.partition("#")[0].strip() for line in table.strip().splitlines()]
    return [
        (row, column)
        for row, line in enumerate(lines, start=1)
        for column, text in enumerate(line.split("|"), start=1)
        if text.strip().startswith("m:")
    ]


def write_workbook(path: Path, sheets: dict[str, str]) -> Path:
    """A real .xlsx file with one sheet for each drawn table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in drawn(table):
            sheet.append(row)
        for row, column in months(table):
            sheet.cell(row, column).number_format = "mmm-yy"
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def rows(db: duckdb.DuckDBPyConnection, sql: str, **values: object) -> list[tuple]:
    """The rows of a statement as plain tuples, dates as date."""
    return db.cursor().execute(sql, values).fetchall()


class Collection:
    """A folder of received files with layouts of its own, and the database made from it."""

    def __init__(self, folder: Path):
        self.received, self.layouts, self.built = folder / "received", folder / "layouts", folder / "built"
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

    def check(self) -> Checked:
        """Reads and checks without storing."""
        return check(list(read_all(self.received, self.layouts)))
