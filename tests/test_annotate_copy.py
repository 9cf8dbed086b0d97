"""A workbook handed back holds all that it held before: what is not edited keeps its bytes. Or the list comes alone."""

from __future__ import annotations  # for the reason told in conftest.py

import re
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree

import official_template
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
from office import as_flat_workbooks
from official_template import FIRST_SHEET, change_part, parts_of, with_parts
from openpyxl.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula
from python_calamine import CalamineWorkbook

from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.annotate import annotate as module
from loaders.annotate import xml_part
from loaders.annotate.annotate import annotate, findings_of
from loaders.annotate.cell_styles import COLOUR
from loaders.annotate.notes import NOTE_BEGINS
from loaders.annotate.problem_sheet import TITLE
from loaders.received.places import EXAMPLE
from tracker.findings import Problem

MERROWSHIRE = EXAMPLE
LATEST = sorted(max(folder.glob("*.xlsx")) for folder in MERROWSHIRE.iterdir() if folder.is_dir())
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
# The parts that a note, a colour or the list goes into. Every other part has to keep its bytes.
EDITED = {
    "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml", FIRST_SHEET,
    "xl/worksheets/_rels/sheet1.xml.rels", "xl/comments/comment1.xml", "xl/drawings/commentsDrawing1.vml",
}  # fmt: skip

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension is not supported")  # by openpyxl's look at it


def received(collection) -> Path:
    return collection.received / "transport" / "2026-03-31.xlsx"


@pytest.fixture
def template(collection) -> Path:
    """A received plan in an official template."""
    file = receive_plan(collection, official_template.draw)
    official_template.add_parts(file)
    return file


# Nothing else is changed


def test_every_part_that_is_not_edited_keeps_its_bytes(template, collection, tmp_path):
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    before, after = parts_of(template), parts_of(made.path)
    assert made.alone_because == ""
    assert [name for name in before if name not in EDITED and after[name] != before[name]] == []
    assert after.keys() - before.keys() == {"xl/worksheets/sheet.xml"}
    assert {"xl/charts/chart1.xml", "xl/media/crest.png", "docMetadata/LabelInfo.xml"} < before.keys() - EDITED


def test_an_edited_sheet_keeps_every_byte_but_formats_and_new_cells(template, collection, tmp_path):
    """Without the places of formats, which of the sheets is chosen, and new blank cells, the two are the same."""
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
    assert len(said) == 4  # the conversation too
    tables = [table.get(f"{TABLE}name") for table in after.iter(f"{TABLE}table")]
    assert tables[0] == TITLE
    assert without_notes(after)[1:] == without_notes(before)


def without_notes(root: ElementTree.Element) -> list[list[str]]:
    """Table by table the words of the cells, as the other program shows them."""
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


# Workbooks as programs write them


def test_names_of_elements_may_have_a_prefix(collection, tmp_path):
    file = receive_plan(collection, lambda book: book["Plan"].__setitem__("D2", "when we can"))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    named = main.replace("=", ":p=", 1)
    for name in {FIRST_SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"} & parts_of(file).keys():
        change_part(file, name, lambda xml: re.sub(r"<(/?)(?=[A-Za-z])", r"<\1p:", xml).replace(main, named))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert (made.alone_because, made.notes) == ("", 4)
    assert {cell for _, cell in notes(book)} == {DUE, DONE, EVIDENCE, REC}
    assert [book["Plan"][cell].fill.fgColor.rgb for cell in (DUE, DONE, EVIDENCE, REC)] == [COLOUR] * 4
    assert book["Plan"]["D2"].value == "when we can"


def test_a_workbook_without_formats_gets_some(collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    change_part(file, FIRST_SHEET, lambda xml: re.sub(r' s="\d+"', "", xml))
    change_part(file, "xl/_rels/workbook.xml.rels", lambda xml: re.sub(r"<Relationship [^>]*styles[^>]*/>", "", xml))
    change_part(file, "[Content_Types].xml", lambda xml: re.sub(r"<Override [^>]*styles[^>]*/>", "", xml))
    with_parts(file, {}, without=("xl/styles.xml",))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert (made.alone_because, made.notes) == ("", 6)  # without a format, dates are numbers
    assert book["Plan"][DUE].fill.fgColor.rgb == COLOUR
    assert book["Plan"]["A1"].fill.fill_type is None


def test_rows_and_cells_may_leave_out_their_address(collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    change_part(file, FIRST_SHEET, lambda xml: re.sub(r'(<(?:c|row)) r="\w+"', r"\1", xml))
    change_part(file, FIRST_SHEET, lambda xml: xml.replace("</sheetData>", '<row r="9"><c r="B9"/></row></sheetData>'))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    before, after = CalamineWorkbook.from_path(file), CalamineWorkbook.from_path(made.path)
    assert after.get_sheet_by_name("Plan").to_python() == before.get_sheet_by_name("Plan").to_python()
    book = openpyxl.load_workbook(made.path)
    assert {f"Plan, {cell}" for _, cell in notes(book)} == {row[1] for row in problem_rows(book)}
    assert made.notes == 5


def test_a_part_in_another_encoding_is_edited_too(collection, tmp_path):
    file = receive_plan(collection, lambda book: book["Plan"].__setitem__("C2", "Paint the café"))
    xml = parts_of(file)[FIRST_SHEET].decode()
    with_parts(file, {FIRST_SHEET: re.sub(r"^(<\?xml.*?\?>)?", "", xml).encode("utf-16")})
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert (made.alone_because, made.notes) == ("", 4)
    assert openpyxl.load_workbook(made.path)["Plan"]["C2"].value == "Paint the café"


@pytest.mark.parametrize(("of_row", "expected"), [(False, "0.00"), (True, "0.0%")])
def test_a_new_cell_has_the_format_of_its_row_or_column(of_row, expected, collection, tmp_path):
    def with_formats(book: Workbook) -> None:
        book["Plan"].column_dimensions["G"].number_format = "0.00"
        book["Plan"]["K1"].number_format = "0.0%"

    file = receive_plan(collection, with_formats)
    number = re.search(r'r="K1" s="(\d+)"', parts_of(file)[FIRST_SHEET].decode())
    assert number
    styled = f'<row r="3" s="{number[1]}" customFormat="1"' if of_row else '<row r="3"'
    change_part(file, FIRST_SHEET, lambda xml: re.sub(r'<c r="G3"[^>]*/>', "", xml).replace('<row r="3"', styled))
    cell = openpyxl.load_workbook(annotate(file, tmp_path / "back.xlsx", collection.layouts).path)["Plan"][EVIDENCE]
    assert (cell.number_format, cell.fill.fgColor.rgb) == (expected, COLOUR)


def test_a_note_that_grows_has_room(template, collection, tmp_path):
    """A box with a fixed place would hide what is added to its note."""
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert notes(book)["Plan", DUE].startswith(f"Ask the board.\n\n{NOTE_BEGINS}")
    drawing = next(content for name, content in parts_of(made.path).items() if "commentsDrawing" in name).decode()
    box = next(shape for shape in re.findall(r"<\w+:shape .*?</\w+:shape>", drawing, re.DOTALL) if "Row>1<" in shape)
    assert [int(size) for size in re.findall(r"(?:width|height):(\d+)px", box)] == [320, 198]
    assert re.findall("_x0000_s([0-9]+)", drawing) == sorted(set(re.findall("_x0000_s([0-9]+)", drawing)))


def test_a_drawing_that_is_not_xml_is_added_to(template, collection, tmp_path):
    name = next(name for name in parts_of(template) if "commentsDrawing" in name)
    change_part(
        template, name, lambda vml: vml.replace("</xml>", "<v:shape id='b'><div>Send<br></div></v:shape></xml>")
    )
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    assert (made.alone_because, made.notes) == ("", 3)
    assert b"<div>Send<br></div>" in parts_of(made.path)[name]


def test_a_copy_that_comes_back_untouched_is_marked_as_before(template, collection, tmp_path):
    first = annotate(template, tmp_path / "1.xlsx", collection.layouts)
    again = collection.received / "transport" / "2026-03-31.xlsx"
    again.write_bytes(first.path.read_bytes())
    second = annotate(again, tmp_path / "2.xlsx", collection.layouts)
    before, after = openpyxl.load_workbook(first.path), openpyxl.load_workbook(second.path)
    assert after.sheetnames == before.sheetnames
    assert notes(after) == notes(before)
    assert problem_rows(after) == problem_rows(before)
    assert_nothing_else_changed(openpyxl.load_workbook(template), after, {DUE, DONE, EVIDENCE, REC})


def test_rows_of_the_list_are_as_high_as_their_text(hand_back):
    book = hand_back(lambda book: book["Plan"].__setitem__(DUE, "when we can, " * 40))
    sheet = book[TITLE]
    high = {row[1].value: sheet.row_dimensions[row[1].row].height for row in sheet.iter_rows()}
    assert high[f"Plan, {DUE}"] > 12 * 15
    assert high[f"Plan, {EVIDENCE}"] < 6 * 15


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
    before = CalamineWorkbook.from_path(received(collection))
    after = CalamineWorkbook.from_path(hand_back.result.path)
    assert after.sheet_names == [TITLE, *before.sheet_names]
    assert after.get_sheet_by_name("Plan").to_python() == before.get_sheet_by_name("Plan").to_python()


# What is not copied

STOPS = {
    "xl/vbaProject.bin": "macros", "xl/macrosheets/sheet1.xml": "macros", "xl/attachedToolbars.bin": "macros",
    "xl/activeX/activeX1.xml": "controls that can run programs", "xl/embeddings/oleObject1.bin": "embedded files",
    "_xmlsignatures/sig1.xml": "a digital signature", "xl/revisions/revisionHeaders.xml": "tracked changes",
}  # fmt: skip


@pytest.mark.parametrize(("name", "said"), STOPS.items())
def test_what_is_handed_to_nobody_or_would_break_is_said_and_the_list_comes_alone(name, said, collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    with_parts(file, {name: b"<x/>"})
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because == f"The workbook was not copied because it holds {said}."
    assert_list_alone(made.path, "Plan, D2")


def test_macros_under_another_name_and_links_that_start_programs_are_seen(collection, tmp_path):
    file = receive_plan(collection, lambda book: None)
    dde = b"<externalLink><ddeLink ddeService='cmd' ddeTopic='x'/></externalLink>"
    macro = '<Override PartName="/xl/plain.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    with_parts(file, {"xl/externalLinks/externalLink1.xml": dde, "xl/plain.bin": b"x"})
    change_part(file, "[Content_Types].xml", lambda xml: xml.replace("</Types>", macro))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because.endswith("because it holds links that start other programs and macros.")


def assert_list_alone(path: Path, where: str) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [TITLE]
    assert where in [row[1] for row in problem_rows(book)]
    assert (links(book), notes(book)) == ([], {})
    assert any("This is the list alone." in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/comments/comment1.xml", b"<!DOCTYPE c [<!ENTITY a 'b'>]><comments><authors/></comments>"),
        ("xl/comments/comment1.xml", b"<comments><authors>"),
        ("xl/comments/comment1.xml", b"<comments/>"),
        ("xl/drawings/commentsDrawing1.vml", b"no drawing"),
    ],
)
def test_a_package_that_is_not_as_it_should_be_gets_the_list_alone(name, content, template, collection, tmp_path):
    findings = findings_of(template, collection.layouts)  # as it was when it was read
    assert name in parts_of(template)
    with_parts(template, {name: content})
    made = module.write(template, tmp_path / "back.xlsx", findings)
    assert made.alone_because.startswith("The workbook ")
    assert_list_alone(made.path, "Plan, D2")
    assert list(tmp_path.glob(".back*")) == []


def test_a_part_with_more_elements_than_memory_should_hold_gets_the_list_alone(
    template, collection, tmp_path, monkeypatch
):
    findings = findings_of(template, collection.layouts)
    monkeypatch.setattr(xml_part, "MOST_ELEMENTS", 20)
    assert module.write(template, tmp_path / "back.xlsx", findings).alone_because


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
