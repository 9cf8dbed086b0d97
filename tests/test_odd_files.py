"""Sound but oddly built files are read, and a cell that no program should write is reported by its address."""

import io
import zipfile
from pathlib import Path

import hostile
import pytest
from endings import ending
from one_plan import notices, read
from other_formats import ods_row, open_document

from loaders.reader.read_file import Workbook, read_bytes

TWICE = "The file holds several cells with this address. We use the last."
NO_RESULT = "A formula has a result. Without one, or with an error, the cell cannot be read."
HEADINGS = "".join(
    hostile.text_cell(f"{letter}1", words) for letter, words in zip("ABC", ("Ref", "Action", "Due"), strict=True)
)


def plan(second: str, third: str = "") -> bytes:
    """A plan whose second and third row are given as XML."""
    return hostile.workbook(hostile.sheet(f"<row r='1'>{HEADINGS}</row><row r='2'>{second}</row>{third}"))


def told(data: bytes, folder: Path) -> list[tuple[str, str, str]]:
    """The cell, the found words and the sentence of each problem."""
    (folder / "plan.xlsx").write_bytes(data)
    return notices(read(folder / "plan.xlsx")[0])


def test_the_same_address_twice_is_reported_with_both_values(tmp_path):
    texts = hostile.text_cell("A2", "A1"), hostile.text_cell("B2", "Mend"), hostile.text_cell("B2", "Paint")
    assert told(plan("".join(texts)), tmp_path) == [("B2", "Paint / Mend", TWICE)]


def test_a_row_that_comes_again_is_reported_cell_by_cell_where_it_differs(tmp_path):
    first = hostile.text_cell("A2", "A1") + hostile.text_cell("B2", "Mend") + "<c r='C2' s='1'><v>46112</v></c>"
    again = (
        f"<row r='2'>{hostile.text_cell('A2', 'A1')}<c r='B2' t='s'><v>0</v></c><c r='C2' s='1'><v>46113</v></c></row>"
    )
    assert told(plan(first, again), tmp_path) == [
        ("B2", "shared / Mend", TWICE),
        ("C2", "2026-04-01 / 2026-03-31", TWICE),
    ]


def test_a_shared_text_that_is_replaced_is_reported_in_words(tmp_path):
    first = hostile.text_cell("A2", "A1") + "<c r='B2' t='s'><v>0</v></c>" + hostile.text_cell("B2", "Mend")
    assert told(plan(first), tmp_path) == [("B2", "Mend / shared", TWICE)]


def test_cells_out_of_order_with_addresses_of_their_own_are_no_problem(tmp_path):
    assert told(plan(hostile.text_cell("B2", "Mend") + hostile.text_cell("A2", "A1")), tmp_path) == []


@pytest.mark.parametrize("stored", ["NaN", "INF", "1e999"])
def test_a_date_that_is_not_a_number_is_kept_as_written(stored, tmp_path):
    data = plan(f"{hostile.text_cell('A2', 'A1')}{hostile.text_cell('B2', 'Mend')}<c r='C2' s='1'><v>{stored}</v></c>")
    assert read_bytes(data).grids[0].at(2, 3).value == stored
    (tmp_path / "plan.xlsx").write_bytes(data)
    (sheet,) = read(tmp_path / "plan.xlsx")
    assert sheet.words.loc[2, "due_on"] == stored and sheet.rows.loc[2, "due_on_precision"] == "unreadable"


def test_a_formula_of_text_without_its_result_is_told_and_one_with_empty_text_is_empty(tmp_path):
    formulas = "<c r='B2' t='str'><f>Z9</f></c><c r='C2' t='str'><f>Z9</f><v></v></c>"
    assert told(plan(hostile.text_cell("A2", "A1") + formulas), tmp_path) == [("B2", "=Z9", NO_RESULT)]


def elsewhere(folder: str) -> bytes:
    """A workbook whose parts are in another folder than xl, as the standard allows."""
    with zipfile.ZipFile(io.BytesIO(plan(hostile.text_cell("A2", "A1")))) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    moved = {name: text.replace("/xl/", f"/{folder}").replace("'xl/", f"'{folder}") for name, text in parts.items()}
    return hostile.zipped({name.replace("xl/", folder): text for name, text in moved.items()})


@pytest.mark.parametrize("folder", ["", "XL/", "spreadsheet/", "a/b/"])
def test_a_workbook_whose_parts_lie_elsewhere_is_read_whole(folder):
    found = read_bytes(elsewhere(folder))
    assert ([found.grids[0].at(1, n).value for n in (1, 2, 3)], found.is_read_twice, found.disagreements) == (
        ["Ref", "Action", "Due"], True, (),
    )  # fmt: skip


def test_a_binary_workbook_elsewhere_is_refused_by_that_name():
    types = (
        "<Types><Override PartName='/b' ContentType='application/vnd.ms-excel.sheet.binary.macroEnabled.main'/></Types>"
    )
    assert refusal(hostile.zipped({"[Content_Types].xml": types, "b": "x"})).startswith("The file is a binary workbook")


def refusal(data: bytes) -> str:

    return ending(data)


def repeated(cells: int, rows: int) -> Workbook:
    cell = f"<table:table-cell office:value-type='string' table:number-columns-repeated='{cells}'><text:p>x</text:p>"
    row = f"<table:table-row table:number-rows-repeated='{rows}'>{cell}</table:table-cell></table:table-row>"
    empty = "<table:table-row table:number-rows-repeated='1048000'><table:table-cell/></table:table-row>"
    return read_bytes(open_document(ods_row("Ref") + row + empty))


def test_repeated_cells_of_an_open_document_are_read_in_every_place():
    (grid,) = repeated(cells=3, rows=2).grids
    assert [[grid.at(row, column).value for column in (1, 2, 3, 4)] for row in (2, 3, 4)] == [
        ["x", "x", "x", None], ["x", "x", "x", None], [None] * 4,
    ]  # fmt: skip
    assert (grid.filled_cells, grid.last_row) == (7, 3)
