"""Requests a form from the transport department, fills it in as a person or a program would, and receives it."""

from __future__ import annotations  # see conftest.py for the reason

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

import duckdb
import openpyxl
from drawing import LAYOUT, Collection, rows, write_workbook
from openpyxl.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from loaders.received.actor import Actor
from loaders.request.request import NewRequest, RequestDetails, request
from tracker.site import Publisher

PLAN = """
Ref | Rec | Action | Owner | Due | Done | Status | Evidence | Reason | With
A1 | 1 | Mend the railing | Head of works | d:2027-03-31 | | In progress | | | Harbour Board
A2 | 1; 2 | Paint the steps | Head of works | March 2027 | | Not started | | |
A3 | 2 | Light the path | Head of light | d:2026-01-31 | d:2026-01-20 | Complete | Photographs of May | |
A4 | 2 | Count the boats | Head of boats | TBC | | Dropped | | No boats left |
"""
REGISTER = """
Rec | Recommendation | Agency | Response
1 | Make the railing safe | Department of Transport | Accepted
2 | Make the path safe | Department of Transport | Accepted
3 | Ask the people who fish | Department of Transport | Accepted
"""
FULL = LAYOUT.replace(
    "[reported_status]",
    'owner = "Owner"\nsupporting_agencies = "With"\n[split]\nrecommendation_ref = ";"\nsupporting_agencies = ";"\n'
    "[reported_status]",
).replace("[columns]", 'confirmed = ["Harbour Board", "Fishing Board"]\n[columns]')
PUBLISHER = Publisher(name="Harbour Committee", contact="committee@harbour.example")
POST = "Scrutiny officer"


def began(collection: Collection, plan: str = PLAN, layout: str = FULL, comment: str = "") -> duckdb.DuckDBPyConnection:
    """Loads a plan and a register and returns the database; a comment goes on its own sheet of the plan."""
    collection.layout("transport", layout)
    collection.register("2026-02-01", REGISTER)
    sheets = {"Plan": plan} | ({"Comment": comment} if comment else {})
    write_workbook(collection.received / "transport" / "2026-03-01.xlsx", sheets)
    return collection.load()


def asked(
    collection: Collection, open_only: bool = False, due: str = "2027-01-08", sender: str = "transport"
) -> NewRequest:
    """Requests a form that holds the sender's actions as they are known."""
    question = RequestDetails(sender, date.fromisoformat(due), Actor(POST), open_only)
    out = collection.received.parent / "out"
    return request(question, collection.received, collection.built, out, PUBLISHER, collection.layouts)


def edited(path: Path, change: Callable[[Workbook], object]) -> Path:
    """Saves the workbook with a change under another name and returns its path."""
    book = openpyxl.load_workbook(path)
    change(book)
    to = path.with_name(f"{path.stem} filled in.xlsx")
    book.save(to)
    return to


def filled_in(path: Path, cells: Mapping[tuple[str, str], object]) -> Path:
    """Saves the workbook with other values in cells, each given by the reference of its row and its heading."""

    def change(book: Workbook) -> None:
        for (ref, heading), value in cells.items():
            cell_of(book["Actions"], ref, heading).value = value

    return edited(path, change)


def cell_of(sheet: Worksheet, ref: str, heading: str) -> Cell:
    """The cell under a heading in the row of a reference; "" means the first row without a reference."""
    row = next(
        row
        for row in range(2, sheet.max_row + 1)
        if (sheet.cell(row, column_of(sheet, "Reference")).value or "") == ref
    )
    return sheet.cell(row, column_of(sheet, heading))


def column_of(sheet: Worksheet, heading: str) -> int:
    """The number of the column under a heading."""
    return next(cell.column for cell in sheet[1] if cell.value == heading)


def came_back(
    collection: Collection, path: Path, on: str = "2026-04-01", sender: str = "transport"
) -> duckdb.DuckDBPyConnection:
    """Receives the workbook, loads the collection and returns the database."""
    place = collection.received / sender / f"{on}{path.suffix}"
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(path.read_bytes())
    return collection.load()


def said(db: duckdb.DuckDBPyConnection) -> list[tuple]:
    """The problems in the last file: rule, cell and what was found there."""
    sql = """
        SELECT rule, cell, found FROM problem
        WHERE file_id = (SELECT max(file_id) FROM file_received)
        ORDER BY rule, cell, found
    """
    return rows(db, sql)


def changed(db: duckdb.DuckDBPyConnection) -> list[tuple]:
    """The changes that the last file made: reference, kind of change, old value and new value."""
    sql = """
        SELECT action_ref, change, was, became FROM action_change JOIN action USING (action_id)
        WHERE file_id = (SELECT max(file_id) FROM file_received)
        ORDER BY ALL
    """
    return rows(db, sql)
