"""A workbook handed back: a note on each problem's cell, a list with links, and nothing else changed."""

from __future__ import annotations  # for the reason told in conftest.py

import hashlib
import re
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from drawing import LAYOUT, Collection, write_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.table import Table
from python_calamine import CalamineWorkbook

from loaders.annotate import annotate as module
from loaders.annotate.annotate import annotate, findings_of, main
from loaders.annotate.copy_difference import difference
from loaders.annotate.copy_losses import lost
from loaders.annotate.notes import COLOUR, NOTE_BEGINS
from loaders.annotate.problem_sheet import ILLUSTRATIVE, TITLE, Findings, add_list
from loaders.received.places import EXAMPLE
from tracker.received import Problem, ReceivedFile
from tracker.terms import Severity, WhoActs

MERROWSHIRE = EXAMPLE
LATEST = sorted(max(folder.glob("*.xlsx")) for folder in MERROWSHIRE.iterdir() if folder.is_dir())
REGISTER = """
Rec | Recommendation      | Agency                  | Response
1   | Light the platforms | Department of Transport | Accepted
"""
PLAN = """
Ref | Rec | Action            | Due          | Done | Status      | Evidence | Reason
A1  | 1   | Paint the railing | when we can  |      | In progress |          |
A2  | 1   | Mend the gate     | d:2026-09-30 |      | Complete    |          |
A3  | 9   | Sweep the steps   | d:2026-09-30 |      | In progress |          |
"""
DUE, DONE, EVIDENCE, REC = "D2", "E3", "G3", "B4"


@pytest.fixture
def returned(collection: Collection, tmp_path: Path) -> Callable[..., openpyxl.Workbook]:
    """Draws a plan, lets `change` add to it, hands it back and opens the copy."""

    def hand_back(change: Callable[[Workbook], object] = lambda book: None, plan: str = PLAN, **options):
        file = received(collection, change, plan)
        hand_back.made = annotate(file, tmp_path / "back.xlsx", collection.layouts, force=True, **options)
        return openpyxl.load_workbook(hand_back.made.path, rich_text=True)

    return hand_back


def received(collection: Collection, change: Callable[[Workbook], object], plan: str = PLAN) -> Path:
    collection.register("2026-01-05", REGISTER)
    file = write_workbook(collection.received / "transport" / "2026-03-31.xlsx", {"Plan": plan})
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def notes(book: Workbook) -> dict[tuple[str, str], str]:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment]
    return {(cell.parent.title, cell.coordinate): cell.comment.text for cell in cells}


def listed(book: Workbook) -> list[tuple]:
    """The rows of the list below its headings."""
    rows = [tuple(cell.value for cell in row) for row in book[TITLE].iter_rows(max_col=5)]
    return rows[next(n for n, row in enumerate(rows) if row[0] == "Severity") + 1 :]


def links(book: Workbook) -> list[str]:
    cells = (row[1] for row in book[TITLE].iter_rows(max_col=2))
    return [cell.hyperlink.location for cell in cells if cell.hyperlink]


def fingerprints(folder: Path) -> dict[Path, str]:
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


def test_each_problem_is_a_note_on_its_cell_and_a_row_of_the_list(returned):
    book = returned()
    assert {cell for _, cell in notes(book)} == {DUE, DONE, EVIDENCE, REC}
    assert notes(book)["Plan", DUE] == (
        f"{NOTE_BEGINS}\nWarning. A date is written so that it can be read, or is left blank.\n"
        "Found: when we can\nWho: whoever sent the file"
    )
    assert {where for _, where, *_ in listed(book)} == {f"Plan, {cell}" for cell in (DUE, DONE, EVIDENCE, REC)}
    assert {book["Plan"][cell].fill.fgColor.rgb for cell in (DUE, DONE, EVIDENCE, REC)} == {COLOUR}
    assert (returned.made.notes, returned.made.problems, returned.made.alone_because) == (4, 4, "")


def test_the_heading_says_which_file_and_how_its_rows_were_read(returned):
    book = returned(plan=PLAN + "    | 1   | No reference here | d:2026-09-30 |      | In progress |          |\n")
    heading = [row[0].value for row in book[TITLE].iter_rows(max_row=4, max_col=1)]
    assert heading == [
        ILLUSTRATIVE,
        f"{TITLE} in transport/2026-03-31.xlsx",
        "From Department of Transport, received 31 March 2026.",
        "4 rows read, 3 shown, 1 refused.",
    ]
    assert listed(book)[0][0] == "Row refused"


def test_the_list_is_the_first_sheet_and_the_only_one_chosen(returned):
    book = returned(lambda book: book.create_sheet("Notes"))
    assert book.sheetnames == [TITLE, "Plan", "Notes"]
    assert book.active.title == TITLE
    assert [sheet.sheet_view.tabSelected for sheet in book.worksheets] == [True, False, False]


def test_several_problems_on_one_cell_make_one_note(returned, collection):
    # Findings about columns that the layout does not have stand on the first cell of the row.
    layout = LAYOUT.replace('evidence = "Evidence"\n', "").replace('completed_on = "Done"\n', "")
    collection.layout("transport", layout)
    book = returned(plan=PLAN.replace("A2 ", "A1 "))
    on_first = [row for row in listed(book) if row[1] == "Plan, A3"]
    assert len(on_first) == 3
    assert notes(book)["Plan", "A3"].count("Found: ") == len(on_first)
    assert returned.made.notes < returned.made.problems == len(listed(book))


def test_a_merged_cell_carries_its_note_on_the_corner(returned):
    book = returned(lambda book: book["Plan"].merge_cells("B3:B4"), plan=PLAN.replace("| 1   | Mend", "| 9   | Mend"))
    about_recommendations = [row for row in listed(book) if "register" in row[3]]
    assert [row[1] for row in about_recommendations] == ["Plan, B3", "Plan, B4"]
    assert notes(book)["Plan", "B3"].count("Found: 9") == 2
    assert ("Plan", "B4") not in notes(book)
    assert links(book).count("'Plan'!B3") == 2


def test_a_note_already_there_keeps_its_words_and_ours_are_added_below(returned):
    def with_notes(book: Workbook) -> None:
        book["Plan"][DUE].comment = Comment("Ask the board.\n", "Head of Works")
        book["Plan"]["C4"].comment = Comment("Untouched", "Head of Works")

    book = returned(with_notes)
    assert notes(book)["Plan", DUE].startswith(f"Ask the board.\n\n{NOTE_BEGINS}\n")
    assert book["Plan"][DUE].comment.author == "Head of Works"
    assert notes(book)["Plan", "C4"] == "Untouched"


def test_a_colour_of_its_own_stays_and_white_is_none(returned):
    def with_colours(book: Workbook) -> None:
        book["Plan"][DUE].fill = PatternFill("solid", fgColor="FFFF0000")
        book["Plan"][REC].fill = PatternFill("solid", fgColor="FFFFFFFF")

    book = returned(with_colours)
    assert book["Plan"][DUE].fill.fgColor.rgb == "FFFF0000"
    assert book["Plan"][REC].fill.fgColor.rgb == COLOUR


def test_a_blank_cell_keeps_the_look_of_its_column(returned):
    def with_column(book: Workbook) -> None:
        book["Plan"].column_dimensions["G"].number_format = "0.00"

    assert returned(with_column)["Plan"][EVIDENCE].number_format == "0.00"


def test_the_data_officers_problems_are_shown_only_when_asked_for(returned):
    plan = PLAN.replace("In progress", "Nearly there", 1)
    assert not any("Nearly there" in row for row in listed(returned(plan=plan)))
    book = returned(plan=plan, show_all=True)
    assert [row[4] for row in listed(book) if "Nearly there" in row] == [WhoActs.DATA_OFFICER]
    assert ("Plan", "F2") in notes(book)


def test_nothing_to_put_right_is_said(returned):
    book = returned(plan=PLAN.splitlines()[1] + "\nA1 | 1 | Paint | d:2026-09-30 | | In progress | | \n")
    assert (notes(book), listed(book)) == ({}, [])
    assert "Nothing to put right." in [row[0].value for row in book[TITLE].iter_rows(max_col=1)]


def test_a_marked_copy_that_was_sent_back_is_marked_afresh(returned, collection, tmp_path):
    def with_their_note(book: Workbook) -> None:
        book["Plan"][DUE].comment = Comment("Ask the board.", "Head of Works")

    book = returned(with_their_note)
    book["Plan"][DUE] = date(2026, 9, 30)
    book.save(collection.received / "transport" / "2026-04-30.xlsx")
    made = annotate(collection.received / "transport" / "2026-04-30.xlsx", tmp_path / "2.xlsx", collection.layouts)
    again = openpyxl.load_workbook(made.path)
    assert again.sheetnames == [TITLE, "Plan"]
    assert {cell for _, cell in notes(again)} == {DUE, DONE, EVIDENCE, REC}
    assert notes(again)["Plan", DUE] == "Ask the board."
    assert notes(again)["Plan", REC].count(NOTE_BEGINS) == 1
    assert again["Plan"][DUE].fill.fill_type is None


def test_a_sheet_of_theirs_with_our_name_stays(returned):
    book = returned(lambda book: book.create_sheet(TITLE).append(["their own list"]))
    assert book[TITLE]["A1"].value == "their own list"
    assert book.sheetnames == [f"{TITLE}1", "Plan", TITLE]


# Nothing else is changed


def furnish(book: Workbook) -> None:
    """Everything that a copy must keep, put around the plan."""
    sheet = book["Plan"]
    _dress_cells(sheet)
    _dress_sheet(sheet)
    other = book.create_sheet("Lists & 'more'")
    other.append(["Open", "Closed"])
    other.sheet_state = "hidden"
    book.create_sheet("Deep").sheet_state = "veryHidden"
    book.defined_names["Choices"] = DefinedName("Choices", attr_text="'Lists & ''more'''!$A$1:$B$1")
    sheet.defined_names["Here"] = DefinedName("Here", attr_text="Plan!$A$1")
    table = book.create_sheet("Table")
    for row in (["Kind", "Number"], ["a", 1], ["b", 2]):
        table.append(row)
    table.add_table(Table(displayName="Kinds", ref="A1:B3"))
    book.custom_doc_props.append(openpyxl.packaging.custom.StringProperty(name="Label", value="Official"))


def _dress_cells(sheet) -> None:
    side = Side(style="thick", color="FF00AA00")
    sheet["A1"].font, sheet["A1"].border = Font(bold=True, color="FFCC0000", name="Arial"), Border(top=side, left=side)
    sheet["C2"].alignment, sheet["C2"].protection = Alignment(wrap_text=True, indent=2), Protection(locked=False)
    sheet["J2"], sheet["J3"], sheet["J4"] = "=COUNTA(A2:A4)", "=J2*2", ArrayFormula("J4", "=SUM(A2:A4*1)")
    sheet["K2"], sheet["K2"].number_format = 0.125, "0.0%"
    sheet["K3"], sheet["K3"].number_format = date(2026, 3, 1), "mmm-yy"
    sheet["K4"], sheet["K5"], sheet["K6"] = True, "#N/A", 12345678901234567
    sheet["L2"] = CellRichText("plain ", TextBlock(InlineFont(b=True), " bold "), " end ")
    sheet["L3"], sheet["L4"] = "  spaces \n and lines ", "=not a formula"
    sheet["L4"].data_type = "s"
    sheet["L5"], sheet["L5"].hyperlink = "a page", "https://example.org/page?a=1&b=2"
    sheet["M2"].comment = Comment("A remark of theirs", "Head of Works")


def _dress_sheet(sheet) -> None:
    sheet.merge_cells("N2:O3")
    sheet.column_dimensions["C"].width, sheet.column_dimensions["K"].hidden = 41.5, True
    sheet.column_dimensions["P"].outlineLevel = 1
    sheet.row_dimensions[3].height, sheet.row_dimensions[5].hidden = 33, True
    choice = DataValidation("list", formula1="Choices", allow_blank=True, prompt="Choose one", showInputMessage=True)
    choice.add("F2:F40")
    sheet.add_data_validation(choice)
    sheet.conditional_formatting.add("D2:D9", CellIsRule("lessThan", ["TODAY()"], fill=PatternFill(bgColor="FFFF9999")))
    sheet.conditional_formatting.add("K2:K9", ColorScaleRule("min", None, "FFFFFFFF", "max", None, "FF00FF00"))
    sheet.freeze_panes, sheet.auto_filter.ref = "B2", "A1:H4"
    sheet.print_title_rows, sheet.print_area, sheet.page_setup.orientation = "1:1", "A1:H9", "landscape"
    sheet.oddHeader.center.text, sheet.sheet_view.zoomScale = "Action plan &P", 85
    sheet.row_breaks.append(Break(id=4))
    sheet.protection.set_password("abc")
    sheet.sheet_properties.tabColor = "FF123456"


def test_everything_else_in_the_workbook_stays(returned, collection):
    book = returned(furnish)
    before = openpyxl.load_workbook(collection.received / "transport" / "2026-03-31.xlsx", rich_text=True)
    assert returned.made.alone_because == ""
    assert_nothing_else_changed(before, book, {DUE, DONE, EVIDENCE, REC})
    assert book.sheetnames == [TITLE, *before.sheetnames]
    assert [sheet.sheet_state for sheet in book.worksheets][1:] == [sheet.sheet_state for sheet in before.worksheets]
    assert dict(book.defined_names).keys() == {"Choices"}
    assert book["Plan"].defined_names.keys() == before["Plan"].defined_names.keys() >= {"Here"}
    assert (book["Plan"].print_title_rows, book["Plan"].print_area) == ("$1:$1", "'Plan'!$A$1:$H$9")
    assert [prop.value for prop in book.custom_doc_props.props] == ["Official"]


def test_the_parts_around_the_cells_stay_word_for_word(returned, collection):
    returned(furnish)
    before = sheet_frames(collection.received / "transport" / "2026-03-31.xlsx")
    after = sheet_frames(returned.made.path)
    assert len(before) == 4
    for name, frame in before.items():
        assert after[name] == frame, name


def test_formulas_stay_formulas_and_are_worked_out_when_opened(returned):
    book = returned(furnish)
    assert [book["Plan"][cell].value for cell in ("J2", "J3")] == ["=COUNTA(A2:A4)", "=J2*2"]
    assert isinstance(book["Plan"]["J4"].value, ArrayFormula)
    assert (book["Plan"]["L4"].value, book["Plan"]["L4"].data_type) == ("=not a formula", "s")
    assert book.calculation.fullCalcOnLoad
    assert any("Enable editing" in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


def assert_nothing_else_changed(before: Workbook, after: Workbook, marked: set[str]) -> None:
    """Cell by cell: value, kind, look, link and note; of a marked cell all but its note and colour."""
    for sheet in before.worksheets:
        copy = after[sheet.title]
        cells = {(cell.row, cell.column) for row in (*sheet.iter_rows(), *copy.iter_rows()) for cell in row}
        for place in sorted(cells):
            is_marked = sheet.cell(*place).coordinate in marked
            assert look(copy.cell(*place), is_marked) == look(sheet.cell(*place), is_marked), (sheet.title, place)


def look(cell, is_marked: bool) -> list:
    is_array = isinstance(cell.value, ArrayFormula)
    value = (cell.value.ref, cell.value.text) if is_array else (type(cell.value), str(cell.value), cell.data_type)
    style = style_of(cell.parent.parent, cell)
    found = [value, *(style[1:] if is_marked else [*style, getattr(cell.comment, "text", None)])]
    link = getattr(cell, "hyperlink", None)
    return [*found, link and (link.target, link.location)]


def style_of(book: Workbook, cell, known: dict = {}) -> list[str]:  # noqa: B006 - cells share few styles, spelt out once
    """The cell's whole look in words, the fill first."""
    key = (id(book), *(cell._style or ()))
    if key not in known:
        parts = (cell.fill, cell.font, cell.border, cell.alignment, cell.number_format, cell.protection, cell.style)
        known[key] = [repr(part) for part in parts]
    return known[key]


def sheet_frames(path: Path) -> dict[str, list]:
    """Sheet to every element around and of the rows with its settings, without the cells, notes and what is chosen."""
    with zipfile.ZipFile(path) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        names = [sheet.get("name") for sheet in book.iter() if sheet.tag.endswith("}sheet")]
        files = sorted((n for n in parts.namelist() if re.match(r"xl/worksheets/sheet\d", n)), key=len)
        roots = [ElementTree.fromstring(parts.read(name)) for name in sorted(files)]
    return {name: frame(root) for name, root in zip(names, roots, strict=True) if name != TITLE}


def frame(root: ElementTree.Element) -> list:
    skipped = {"c", "v", "f", "is", "t", "r", "rPr", "b", "legacyDrawing", "dimension"}
    ignored = {
        "spans",
        "tabSelected",
        "dxfId",
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    }
    found = []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        settings = {key: value for key, value in element.attrib.items() if key not in ignored}
        if tag == "selection":  # where A1 is chosen, which goes without saying
            settings = {"activeCell": "A1", "sqref": "A1"} | settings
        is_bare_row = tag == "row" and settings.keys() == {"r"}
        if tag not in skipped and not is_bare_row:
            found.append((tag, settings, element.text))
    return found


# The example


@pytest.fixture(scope="module")
def example_read() -> list[ReceivedFile]:
    return list(module.read_all(MERROWSHIRE, module.layouts_for(MERROWSHIRE)))


@pytest.mark.parametrize("file", LATEST, ids=lambda file: file.parent.name)
def test_the_latest_return_of_each_sender_comes_back_marked(file, example_read, monkeypatch, tmp_path):
    monkeypatch.setattr(module, "read_all", lambda folder, layouts: example_read)
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


def test_the_copy_reads_back_the_same_with_another_reader(returned, collection):
    returned(furnish)
    before = CalamineWorkbook.from_path(collection.received / "transport" / "2026-03-31.xlsx")
    after = CalamineWorkbook.from_path(returned.made.path)
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
    file = received(collection, lambda book: None)
    alter(file, parts, after_rows)
    assert lost(file) == [said]
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because == f"The workbook was not copied because a copy would lose: {said}."
    assert_list_alone(made.path, "Plan, D2")


def assert_list_alone(path: Path, where: str) -> None:
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [TITLE]
    assert where in [row[1] for row in listed(book)]
    assert (links(book), notes(book)) == ([], {})
    assert any("This is the list alone." in str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))


def test_empty_drawings_printer_settings_and_library_properties_are_no_loss(collection, tmp_path):
    file = received(collection, lambda book: None)
    parts = {"xl/drawings/drawing1.xml": "<wsDr xmlns='urn:d'/>", "xl/printerSettings/printerSettings1.bin": "x"}
    alter(file, parts | {"customXml/item1.xml": "<x/>"}, "<phoneticPr/>")
    assert annotate(file, tmp_path / "back.xlsx", collection.layouts).alone_because == ""


def test_words_under_merged_cells_would_be_lost(collection, tmp_path):
    file = received(collection, lambda book: book["Plan"].__setitem__("K2", "seen"))
    alter(file, {}, "<mergeCells count='1'><mergeCell ref='J2:K2'/></mergeCells>")
    made = annotate(file, tmp_path / "back.xlsx", collection.layouts)
    assert made.alone_because.endswith("a copy would lose: what cell K2 of 'Plan' holds.")
    assert list(tmp_path.glob(".back*")) == []


def test_what_openpyxl_warns_of_is_a_loss(collection, tmp_path):
    def with_number(book: Workbook) -> None:
        book["Plan"]["K2"], book["Plan"]["K2"].number_format = 99999999999, "yyyy-mm-dd"

    made = annotate(received(collection, with_number), tmp_path / "back.xlsx", collection.layouts)
    assert "a copy would lose: Cell K2 is marked as a date" in made.alone_because


def test_a_changed_copy_is_noticed(workbook, tmp_path):
    before = workbook(Plan="a | b\nc | d")
    for change, said in (("c", ""), ("x", "what cell A2 of 'Plan' holds")):
        after = write_workbook(tmp_path / "after.xlsx", {"Plan": f"a | b\n{change} | d", "Ours": "z"})
        assert difference(before, after, {"Ours"}) == said


@pytest.mark.parametrize("name", ["2026-03-31.csv", "2026-03-31.xls", "2026-03-31.ods"])
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


# Hostile words


HOSTILE = ['=HYPERLINK("https://example.org","x")', "=1+1", "+44 when funded", "-cmd|' /C calc'!A0", "@SUM(A1)"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words, returned):
    def with_words(book: Workbook) -> None:
        book["Plan"][DUE].value = words
        book["Plan"][DUE].data_type = "s"

    book = returned(with_words)
    found = [cell for row in book[TITLE].iter_rows(max_col=5) for cell in row if cell.value == words]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
    assert f"Found: {words}\n" in notes(book)["Plan", DUE]
    assert [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row].count("f") == 0


def test_letters_that_no_workbook_holds_are_left_out(tmp_path):
    problem = Problem(
        found="=1\x00\ud800\uffff" + "x" * 40_000,
        sentence="A\x0bsentence.",
        severity=Severity.WARNING,
        who_acts=WhoActs.SENDER,
        rule="any",
        sheet="O'Brien: plan",
        cell="A1",
    )
    file = ReceivedFile(1, "transport", date(2026, 3, 31), "transport/2026-03-31.xlsx", "", 0)
    book = Workbook()
    add_list(book, Findings(file, (problem,), 1, 0))
    book.save(tmp_path / "list.xlsx")
    row = listed(openpyxl.load_workbook(tmp_path / "list.xlsx"))[0]
    assert row[1:4] == ("O'Brien: plan, A1", "=1" + "x" * 998 + "…", "Asentence.")


def test_a_link_leads_into_a_sheet_with_an_odd_name(collection, tmp_path):
    collection.layout("transport", (collection.layouts / "transport.toml").read_text().replace('"Plan"', '"It\'s & 1"'))
    file = write_workbook(collection.received / "transport" / "2026-03-31.xlsx", {"It's & 1": PLAN})
    book = openpyxl.load_workbook(annotate(file, tmp_path / "back.xlsx", collection.layouts).path)
    assert "'It''s & 1'!D2" in links(book)


# What is received is never touched


def test_nothing_received_is_changed(returned, collection):
    received(collection, furnish)
    before = fingerprints(collection.received)
    annotate(collection.received / "transport" / "2026-03-31.xlsx", collection.built / "b.xlsx", collection.layouts)
    assert fingerprints(collection.received) == before


@pytest.mark.parametrize(
    "out", ["received/transport/2026-03-31.xlsx", "received/new/copy.xlsx", "layouts/copy.txt", "."]
)
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_out_that_is_not_for_writing_is_refused(out, force, collection, capsys):
    file = received(collection, lambda book: None)
    before = fingerprints(collection.received)
    arguments = [str(file), "--layouts", str(collection.layouts), "--out", str(collection.received.parent / out)]
    assert main([*arguments, *force]) == 2
    assert capsys.readouterr().err.startswith("Nothing was written. ")
    assert fingerprints(collection.received) == before


def test_a_copy_already_there_is_replaced_only_by_force(collection, tmp_path, capsys):
    file, out = received(collection, lambda book: None), tmp_path / "back.xlsx"
    out.write_text("kept")
    arguments = [str(file), "--layouts", str(collection.layouts), "--out", str(out)]
    assert (main(arguments), out.read_text()) == (2, "kept")
    assert "Add --force to replace it" in capsys.readouterr().err
    assert main([*arguments, "--force"]) == 0
    assert capsys.readouterr().out == f"{out}: a copy with 4 notes; 4 problems listed.\n"


def test_a_link_to_a_received_file_is_never_written_through(collection, tmp_path):
    file, out = received(collection, lambda book: None), tmp_path / "back.xlsx"
    out.hardlink_to(file)
    before = fingerprints(collection.received)
    annotate(file, out, collection.layouts, force=True)
    assert fingerprints(collection.received) == before


def test_the_copy_lies_beside_the_database_unless_told_otherwise(collection, monkeypatch):
    monkeypatch.setattr(module.store, "built", lambda: collection.built)
    made = annotate(received(collection, lambda book: None), layouts=collection.layouts)
    assert made.path == collection.built / "returned" / "transport-2026-03-31-to-put-right-illustrative.xlsx"


@pytest.mark.parametrize("name", ["transport/2026-12-31.xlsx", "transport", ".", "transport/~$2026-03-31.xlsx"])
def test_what_is_not_a_received_file_is_refused(name, collection, tmp_path, capsys):
    received(collection, lambda book: None)
    (collection.received / "transport" / "~$2026-03-31.xlsx").write_text("lock")
    assert main([str(collection.received / name), "--out", str(tmp_path / "back.xlsx")]) == 2
    assert "is not a received file" in capsys.readouterr().err
