"""A workbook handed back holds all that it held before, or the list of problems comes alone."""

from __future__ import annotations  # for the reason told in conftest.py

import zipfile
from pathlib import Path
from typing import NamedTuple

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
    problem_rows,
    receive_plan,
    sheet_frames,
)
from drawing import write_workbook
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.annotate import annotate as module
from loaders.annotate.annotate import annotate, findings_of
from loaders.annotate.copy_difference import difference
from loaders.annotate.copy_losses import losses
from loaders.annotate.notes import NOTE_BEGINS
from loaders.annotate.problem_sheet import TITLE
from loaders.received.places import EXAMPLE
from tracker.findings import Problem

MERROWSHIRE = EXAMPLE
LATEST = sorted(max(folder.glob("*.xlsx")) for folder in MERROWSHIRE.iterdir() if folder.is_dir())


def test_everything_else_in_the_workbook_stays(hand_back, collection):
    book = hand_back(furnish)
    before = openpyxl.load_workbook(collection.received / "transport" / "2026-03-31.xlsx", rich_text=True)
    assert hand_back.result.alone_because == ""
    assert_nothing_else_changed(before, book, {DUE, DONE, EVIDENCE, REC})
    assert book.sheetnames == [TITLE, *before.sheetnames]
    assert [sheet.sheet_state for sheet in book.worksheets][1:] == [sheet.sheet_state for sheet in before.worksheets]
    assert dict(book.defined_names).keys() == {"Choices"}
    assert book["Plan"].defined_names.keys() == before["Plan"].defined_names.keys() >= {"Here"}
    assert (book["Plan"].print_title_rows, book["Plan"].print_area) == ("$1:$1", "'Plan'!$A$1:$H$9")
    assert [prop.value for prop in book.custom_doc_props.props] == ["Official"]


def test_the_parts_around_the_cells_stay_word_for_word(hand_back, collection):
    hand_back(furnish)
    before = sheet_frames(collection.received / "transport" / "2026-03-31.xlsx")
    after = sheet_frames(hand_back.result.path)
    assert len(before) == 4
    for name, frame in before.items():
        assert after[name] == frame, name


def test_formulas_stay_formulas_and_are_worked_out_when_opened(hand_back):
    book = hand_back(furnish)
    assert [book["Plan"][cell].value for cell in ("J2", "J3")] == ["=COUNTA(A2:A4)", "=J2*2"]
    assert isinstance(book["Plan"]["J4"].value, ArrayFormula)
    assert (book["Plan"]["L4"].value, book["Plan"]["L4"].data_type) == ("=not a formula", "s")
    assert book.calculation.fullCalcOnLoad
    assert any("Enable editing" in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


# The example


class ExampleOnce(NamedTuple):
    """The files of the example as the program itself read and checked them, once for all senders."""

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
    assert (made.alone_because, ours, made.notes) == ("", expected, len(expected))
    assert sorted(links(after)) == sorted("'{}'!{}".format(*corner(before, one)) for one in problems if one.cell)
    assert {cell: text for cell, text in notes(before).items() if not notes(after)[cell].startswith(text)} == {}
    assert_nothing_else_changed(before, after, {cell for _, cell in expected})
    assert sheet_frames(made.path) == sheet_frames(file)
    assert fingerprints(MERROWSHIRE) == untouched


def corner(book: Workbook, problem: Problem) -> tuple[str, str]:
    """The problem's cell, or the first of the merged cells around it."""
    merged = [area for area in book[problem.sheet].merged_cells.ranges if problem.cell in area]
    return problem.sheet, merged[0].coord.partition(":")[0] if merged else problem.cell


def test_the_copy_reads_back_the_same_with_another_reader(hand_back, collection):
    hand_back(furnish)
    before = CalamineWorkbook.from_path(collection.received / "transport" / "2026-03-31.xlsx")
    after = CalamineWorkbook.from_path(hand_back.result.path)
    assert after.sheet_names == [TITLE, *before.sheet_names]
    assert after.get_sheet_by_name("Plan").to_python() == before.get_sheet_by_name("Plan").to_python()


# What a copy would lose


PARTS = {
    "xl/media/image1.png": "pictures", "xl/charts/chart1.xml": "charts", "xl/chartsheets/sheet1.xml": "charts",
    "xl/pivotCache/pivotCacheDefinition1.xml": "pivot tables", "xl/vbaProject.bin": "macros",
    "xl/slicers/slicer1.xml": "slicers", "xl/externalLinks/externalLink1.xml": "links to other workbooks",
    "xl/threadedComments/threadedComment1.xml": "threaded comments", "_xmlsignatures/sig1.xml": "a digital signature",
    "xl/embeddings/oleObject1.bin": "embedded files", "xl/ctrlProps/ctrlProp1.xml": "form controls",
    "xl/connections.xml": "data connections", "xl/metadata.xml": "formulas that spill over several cells",
    "docMetadata/LabelInfo.xml": "a sensitivity label", "xl/unheardOf/thing1.xml": "the part xl/unheardOf/thing1.xml",
}  # fmt: skip
DRAWING = "<wsDr xmlns='urn:d'><twoCellAnchor><{}/></twoCellAnchor></wsDr>"
VML = "<xml><shape><ClientData ObjectType='{}'/></shape></xml>"
FILLED_PARTS = [
    ("xl/drawings/drawing1.xml", DRAWING.format("pic"), "pictures"),
    ("xl/drawings/drawing1.xml", DRAWING.format("graphicFrame"), "charts"),
    ("xl/drawings/drawing1.xml", DRAWING.format("sp"), "shapes"),
    ("xl/drawings/vmlDrawing1.vml", VML.format("Button"), "form controls"),
    ("xl/drawings/vmlDrawing1.vml", "<xml><imagedata/></xml>", "pictures in a header or footer"),
]
EXTENSION = "<extLst><ext uri='{{x}}' xmlns:x14='urn:x14'><x14:{}/></ext></extLst>"
SHEET_PARTS = [
    (EXTENSION.format("sparklineGroups"), "sparklines"),
    (EXTENSION.format("dataValidations"), "lists to choose from that stand on another sheet"),
    (EXTENSION.format("conditionalFormattings"), "conditional formats of the newer kind"),
    ("<protectedRanges/>", "ranges open to some people on a protected sheet"),
    ("<controls/>", "form controls"),
    ("<somethingNew/>", "the setting 'somethingNew'"),
]


def alter(path: Path, parts: dict[str, str], after_rows: str = "") -> None:
    with zipfile.ZipFile(path) as file:
        held = {name: file.read(name) for name in file.namelist()}
    sheet = held["xl/worksheets/sheet1.xml"].replace(b"</worksheet>", after_rows.encode() + b"</worksheet>")
    held |= {name: text.encode() for name, text in parts.items()} | {"xl/worksheets/sheet1.xml": sheet}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in held.items():
            file.writestr(name, content)


@pytest.mark.parametrize(
    ("parts", "after_rows", "said"),
    [({name: "<x/>"}, "", said) for name, said in PARTS.items()]
    + [({name: text}, "", said) for name, text, said in FILLED_PARTS]
    + [({}, xml, said) for xml, said in SHEET_PARTS],
    ids=lambda value: value if isinstance(value, str) and "<" not in value else "",
)
def test_what_would_be_lost_is_said_and_the_list_comes_alone(parts, after_rows, said, collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    alter(file, parts, after_rows)
    assert losses(file) == [said]
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because == f"The workbook was not copied because a copy would lose: {said}."
    assert_list_alone(made.path, "Plan, D2")


def assert_list_alone(path: Path, where: str) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [TITLE]
    assert where in [row[1] for row in problem_rows(book)]
    assert (links(book), notes(book)) == ([], {})
    assert any("This is the list alone." in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


def test_empty_drawings_printer_settings_and_library_properties_are_no_loss(collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    parts = {"xl/drawings/drawing1.xml": "<wsDr xmlns='urn:d'/>", "xl/printerSettings/printerSettings1.bin": "x"}
    alter(file, parts | {"customXml/item1.xml": "<x/>"}, "<phoneticPr/>")
    assert annotate(file, tmp_path / "back.xlsx", collection.layouts).alone_because == ""


def test_words_under_merged_cells_would_be_lost(collection, tmp_path):
    file = receive_plan(collection, lambda book: book["Plan"].__setitem__("K2", "seen"))
    alter(file, {}, "<mergeCells count='1'><mergeCell ref='J2:K2'/></mergeCells>")
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because.endswith("a copy would lose: what cell K2 of 'Plan' holds.")
    assert list(tmp_path.glob(".back*")) == []


def test_what_openpyxl_warns_of_is_a_loss(collection, tmp_path):
    def with_number(book: Workbook) -> None:
        book["Plan"]["K2"], book["Plan"]["K2"].number_format = 99999999999, "yyyy-mm-dd"

    made = annotate(receive_plan(collection, with_number), tmp_path / "back.xlsx", collection.layouts)
    assert "a copy would lose: Cell K2 is marked as a date" in made.alone_because


def test_a_changed_copy_is_noticed(workbook, tmp_path):
    before = workbook(Plan="a | b\nc | d")
    for change, said in (("c", ""), ("x", "what cell A2 of 'Plan' holds")):
        after = write_workbook(tmp_path / "after.xlsx", {"Plan": f"a | b\n{change} | d", "Ours": "z"})
        assert difference(before, after, {"Ours"}) == said


@pytest.mark.parametrize(
    "name", ["2026-03-31.csv", "2026-03-31.xls", "2026-03-31.ods", "2026-03-31.docx", "2026-03-31.html"]
)
def test_other_kinds_of_file_get_the_list_alone(name, collection, tmp_path):
    file = collection.received / "transport" / name
    file.parent.mkdir()
    file.write_bytes(b"Ref,Rec,Action,Due,Done,Status,Evidence,Reason\nA1,1,Paint,when we can,,In progress,,\n")
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because in (
        "The file could not be read.",
        "The file was not copied because it is not an .xlsx workbook, and only such a workbook can carry notes.",
    )
    assert made.problems
    assert openpyxl.load_workbook(made.path).sheetnames == [TITLE]
