"""Drawn text tables become real workbooks, and small collections become real databases."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
import pytest

from loaders.__main__ import load
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
"""


def drawn(table: str) -> list[list[object]]:
    """The cells of a table drawn with | around them; text after # is a remark. A true date is written d:2026-03-31."""
    lines = [line.partition("#")[0].strip() for line in table.strip().splitlines()]
    return [[_cell(text.strip()) for text in line.removeprefix("|").removesuffix("|").split("|")] for line in lines]


def _cell(text: str) -> object:
    return date.fromisoformat(text[2:]) if text.startswith("d:") else text or None


def write_workbook(path: Path, sheets: dict[str, str]) -> Path:
    """A real .xlsx file with one sheet for each drawn table."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, table in sheets.items():
        sheet = book.create_sheet(name)
        for row in drawn(table):
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


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
        _, _, path = load(self.received, self.built, self.layouts)
        return store.connect(path)


@pytest.fixture
def collection(tmp_path: Path) -> Collection:
    """An empty collection: draw a plan, a register or a log into it, then load it."""
    return Collection(tmp_path)


@pytest.fixture
def workbook(tmp_path: Path) -> Callable[..., Path]:
    """Writes one workbook from drawn tables."""
    return lambda **sheets: write_workbook(tmp_path / "drawn.xlsx", sheets)


@pytest.fixture(autouse=True, scope="session")
def _let_go_of_databases():
    yield
    store.connect.cache_clear()
