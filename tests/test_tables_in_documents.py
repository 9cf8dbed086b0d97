"""A plan in Word or on a web page goes the same way as one in a spreadsheet: by its layout, to the database."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawing import LAYOUT as FULL
from drawing import rows
from one_plan import PLAN, STATUS, read, refusal, values
from word_files import row, run, table, text_cell, word_document

from loaders.__main__ import main
from loaders.load.annotate.annotate import annotate
from loaders.propose.proposal import propose
from tracker.file_terms import Hidden, Reason
from tracker.questions import problems, put_right

CELLS = [
    ["Ref", "Rec", "Action", "Due", "Status"],
    ["P-01", "1", "Light the landing stage.", "31/03/2026", "Under way"],
    ["P-02", "1", "Mend the railing.", "when we can", "Done"],
    ["P-03", "2", "Paint the gate.", "01/02/2026", "Finished"],
]
LAYOUT = PLAN + STATUS


def in_word(cells: list[list[str]], before: str = "") -> bytes:
    return word_document(before + table(*(row(*line) for line in cells)))


def on_a_page(cells: list[list[str]], before: str = "") -> bytes:
    lines = "".join(f"<tr><td>{'<td>'.join(line)}" for line in cells)
    return f"<!DOCTYPE html><body>{before}<table>{lines}</table>".encode()


KINDS = pytest.mark.parametrize(("name", "make"), [("p.docx", in_word), ("p.html", on_a_page), ("p.xls", on_a_page)])


def written(folder: Path, name: str, data: bytes) -> Path:
    (folder / name).write_bytes(data)
    return folder / name


@KINDS
def test_it_is_read_by_the_layout_of_a_spreadsheet(tmp_path, name, make):
    (sheet,) = read(written(tmp_path, name, make(CELLS)), LAYOUT)
    assert values(sheet, "action_ref", "action")[2] == ("P-01", "Light the landing stage.")
    assert [f"{day:%Y-%m-%d}" if day == day else "" for day in sheet.rows["due_on"]] == ["2026-03-31", "", "2026-02-01"]
    assert list(sheet.rows["reported_status"]) == ["in progress", "reported complete", "status unreadable"]


@KINDS
def test_every_cell_is_stored_or_listed(tmp_path, name, make):
    (sheet,) = read(written(tmp_path, name, make(CELLS)), LAYOUT)
    (account,) = sheet.accounts
    assert (account.sheet, account.filled, account.stored) == ("table 1", 20, 16)
    listed = [(block.place, block.filled, block.reason) for block in account.left_out]
    assert listed == [("B1", 1, Reason.HEADING_NOT_READ), ("B2:B4", 3, Reason.COLUMN_NOT_NAMED)]


@KINDS
def test_a_table_among_several_is_named(tmp_path, name, make):
    first = table(row("Version", "3")) if make is in_word else "<table><tr><td>Version<td>3</table>"
    path = written(tmp_path, name, make(CELLS, first))
    (sheet,) = read(path, LAYOUT.replace('"Plan"', '"table 2"'))
    assert len(sheet.rows) == 3
    assert [(account.sheet, account.stored) for account in sheet.accounts] == [("table 1", 0), ("table 2", 16)]
    assert refusal(path, LAYOUT).startswith("sheet 'Plan': no sheet 'Plan'. Sheets found: 'table 1', 'table 2'.")


def test_deleted_and_hidden_words_are_reported_with_their_cells(tmp_path):
    due = "<w:del><w:r><w:delText>01/01/2026</w:delText></w:r></w:del>"
    marked = row(
        "P-04", "2", text_cell(run("Hidden"), run(" words", "<w:vanish/>")), text_cell(due, run("02/01/2026")), "Done"
    )
    cells = "".join(row(*line) for line in CELLS)
    (sheet,) = read(written(tmp_path, "p.docx", word_document(table(cells, marked))), LAYOUT)
    assert [(cell.name, cell.row_number, cell.why) for cell in sheet.hidden_cells] == [("action", 5, Hidden.TEXT)]
    told = {(problem.rule, problem.cell, problem.found) for problem in sheet.problems}
    assert ("comment_is_kept", "D5", "Deleted in the document: 01/01/2026") in told
    assert ("hidden_is_said", "C5", "Hidden words") in told


@KINDS
def test_it_loads_beside_spreadsheets(collection, name, make):
    collection.layout("transport", FULL)
    cells = [[*line[:4], "", "", "", ""] for line in CELLS]
    cells[0] = ["Ref", "Rec", "Action", "Due", "Done", "Status", "Evidence", "Reason"]
    folder = collection.received / "transport"
    folder.mkdir()
    written(folder, f"2026-01-05{Path(name).suffix}", make(cells))
    db = collection.load()
    assert rows(db, "SELECT action_ref FROM action ORDER BY 1") == [("P-01",), ("P-02",), ("P-03",)]
    assert rows(db, "SELECT sheet, cell FROM problem WHERE found = 'when we can'") == [("table 1", "D3")]
    ((without,),) = rows(db, "SELECT without_marks FROM file_received")
    assert without == ("" if make is in_word else ".html")


@KINDS
def test_it_is_received_and_proposed(collection, tmp_path, name, make, capsys):
    collection.layout("transport", FULL)
    path = written(tmp_path, name, make(CELLS))
    assert propose(path, "transport").table.grid.name == "table 1"
    arguments = ["receive", str(path), "--sender", "transport", "--on", "2026-01-05"]
    assert main([*arguments, "--received", str(collection.received), "--layouts", str(collection.layouts)]) == 0
    assert (collection.received / "transport" / f"2026-01-05{path.suffix}").read_bytes() == path.read_bytes()


@KINDS
def test_what_is_handed_back_names_rows_and_columns(collection, tmp_path, name, make):
    collection.layout("transport", FULL)
    (collection.received / "transport").mkdir()
    headings = ["Ref", "Rec", "Action", "Due", "Done", "Status", "Evidence", "Reason"]
    cells = [headings, *([*line[:4], "", "In progress", "", ""] for line in CELLS[1:])]
    path = written(collection.received / "transport", f"2026-01-05{Path(name).suffix}", make(cells))
    made = annotate(path, tmp_path / "back.xlsx", collection.layouts)
    places = [line[1] for line in openpyxl.load_workbook(made.path).active.iter_rows(values_only=True)]
    assert "table 1, row 3, column 4" in places
    found = problems.rows(collection.load(), date(2026, 2, 1), "Department of Transport")
    (places,) = [line.places for line in put_right.instructions(found) if "when we can" in line.places]
    assert places == "table 1: row 3, column 4 (“when we can”)"
