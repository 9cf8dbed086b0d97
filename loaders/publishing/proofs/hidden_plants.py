"""A workbook with a mark in every place where a person would not see it, and one mark in sight."""

import io
from collections.abc import Callable

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.styles.numbers import NumberFormat
from openpyxl.worksheet.filters import CustomFilter, CustomFilters, FilterColumn
from openpyxl.worksheet.worksheet import Worksheet

from tracker.file_terms import Hidden

IN_SIGHT = "in sight"
LAYOUT = """
fills = "action"
sheet = [{sheets}]
review = "Review of marks"
agency = "Office of marks"
header_row = 1
dates = "day first"
illustrative = true
split = {{recommendation_ref = ";"}}

[columns]
action_ref = "Ref"
action = "Action"
recommendation_ref = "Answers"
"""
HEADINGS = ("Ref", "Action", "Answers")
ACTION = 2  # the column of the marks
Plant = tuple[Hidden, Callable[[Cell], None]]


def _row(cell: Cell) -> None:
    cell.parent.row_dimensions[cell.row].hidden = True


def _no_height(cell: Cell) -> None:
    cell.parent.row_dimensions[cell.row].height = 0.5


def _filtered(cell: Cell) -> None:
    cell.parent.auto_filter.ref = f"A1:C{cell.row}"
    wanted = CustomFilters(customFilter=[CustomFilter(val="other")])
    cell.parent.auto_filter.filterColumn.append(FilterColumn(colId=0, customFilters=wanted))
    _row(cell)


def _column(cell: Cell) -> None:
    cell.parent.column_dimensions[cell.column_letter].hidden = True


def _no_width(cell: Cell) -> None:
    cell.parent.column_dimensions[cell.column_letter].width = 0.1


def _sheet(cell: Cell) -> None:
    cell.parent.sheet_state = "hidden"


def _very_hidden(cell: Cell) -> None:
    cell.parent.sheet_state = "veryHidden"


def _covered(cell: Cell) -> None:
    cell.parent.merged_cells.add(f"A{cell.row}:B{cell.row}")  # merge_cells would empty the cell


def _format(cell: Cell) -> None:
    cell.number_format = ";;;"


def _font(font: Font, fill: str = "") -> Callable[[Cell], None]:
    def plant(cell: Cell) -> None:
        cell.font = font
        if fill:
            cell.fill = PatternFill("solid", fgColor=fill)

    return plant


def _part(font: InlineFont) -> Callable[[Cell], None]:
    def plant(cell: Cell) -> None:
        cell.value = CellRichText("Seen ", TextBlock(font, str(cell.value)))

    return plant


def _condition(format: DifferentialStyle, formula: str = '$A2<>""') -> Callable[[Cell], None]:
    def plant(cell: Cell) -> None:
        rule = Rule("expression", dxf=format, formula=[formula])
        cell.parent.conditional_formatting.add(f"F1:G2 {cell.coordinate}", rule)

    return plant


def _icons_alone(cell: Cell) -> None:
    cell.parent.conditional_formatting.add(cell.coordinate, IconSetRule("3Arrows", "percent", [0, 33, 67], False))


PLANTS: dict[str, Plant] = {
    "hidden sheet": (Hidden.SHEET, _sheet),
    "very hidden sheet": (Hidden.SHEET, _very_hidden),
    "hidden row": (Hidden.ROW, _row),
    "row without height": (Hidden.ROW, _no_height),
    "filter": (Hidden.FILTERED_OUT, _filtered),
    "hidden column": (Hidden.COLUMN, _column),
    "column without width": (Hidden.COLUMN, _no_width),
    "merged cell": (Hidden.MERGE, _covered),
    "number format": (Hidden.NUMBER_FORMAT, _format),
    "white font": (Hidden.FONT_COLOUR, _font(Font(color="FFFFFF"))),
    "nearly white font": (Hidden.FONT_COLOUR, _font(Font(color="EEEEEE"))),
    "font by theme": (Hidden.FONT_COLOUR, _font(Font(color=Color(theme=0)))),
    "font by palette": (Hidden.FONT_COLOUR, _font(Font(color=Color(indexed=13)), "FFFF00")),
    "font in the fill": (Hidden.FONT_COLOUR, _font(Font(color="1F3864"), "203864")),
    "part in white": (Hidden.FONT_COLOUR, _part(InlineFont(color="FFFFFF"))),
    "tiny font": (Hidden.FONT_SIZE, _font(Font(sz=1))),
    "part in a tiny font": (Hidden.FONT_SIZE, _part(InlineFont(sz=1))),
    "struck out": (Hidden.STRUCK_OUT, _font(Font(strike=True))),
    "font by a condition": (Hidden.CONDITION, _condition(DifferentialStyle(Font(color="FFFFFF")))),
    "fill by a condition": (Hidden.CONDITION, _condition(DifferentialStyle(fill=PatternFill(bgColor="0A0A0A")))),
    "struck out by a condition": (Hidden.CONDITION, _condition(DifferentialStyle(Font(strike=True)))),
    "number format by a condition": (
        Hidden.CONDITION,
        _condition(DifferentialStyle(numFmt=NumberFormat(numFmtId=164, formatCode=";;;"))),
    ),
    "icon in place of the words": (Hidden.CONDITION, _icons_alone),
    "font by a certain condition": (
        Hidden.CONDITION_HOLDS,
        _condition(DifferentialStyle(Font(color="FFFFFF")), "TRUE"),
    ),
    "part struck out": (Hidden.STRUCK_OUT, _part(InlineFont(strike=True))),
}


def layout(*sheets: str) -> str:
    """The layout that reads these sheets, or all sheets of the workbook if none is named."""
    return LAYOUT.format(sheets=", ".join(f'"{name}"' for name in sheets or (IN_SIGHT, *PLANTS)))


def workbook(mark: Callable[[str], str]) -> bytes:
    """A workbook with a sheet for each of PLANTS, named after it, and one for IN_SIGHT; `mark` gives each its words.

    References, by which rows are joined, are also in sight on the sheet IN_SIGHT, so that only the marks are hidden.
    """
    book = Workbook()
    book.remove(book.worksheets[0])
    for name in (IN_SIGHT, *PLANTS):
        sheet = book.create_sheet(name)
        sheet.append(HEADINGS)
        _write(sheet, name, mark(name))
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def _write(sheet: Worksheet, name: str, words: str) -> None:
    if name in PLANTS:
        _, plant = PLANTS[name]
        sheet.append((f"No. {name}", words))
        plant(sheet.cell(2, ACTION))
    else:
        sheet.append((f"No. {name}", words, ";".join(f"No. {plant}" for plant in PLANTS)))
