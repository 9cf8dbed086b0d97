"""Tables as Excel workbooks, read back by programs that did not write them: every cell, and nothing that runs."""

import io
from datetime import date, datetime

import hostile_words
import openpyxl
import pytest
from papers import paper_of
from python_calamine import CalamineWorkbook
from screen import open_page, words

from pages.parts import table_files
from pages.parts.here import Here
from pages.parts.position_files import ALL_TABLES, TABLES, file_of
from pages.public.list_files import changes_table, list_table
from tracker import excel
from tracker.excel import ExcelSheet, workbook
from tracker.measure import Measure
from tracker.questions import actions, changes, downloads
from tracker.reports.paper import Table
from tracker.reports.tables import excel_file
from tracker.terms import Change

AS_OF = date(2026, 10, 31)
FACTS = ["Illustrative data. Position as at 31 October 2026."]
HEAD = len(FACTS) + 2  # the row of the headings, as a person counts


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def one(columns, rows, title="What it is"):
    """The only sheet of a workbook with one table."""
    book = opened(workbook(title, FACTS, [ExcelSheet("Table", title, columns, rows)], AS_OF))
    assert len(book.worksheets) == 1
    return book.active


def cells(sheet, head=HEAD):
    return [[cell.value for cell in row] for row in sheet.iter_rows(min_row=head + 1)]


def held(value):
    """A value as a person reads it in Excel."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value)) or None
    return None if value == "" else value


@pytest.mark.parametrize("name", downloads.TABLES)
def test_every_cell_of_a_download_is_that_of_its_rows(merrowshire, name):
    columns, rows = downloads.rows(merrowshire.db, name, merrowshire.as_of)
    sheet = one(columns, rows)
    assert [cell.value for cell in sheet[HEAD]] == list(columns)
    assert cells(sheet) == [[held(value) for value in row] for row in rows]


def test_a_sheet_says_what_it_is_and_can_be_filtered():
    sheet = one(("ref", "due"), [("A1", date(2026, 3, 31)), ("A2", None)])
    assert [sheet["A1"].value, sheet["A2"].value] == ["What it is", *FACTS]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.print_title_rows) == ("A4", "A3:B5", "$3:$3")
    assert sheet["A3"].font.b and sheet["A1"].font.b and not sheet["A4"].font.b
    assert (sheet["B4"].number_format, sheet["B4"].is_date) == ("d mmmm yyyy", True)
    assert sheet["A4"].alignment.wrap_text and sheet.column_dimensions["B"].width >= len("31 September 2026")


def test_a_table_without_rows_is_a_table():
    sheet = one(("ref",), [])
    assert (cells(sheet), sheet.auto_filter.ref) == ([], "A3")


STARTS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    " =1",
    "\n=1",
    "＝1",
    "#N/A",
    "#REF!",
    "{=1}",
    "TRUE",
    "1",
    "2026-03-31",
    "1E5",
]
LINKS = [
    "https://evil.example",
    "mailto:x@evil.example",
    "internal:'A'!A1",
    "external:c:\\x.xlsx",
    "file:///etc/passwd",
]


HOSTILE = [*STARTS, *LINKS, *hostile_words.TEXTS, *hostile_words.FORMATS]


def test_text_stays_text_in_every_place():
    plain = [excel.NOT_IN_XML.sub("\ufffd", words.replace("\r\n", "\n")) for words in HOSTILE]
    sheet = one(HOSTILE, [HOSTILE], title=" / ".join(HOSTILE)[: excel.LONGEST])
    for row in (sheet.max_row - 1, sheet.max_row):
        assert [cell.value for cell in sheet[row]] == plain
        assert {(cell.data_type, cell.hyperlink) for cell in sheet[row]} == {("s", None)}
    assert sheet["A1"].data_type == "s" and sheet["A1"].value.startswith("=1+1 / ")


@pytest.mark.parametrize("words", STARTS[:7])
def test_text_that_looks_like_a_formula_stays_text_when_somebody_edits_it(words):
    assert one(("a",), [(words,)]).cell(HEAD + 1, 1).quotePrefix


def test_another_reader_finds_the_same():
    rows = [("=1+1", date(2026, 3, 31), 12, 1.5, True), ("b\nc", None, -3, 0.25, False)]
    made = workbook("T", FACTS, [ExcelSheet("Table", "T", list("abcde"), rows)], AS_OF)
    read = CalamineWorkbook.from_filelike(io.BytesIO(made)).get_sheet_by_index(0).to_python()
    assert read[HEAD:] == [["=1+1", date(2026, 3, 31), 12.0, 1.5, "yes"], ["b\nc", "", -3.0, 0.25, "no"]]


def test_text_that_a_cell_cannot_contain_is_reported_above_the_table():
    long, old = "x" * 40_000, date(1899, 12, 31)
    sheet = one(("a", "b"), [(long, old), ("\x01y\x02", None), (long, None)])
    said = [sheet.cell(row, 1).value for row in (3, 4, 5)]
    assert said == [
        "2 cells: a text that is too long for a cell is cut, and says so. The CSV file holds it whole.",
        "1 cell: a day before March 1900 is text, not a date.",
        "1 cell: control characters are shown as \ufffd.",
    ]
    (first, second, _) = cells(sheet, head=6)
    assert len(first[0]) == excel.LONGEST and first[0].endswith("[cut: 40,000 characters are more than a cell holds]")
    assert first[1] == "1899-12-31" and second[0] == "\ufffdy\ufffd"


def test_letters_outside_the_first_plane_count_as_excel_counts_them():
    (value,) = cells(one(("a",), [("\U0001f600" * 20_000,)]), head=HEAD + 1)[0]
    assert len(value.encode("utf-16-le")) // 2 <= excel.LONGEST and "cut: 40,000" in value


def test_several_tables_have_a_sheet_of_contents_first():
    names = ["Actions", "actions", "a/b:c*[d]?", "'x'", "Contents", "", "History", "y" * 40, "y" * 41]
    sheets = [ExcelSheet(name, f"About {name}", ("n",), [(n,)] * n) for n, name in enumerate(names)]
    book = opened(workbook("All", FACTS, sheets, AS_OF))
    contents, *tables = book.worksheets
    assert (contents.title, contents["A1"].value) == ("Contents", "All")
    listed = list(contents.iter_rows(min_row=HEAD + 1))
    assert [row[0].value for row in listed] == [sheet.title for sheet in tables]
    assert [(row[1].value, row[2].value) for row in listed] == [(one.title, len(one.rows)) for one in sheets]
    assert [row[0].hyperlink.location for row in listed] == [f"'{sheet.title}'!A1" for sheet in tables]
    assert len({sheet.title.lower() for sheet in tables}) == len(names)
    assert [sheet["A1"].value for sheet in tables] == [one.title for one in sheets]


def test_the_same_tables_are_the_same_bytes(merrowshire):
    columns, rows = downloads.rows(merrowshire.db, "actions", merrowshire.as_of)
    first, second = (workbook("T", FACTS, [ExcelSheet("T", "T", columns, rows)], AS_OF) for _ in range(2))
    assert first == second
    properties = opened(first).properties
    assert (properties.title, properties.created, properties.modified) == (
        "T",
        datetime(2026, 10, 31),
        properties.created,
    )


def test_the_tables_of_a_paper_have_real_dates_and_numbers(merrowshire):
    paper = paper_of(merrowshire)
    tables = [block for block in paper.all_blocks if isinstance(block, Table)]
    contents, *sheets = opened(excel_file(paper)).worksheets
    assert [contents["A1"].value, contents["A2"].value, contents["A3"].value] == [
        paper.title,
        paper.subtitle,
        paper.foot,
    ]
    assert [sheet["A1"].value for sheet in sheets] == [table.caption for table in tables]
    assert {"Every action", "Deadlines that moved", "Files received"} < {sheet.title for sheet in sheets}
    for sheet, table in zip(sheets, tables, strict=True):
        words = [["".join(run.text for run in line) for line in row] for row in table.rows]
        assert [[said(value) for value in row] for row in cells(sheet, head=4)] == words
    first = cells(next(sheet for sheet in sheets if sheet.title == "Every action"), head=4)
    assert {type(row[4]) for row in first} == {datetime, str}  # a month stays the month that was promised


def said(value) -> str:
    """A cell's value in the words of the paper."""
    if isinstance(value, datetime):
        return f"{value.day} {value:%B %Y}"
    return f"{value:,}" if isinstance(value, int) else value or ""


# The lists of pages


@pytest.mark.parametrize(("most", "has_excel"), [(76, True), (75, False)])
def test_where_a_workbook_would_take_long_there_is_csv_alone(merrowshire, monkeypatch, most, has_excel):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    monkeypatch.setattr(table_files, "MOST_ACTIONS", most)
    at = open_page("public/70_data.py")
    assert ("Download actions (Excel)" in words(at)) == (ALL_TABLES in words(at)) == has_excel
    assert "Download actions (CSV)" in words(at)
    here = Here(merrowshire.db, merrowshire.as_of, True, True)
    of_workbooks = {file_of(TABLES, f"{name}.xlsx", here) is not None for name in ("actions", "all-tables")}
    assert of_workbooks == {has_excel}


def test_a_downloaded_list_of_actions_equals_the_list_on_its_page(merrowshire):
    at = Here(merrowshire.db, merrowshire.as_of, True, True)
    only = {"measure": Measure.OVERDUE}
    table = list_table(at, ["overdue"], only)
    columns, rows = table.rows()
    listed = actions.rows(at.db, at.as_of, **only)
    names = columns.index("action_ref"), columns.index("due_on"), columns.index("first_due_on")
    assert [tuple(row[n] for n in names) for row in rows] == [
        (one.action_ref, one.due_on, one.first_due_on) for one in listed
    ]
    assert table.title == "Answerable. Actions: overdue" and len(rows) > 10
    assert "owner" not in columns


def test_a_download_has_every_change_between_two_days_except_those_of_owners(merrowshire):
    at = Here(merrowshire.db, merrowshire.as_of, True, True)
    since = date(2026, 6, 30)
    shown = changes.rows(at.db, since, at.as_of)
    columns, rows = changes_table(shown, since, at).rows()
    kept = [row for row in shown if row.change != Change.OWNER_CHANGED]
    assert len(kept) < len(shown)
    assert [row[columns.index("What changed")] for row in rows] == [changes.in_words(row) for row in kept]
    assert [row[columns.index("Received on")] for row in rows] == [row.received_on for row in kept]
