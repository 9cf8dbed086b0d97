"""Draws a plan that is handed back, and compares what must be unchanged in the annotated copy."""

from __future__ import annotations  # see conftest.py for the reason

import hashlib
import posixpath
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
from drawing import Collection, write_workbook
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

from loaders.load.annotate.problem_sheet import TITLE

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
ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
DUE, DONE, EVIDENCE, REC = "D2", "E3", "G3", "B4"


def receive_plan(collection: Collection, change: Callable[[Workbook], object], plan: str = PLAN) -> Path:
    collection.register("2026-01-05", REGISTER)
    file = write_workbook(collection.received / "transport" / "2026-03-31.xlsx", {"Plan": plan})
    book = openpyxl.load_workbook(file)
    change(book)
    book.save(file)
    return file


def notes(book: Workbook) -> dict[tuple[str, str], str]:
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row if cell.comment]
    return {(cell.parent.title, cell.coordinate): cell.comment.text for cell in cells}


def problem_rows(book: Workbook) -> list[tuple]:
    """The rows of the sheet of problems, below its headings."""
    rows = [tuple(cell.value for cell in row) for row in book[TITLE].iter_rows(max_col=6)]
    return rows[next(n for n, row in enumerate(rows) if row[0] == "Severity") + 1 :]


def links(book: Workbook) -> list[str]:
    cells = (row[1] for row in book[TITLE].iter_rows(max_col=2))
    return [cell.hyperlink.location for cell in cells if cell.hyperlink]


def fingerprints(folder: Path) -> dict[Path, str]:
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}


# Nothing else is changed


def furnish(book: Workbook) -> None:
    """Adds to the plan's workbook everything that a copy must keep."""
    sheet = book["Plan"]
    _dress_cells(sheet)
    _dress_sheet(sheet)
    other = book.create_sheet("Lists & 'more'")
    other.append(["In progress", "Complete"])
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
    sheet[DUE].font, sheet[DUE].border, sheet[DUE].number_format = Font(italic=True), Border(top=side), "mmm-yy"
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


def assert_nothing_else_changed(before: Workbook, after: Workbook, marked: set[str]) -> None:
    """Asserts that every cell kept its value, kind, look, link and note; a marked cell may change note and colour."""
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
    """A cell's whole style as texts, the fill first."""
    key = (id(book), *(cell._style or ()))
    if key not in known:
        parts = (cell.fill, cell.font, cell.border, cell.alignment, cell.number_format, cell.protection, cell.style)
        known[key] = [repr(part) for part in parts]
    return known[key]


def sheet_frames(path: Path) -> dict[str, list]:
    """Sheet to its XML elements and their attributes, rows included, but no cells, notes or selections."""
    with zipfile.ZipFile(path) as parts:
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        part = {link.get("Id"): posixpath.join("xl", link.get("Target", "")).lstrip("/") for link in links}
        sheets = {sheet.get("name", ""): part[sheet.get(ID)] for sheet in book.iter() if sheet.tag.endswith("}sheet")}
        return {name: frame(ElementTree.fromstring(parts.read(part))) for name, part in sheets.items() if name != TITLE}


def frame(root: ElementTree.Element) -> list:
    skipped = {"c", "v", "f", "is", "t", "r", "rPr", "b", "legacyDrawing", "dimension"}
    ignored = {
        "spans",
        "tabSelected",
        ID,
    }
    found = []
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        settings = {key: value for key, value in element.attrib.items() if key not in ignored}
        if tag == "selection":  # A1 is selected by default
            settings = {"activeCell": "A1", "sqref": "A1"} | settings
        is_bare_row = tag == "row" and settings.keys() == {"r"}
        if tag not in skipped and not is_bare_row:
            found.append((tag, settings, element.text))
    return found
