"""A workbook handed back keeps all it held, byte for byte where nothing is edited, or else the list comes alone."""

from __future__ import annotations  # see conftest.py for the reason

import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import openpyxl
import pytest
from annotated_plan import (
    DONE,
    DUE,
    EVIDENCE,
    REC,
    assert_nothing_else_changed,
    fingerprints,
    furnish,
    links,
    notes,
    receive_plan,
    sheet_frames,
)
from office import as_flat_workbooks
from official_template import FIRST_SHEET, change_part, parts_of
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.load.annotate import annotate as module
from loaders.load.annotate.annotate import annotate, findings_of
from loaders.load.annotate.cell_styles import COLOUR
from loaders.load.annotate.notes import NOTE_BEGINS
from loaders.load.annotate.problem_sheet import TITLE
from loaders.received.places import EXAMPLE
from tracker.findings import Problem

MERROWSHIRE = EXAMPLE
LATEST = sorted(max(folder.glob("*.xlsx")) for folder in MERROWSHIRE.iterdir() if folder.is_dir())
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# The parts that take a note, a colour or the list; every other part must keep its bytes.
EDITED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", FIRST_SHEET,
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
}  # fmt: skip

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension is not supported")  # when openpyxl opens it


def received(collection) -> Path:
    return collection.received / "transport" / "2026-03-31.xlsx"


# Nothing else is changed


def test_every_part_that_is_not_edited_keeps_its_bytes(template, collection, tmp_path):
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    before, after = parts_of(template), parts_of(made.path)
    assert made.why_list_alone == ""
    assert [name for name in before if name not in EDITED and after[name] != before[name]] == []
    assert after.keys() - before.keys() == {"xl/worksheets/sheet.xml"}
    assert {"xl/charts/chart1.xml", "xl/media/crest.png", "docMetadata/LabelInfo.xml"} < before.keys() - EDITED


def test_an_edited_sheet_keeps_every_byte_but_formats_and_new_cells(template, collection, tmp_path):
    """The two are the same except for format numbers, the selected sheet, and new blank cells."""
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)

    def bare(path: Path) -> str:
        xml = re.sub(r'<c r="\w+" s="\d+"/>', "", parts_of(path)[FIRST_SHEET].decode())
        return re.sub(r' (s|spans|tabSelected)="[\d:]+"', "", xml)

    assert bare(made.path) == bare(template)


def test_the_cells_of_a_template_are_the_same(template, collection, tmp_path):
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    before, after = openpyxl.load_workbook(template, rich_text=True), openpyxl.load_workbook(made.path, rich_text=True)
    assert_nothing_else_changed(before, after, {DUE, DONE, EVIDENCE, REC})
    assert (made.notes, made.problems) == (3, 4)


def test_another_program_opens_the_copy_with_every_note(template, collection, tmp_path):
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    before, after = as_flat_workbooks(template, made.path, tmp_path)
    said = ["".join(note.itertext()) for note in after.iter(f"{OFFICE}annotation")]
    assert len([text for text in said if NOTE_BEGINS in text]) == made.notes == 3
    assert len(said) == 4  # with the conversation
    tables = [table.get(f"{TABLE}name") for table in after.iter(f"{TABLE}table")]
    assert tables[0] == TITLE
    assert without_notes(after)[1:] == without_notes(before)


def without_notes(root: ElementTree.Element) -> list[list[str]]:
    """The words of each table's cells, as the other program shows them, without the notes."""
    for cell in root.iter(f"{TABLE}table-cell"):
        for note in cell.findall(f"{OFFICE}annotation"):
            cell.remove(note)
    tables = (table for table in root.iter(f"{TABLE}table") if table.find(f"{TABLE}table-row") is not None)
    return [[text for text in table.itertext() if text.strip()] for table in tables]


def test_a_cell_with_a_conversation_has_the_colour_alone(template, collection, tmp_path):
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert NOTE_BEGINS not in notes(book)["Plan", DONE]
    assert book["Plan"][DONE].fill.fgColor.rgb == COLOUR
    said = " ".join(str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))
    assert "Each cell below carries a note, but for 1 with a conversation." in said


def test_everything_else_in_the_workbook_stays(hand_back, collection):
    book = hand_back(furnish)
    before = openpyxl.load_workbook(received(collection), rich_text=True)
    assert hand_back.result.why_list_alone == ""
    assert_nothing_else_changed(before, book, {DUE, DONE, EVIDENCE, REC})
    assert book.sheetnames == [TITLE, *before.sheetnames]
    assert [sheet.sheet_state for sheet in book.worksheets][1:] == [sheet.sheet_state for sheet in before.worksheets]
    assert dict(book.defined_names).keys() == {"Choices"}
    assert book["Plan"].defined_names.keys() == before["Plan"].defined_names.keys() >= {"Here"}
    assert (book["Plan"].print_title_rows, book["Plan"].print_area) == ("$1:$1", "'Plan'!$A$1:$H$9")
    assert [prop.value for prop in book.custom_doc_props.props] == ["Official"]


def test_the_parts_around_the_cells_stay_word_for_word(hand_back, collection):
    hand_back(furnish)
    before, after = sheet_frames(received(collection)), sheet_frames(hand_back.result.path)
    assert len(before) == 4
    for name, frame in before.items():
        assert after[name] == frame, name


def test_formulas_keep_their_results(hand_back, collection, tmp_path):
    file = receive_plan(collection, furnish)
    change_part(file, FIRST_SHEET, lambda xml: re.sub(r"(COUNTA\(A2:A4\)</f>)(<v ?/>|<v></v>)?", r"\1<v>3</v>", xml))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert [book["Plan"][cell].value for cell in ("J2", "J3")] == ["=COUNTA(A2:A4)", "=J2*2"]
    assert isinstance(book["Plan"]["J4"].value, ArrayFormula)
    assert (book["Plan"]["L4"].value, book["Plan"]["L4"].data_type) == ("=not a formula", "s")
    assert openpyxl.load_workbook(made.path, data_only=True)["Plan"]["J2"].value == 3


# The example


class ExampleOnce(NamedTuple):
    """The example's files, read and checked by the program itself, once for all senders."""

    files: list[ReceivedFile]
    checked: CheckResult


@pytest.fixture(scope="module")
def example() -> ExampleOnce:
    files = list(module.read_all(MERROWSHIRE, module.layouts_for(MERROWSHIRE)))
    return ExampleOnce(files, check(files))


@pytest.mark.parametrize("file", LATEST, ids=lambda file: file.parent.name)
def test_the_latest_return_of_each_sender_comes_back_marked(file, example, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "read_all", lambda folder, layouts: example.files)
    monkeypatch.setattr(module, "check", lambda files: example.checked)
    untouched = fingerprints(MERROWSHIRE)
    made = annotate(file, tmp_path / "back.xlsx", show_all=True)
    before, after = openpyxl.load_workbook(file, rich_text=True), openpyxl.load_workbook(made.path, rich_text=True)
    problems = findings_of(file, show_all=True).problems
    expected = {corner(before, problem) for problem in problems if problem.cell}
    ours = {place for place, text in notes(after).items() if NOTE_BEGINS in text}
    assert (made.why_list_alone, ours, made.notes) == ("", expected, len(expected))
    assert sorted(links(after)) == sorted("'{}'!{}".format(*corner(before, one)) for one in problems if one.cell)
    assert {cell: text for cell, text in notes(before).items() if not notes(after)[cell].startswith(text)} == {}
    assert_nothing_else_changed(before, after, {cell for _, cell in expected})
    assert sheet_frames(made.path) == sheet_frames(file)
    assert fingerprints(MERROWSHIRE) == untouched


def corner(book: Workbook, problem: Problem) -> tuple[str, str]:
    """The sheet and the cell of a problem, or the first of the merged cells around it."""
    merged = [area for area in book[problem.sheet].merged_cells.ranges if problem.cell in area]
    return problem.sheet, merged[0].coord.partition(":")[0] if merged else problem.cell


def test_the_copy_reads_back_the_same_with_another_reader(hand_back, collection):
    hand_back(furnish)
    before = CalamineWorkbook.from_path(received(collection))
    after = CalamineWorkbook.from_path(hand_back.result.path)
    assert after.sheet_names == [TITLE, *before.sheet_names]
    assert after.get_sheet_by_name("Plan").to_python() == before.get_sheet_by_name("Plan").to_python()
