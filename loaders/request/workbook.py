"""Writes a form as a workbook: what to do, the table to fill in, and a hidden sheet that says which form it is."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from textwrap import wrap

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter as letter
from openpyxl.utils import quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from loaders.received.request_log import Form
from loaders.request.form_columns import GUIDE, KEY, KEYS, FormColumn
from loaders.request.form_kind import FormKind, NewFormRow, Value, form_kind

DAY = "yyyy-mm-dd"  # some programs would return other formats in another order
WORDS = "Words"  # the name of the list of words to choose from
LOCKED, HEADING, MISSING = (PatternFill("solid", fgColor=colour) for colour in ("EFEFEF", "D9E2EC", "F8CBAD"))
# The fonts are named, since some programs use one with serifs for a font without a name.
PLAIN, BOLD, GREY = Font("Calibri", 11), Font("Calibri", 11, bold=True), Font("Calibri", 11, color="595959")
TITLE = Font("Calibri", 16, bold=True)
GUIDE_WIDTH, LINE_HEIGHT, HIGHEST_ROW = 100, 15, 409  # digits, points; a spreadsheet has no higher row
LINE = Side(style="thin", color="BFBFBF")
BOX, TOP = Border(LINE, LINE, LINE, LINE), Alignment(vertical="top", wrap_text=True)
OPEN = Protection(locked=False)


def write(form: Form, columns: Sequence[FormColumn], rows: Sequence[NewFormRow], guide: Sequence[str]) -> bytes:
    """The bytes of the workbook; `rows` are the form's rows with their values."""
    book = Workbook()
    _write_guide(book.worksheets[0], guide)
    _write_table(book.create_sheet(form_kind(form.kind).sheet), form, columns, rows)
    _write_keys(book, form)
    book.active = 0
    into = io.BytesIO()
    book.save(into)
    return into.getvalue()


def _write_guide(sheet: Worksheet, lines: Sequence[str]) -> None:
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = GUIDE_WIDTH
    for row, line in enumerate(lines, start=1):
        cell = _put(sheet.cell(row, 1), line)
        cell.alignment, cell.font = TOP, TITLE if row == 1 else PLAIN
        sheet.row_dimensions[row].height = _height([(line, GUIDE_WIDTH)]) * (2 if row == 1 else 1)
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_setup.fitToHeight = 0
    sheet.protection.sheet = True


def _height(cells: Iterable[tuple[Value, int]]) -> int:
    """The height of a row in points, from the text and width of its cells: programs would not agree on it."""
    lines = (sum(max(1, len(wrap(line, width))) for line in str(text).split("\n")) for text, width in cells)
    return min(LINE_HEIGHT * max(lines), HIGHEST_ROW)


def _write_table(sheet: Worksheet, form: Form, columns: Sequence[FormColumn], rows: Sequence[NewFormRow]) -> None:
    kind = form_kind(form.kind)
    for number, column in enumerate(columns, start=1):
        cell = _put(sheet.cell(1, number), column.heading)
        cell.font, cell.fill, cell.alignment, cell.border = BOLD, HEADING, TOP, BOX
        sheet.column_dimensions[letter(number)].width = column.width
        for row, content in enumerate(rows, start=2):
            _write_cell(sheet.cell(row, number), column, value_of(form, content, column, row - 1), content)
    for row, content in enumerate(rows, start=2):
        shown = ((value_of(form, content, column, row - 1), column.width) for column in columns[1:])
        sheet.row_dimensions[row].height = _height(shown)
    sheet.column_dimensions[letter(columns.index(KEY) + 1)].hidden = True
    sheet.freeze_panes = sheet.cell(2, columns.index(kind.named[0]) + 2)
    sheet.auto_filter.ref = f"A1:{letter(len(columns))}{len(rows) + 1}"
    _add_checks(sheet, kind, columns, len(rows) + 1)
    sheet.protection.sheet = True
    sheet.protection.autoFilter = sheet.protection.formatColumns = sheet.protection.formatRows = False  # allows them
    sheet.page_setup.orientation, sheet.page_setup.fitToHeight = "landscape", 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = "1:1"


def value_of(form: Form, content: NewFormRow, column: FormColumn, number: int) -> Value:
    """What one cell holds; `number` is the row's place in the form, from 1."""
    return f"{form.form}/{number}" if column == KEY else content.values.get(column.fills or column.heading, "")


def is_locked(column: FormColumn, content: NewFormRow) -> bool:
    """Whether nobody should write in a cell. In a row for a new entry, only filled and informing cells are locked.

    A blank lead agency may always be filled in.
    """
    if column.is_open:
        return False
    if column == KEY or (content.is_on_record and column.fills != "agency"):
        return True
    return bool(content.values.get(column.fills or column.heading)) or not column.fills


def _write_cell(cell: Cell, column: FormColumn, value: Value, content: NewFormRow) -> None:
    _put(cell, value)
    cell.alignment, cell.border, cell.font = TOP, BOX, PLAIN
    if column.fills.endswith("_on"):
        cell.number_format = DAY
    if is_locked(column, content):
        cell.fill, cell.font = LOCKED, GREY
    else:
        cell.protection = OPEN


def _put(cell: Cell, value: Value) -> Cell:
    """Puts a value into a cell, text as text: what begins with = is no formula."""
    if value != "":
        cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    return cell


def _add_checks(sheet: Worksheet, kind: FormKind, columns: Sequence[FormColumn], last: int) -> None:
    places = {column: letter(number) for number, column in enumerate(columns, start=1)}
    words = DataValidation("list", formula1=WORDS, allow_blank=True, showErrorMessage=True)
    words.errorTitle, words.error = kind.words.heading, "Choose one of the words of the list."
    words.add(f"{places[kind.words]}2:{places[kind.words]}{last}")
    days = DataValidation("date", operator="between", formula1="32874", formula2="73050", allow_blank=True)
    days.errorStyle, days.showErrorMessage = "warning", True
    days.errorTitle, days.error = "Date", "Write a date, such as 2027-03-31."
    for column in kind.days:
        days.add(f"{places[column]}2:{places[column]}{last}")
    for validation in (words, days):
        sheet.add_data_validation(validation)
    if kind.reason_for:
        new, now, why = (places[column] for column in kind.reason_for)
        is_missing = FormulaRule([f'AND(${new}2<>"",${new}2<>${now}2,TRIM(${why}2)="")'], fill=MISSING)
        sheet.conditional_formatting.add(f"{why}2:{why}{last}", is_missing)


def _write_keys(book: Workbook, form: Form) -> None:
    sheet = book.create_sheet(KEYS)
    for row, values in enumerate(_lines(form), start=1):
        for column, value in enumerate(values, start=1):
            _put(sheet.cell(row, column), value)
    first, last = len(_about(form)) + 1, len(_about(form)) + len(form.words)
    place = f"{quote_sheetname(KEYS)}!$B${first}:$B${last}"
    book.defined_names[WORDS] = DefinedName(WORDS, attr_text=place)
    sheet.sheet_state = "hidden"
    sheet.protection.sheet = True


def _about(form: Form) -> Mapping[str, str]:
    return {"Form": form.form, "Sender": form.sender, "Due": form.due, "Ledger head": form.ledger_head}


def _lines(form: Form) -> Iterator[tuple[str, str]]:
    yield from _about(form).items()
    yield from (("Word", word) for word in form.words)
