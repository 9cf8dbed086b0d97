"""Workbooks of many programs come back whole: with prefixes or old drawings, without formats or addresses."""

from __future__ import annotations  # see conftest.py for the reason

import re
from dataclasses import replace
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
    notes,
    problem_rows,
    receive_plan,
)
from official_template import FIRST_SHEET, change_part, parts_of, with_parts
from openpyxl.workbook import Workbook
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from loaders.load.annotate import annotate as module
from loaders.load.annotate.annotate import annotate, findings_of
from loaders.load.annotate.cell_styles import COLOUR
from loaders.load.annotate.notes import NOTE_BEGINS
from loaders.load.annotate.problem_sheet import TITLE

pytestmark = pytest.mark.filterwarnings("ignore:Data Validation extension is not supported")  # when openpyxl opens it
TO_HEADER = (
    '<Relationship Id="rId91" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing" '
    'Target="../drawings/vmlDrawingHF1.vml"/></Relationships>'
)


def test_names_of_elements_may_have_a_prefix(collection, tmp_path):
    file = receive_plan(collection, lambda book: book["Plan"].__setitem__("D2", "when we can"))
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    named = main.replace("=", ":p=", 1)
    for name in {FIRST_SHEET, "xl/styles.xml", "xl/workbook.xml", "xl/sharedStrings.xml"} & parts_of(file).keys():
        change_part(file, name, lambda xml: re.sub(r"<(/?)(?=[A-Za-z])", r"<\1p:", xml).replace(main, named))
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert (made.why_list_alone, made.notes) == ("", 4)
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
    assert (made.why_list_alone, made.notes) == ("", 6)  # without a format, dates are numbers
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
    assert (made.why_list_alone, made.notes) == ("", 4)
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
    """A box with a fixed place would hide what was added to its note."""
    name = next(name for name in parts_of(template) if "commentsDrawing" in name)
    anchored = r"<\1:Anchor>4, 15, 1, 2, 6, 15, 4, 4</\1:Anchor><\1:AutoFill>"
    change_part(template, name, lambda vml: re.sub(r"<(\w+):AutoFill>", anchored, vml))
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    book = openpyxl.load_workbook(made.path)
    assert notes(book)["Plan", DUE].startswith(f"Ask the board.\n\n{NOTE_BEGINS}")
    drawing = parts_of(made.path)[name].decode()
    box = next(shape for shape in re.findall(r"<\w+:shape .*?</\w+:shape>", drawing, re.DOTALL) if "Row>1<" in shape)
    assert [int(size) for size in re.findall(r"(?:width|height):(\d+)px", box)] == [320, 198]
    assert "Anchor" not in box
    assert len(re.findall("<\\w+:Anchor>", drawing)) == 1  # the conversation's own
    assert re.findall("_x0000_s([0-9]+)", drawing) == sorted(set(re.findall("_x0000_s([0-9]+)", drawing)))


def test_the_first_note_of_a_sheet_is_where_the_format_requires_it(collection, tmp_path):
    """Excel repairs or refuses a sheet whose elements are not in the format's order."""
    file = receive_plan(collection, lambda book: book["Plan"].add_table(Table(displayName="Plans", ref="A1:H4")))
    with_parts(file, {"xl/drawings/vmlDrawingHF1.vml": official_template.HEADER_PICTURE.encode()})
    change_part(file, official_template.RELATIONS_OF_FIRST, lambda xml: xml.replace("</Relationships>", TO_HEADER))
    change_part(file, FIRST_SHEET, official_template.with_elements)
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    order = [child.tag.rpartition("}")[2] for child in ElementTree.fromstring(parts_of(made.path)[FIRST_SHEET])]
    assert order[-4:] == ["legacyDrawing", "legacyDrawingHF", "tableParts", "extLst"]
    assert parts_of(made.path)["xl/tables/table1.xml"] == parts_of(file)["xl/tables/table1.xml"]


def test_boxes_of_all_sheets_have_numbers_of_their_own(collection, tmp_path):
    file = receive_plan(collection, lambda book: book.copy_worksheet(book["Plan"]))
    findings = findings_of(file, collection.layouts)
    twice = (*findings.problems, *(replace(problem, sheet="Plan Copy") for problem in findings.problems))
    made = module.write(file, tmp_path / "back.xlsx", replace(findings, problems=twice))
    drawings = [content for name, content in parts_of(made.path).items() if name.endswith(".vml")]
    numbers = [number for vml in drawings for number in re.findall(rb'id="_x0000_s(\d+)"', vml)]
    assert len(drawings) == 2
    assert len(numbers) == len(set(numbers)) == made.notes == 8
    assert [re.findall(rb'data="(\d+)"', vml) for vml in drawings] == [[b"1"], [b"2"]]


def test_a_drawing_that_is_not_xml_is_added_to(template, collection, tmp_path):
    name = next(name for name in parts_of(template) if "commentsDrawing" in name)
    change_part(
        template, name, lambda vml: vml.replace("</xml>", "<v:shape id='b'><div>Send<br></div></v:shape></xml>")
    )
    made = annotate(template, tmp_path / "back.xlsx", collection.layouts)
    assert (made.why_list_alone, made.notes) == ("", 3)
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
