"""Real workbooks made here are read cell by cell: every mark kept, every doubt listed, nothing lost."""

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import hostile
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.chart import BarChart
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.styles.colors import Color
from trials import trials

from loaders.reader import worker as workers
from loaders.reader.grid import Cell, Grid
from loaders.reader.read_file import Disagreement, Workbook, read_bytes, read_workbook
from tracker.findings import NotReadable


def grid(book: openpyxl.Workbook) -> Grid:
    """The first sheet of a workbook as read; asserts that the two readers agree on it."""
    read = read_bytes(hostile.saved(book))
    assert read.disagreements == ()
    assert read.is_read_twice
    return read.grids[0]


def drawn(*rows: list) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def xml(rows: str, **others) -> Workbook:
    """Reads a workbook whose sheet is given as XML, for what no library writes."""
    return read_bytes(hostile.workbook(hostile.sheet(rows), **others))


def test_every_kind_of_value(tmp_path: Path):
    moment = datetime(2026, 3, 31, 10, 5, 7)
    path = tmp_path / "plan.xlsx"
    drawn(
        ["words", 3, 1.5, True, datetime(2026, 3, 31), moment, time(9, 30), timedelta(hours=30), date(2026, 4, 1)]
    ).save(path)
    (sheet,) = read_workbook(path).grids
    values = [sheet.at(1, n).value for n in range(1, 10)]
    assert values == [
        "words",
        3,
        1.5,
        True,
        datetime(2026, 3, 31),
        moment,
        time(9, 30),
        timedelta(hours=30),
        datetime(2026, 4, 1),
    ]
    assert [type(value) for value in values[3:6]] == [bool, datetime, datetime]
    assert (sheet.at(1, 10), sheet.at(7, 1), sheet.at(0, 0)) == (Cell(None), Cell(None), Cell(None))
    assert (sheet.name, sheet.is_hidden, sheet.last_row, sheet.last_column, sheet.filled_cells) == (
        "Sheet",
        False,
        1,
        9,
        9,
    )


def test_a_number_format_tells_a_month_from_a_day():
    book = drawn([datetime(2026, 3, 1), 7, 60.1])
    for column, number_format in enumerate(("mmm-yy", "000", "0.00"), 1):
        book.active.cell(1, column).number_format = number_format
    sheet = grid(book)
    assert [sheet.at(1, n).number_format for n in (1, 2, 3)] == ["mmm-yy", "000", "0.00"]
    assert [sheet.at(1, n).words for n in (1, 2, 3)] == ["Mar 2026", "007", "60.10"]


def test_fills_plain_themed_and_on_empty_cells():
    book = drawn(["Green", "Tinted", None, "Plain"])
    for column, colour in enumerate(("FFC000", Color(theme=4, tint=-0.5), Color(indexed=10)), 1):
        book.active.cell(1, column).fill = PatternFill("solid", fgColor=colour)
    sheet = grid(book)
    assert [sheet.at(1, n).fill for n in (1, 2, 3, 4)] == ["FFC000", "254061", "FF0000", ""]
    assert (sheet.at(1, 3).value, sheet.filled_cells) == (None, 3)


def test_merged_cells_share_their_value_and_keep_hidden_ones():
    book = drawn(["A1", "first"], [None, "second"], [None, "third"])
    book.active.merge_cells("A1:A3")
    book.active["A1"].fill = PatternFill("solid", fgColor="00B050")
    sheet = grid(book)
    assert (sheet.at(3, 1).value, sheet.at(3, 1).is_merged_into, sheet.at(3, 1).fill) == ("A1", True, "00B050")
    assert (sheet.at(1, 1).is_merged_into, sheet.filled_cells, sheet.rows) == (False, 4, (1, 2, 3))
    under = xml(
        f"<row r='1'>{hostile.text_cell('A1', 'above')}</row><row r='2'>{hostile.text_cell('A2', 'under')}</row>"
        "</sheetData><mergeCells><mergeCell ref='A1:A1048576'/></mergeCells><sheetData>"
    ).grids[0]
    assert (under.at(2, 1).value, under.at(2, 1).is_merged_into, under.filled_cells) == ("under", False, 2)
    assert (under.last_row, under.at(3, 1).value) == (2, None)


def test_comments_hidden_rows_columns_and_sheets():
    book = drawn(["Ref", "Owner", "Due"], ["A1", "Clerk", "soon"])
    book.active["B2"].comment = Comment("Agreed on Monday", "Clerk")
    book.active.row_dimensions[2].hidden = True
    book.active.column_dimensions["C"].hidden = True
    other = book.create_sheet("Old")
    other["A1"], other.sheet_state = "x", "veryHidden"
    read = read_bytes(hostile.saved(book))
    first, second = read.grids
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {3})
    assert (first.at(2, 2).comment.strip(), first.at(2, 3).value) == ("Agreed on Monday", "soon")
    assert (first.is_hidden, second.is_hidden, second.name) == (False, True, "Old")
    assert read.facts == (
        "Sheet 'Sheet' has hidden rows: 1.",
        "Sheet 'Sheet' has hidden columns: 1.",
        "Sheet 'Sheet' has comments: 1.",
        "Sheet 'Old' is hidden.",
    )


def test_errors_and_formulas_without_a_result_are_known_as_such():
    book = drawn(["#REF!", "=SUM(B2:B9)", "words"])
    book.active["A1"].data_type = "e"
    sheet = grid(book)
    assert sheet.at(1, 1) == Cell("#REF!", is_error=True)
    assert sheet.at(1, 2) == Cell("=SUM(B2:B9)", is_formula_without_value=True)
    assert sheet.filled_cells == 3


def test_a_formula_whose_result_is_empty_text_is_empty():
    rows = "<row r='1'><c r='A1' t='str'><f>B1</f><v></v></c><c r='B1'><f>1+1</f><v>2</v></c></row>"
    (sheet,) = xml(rows).grids
    assert (sheet.at(1, 1), sheet.at(1, 2), sheet.filled_cells) == (Cell(None), Cell(2), 1)


def test_formulas_that_gave_zero_are_known_as_such():
    cells = {"A1": ("", "0"), "B1": ("", "7"), "C1": (" t='b'", "0"), "D1": (" s='1'", "0"), "E1": (" t='str'", "0")}
    row = "".join(f"<c r='{at}'{kind}><f>X9</f><v>{result}</v></c>" for at, (kind, result) in cells.items())
    (sheet,) = xml(f"<row r='1'>{row}<c r='F1'><v>0</v></c></row>").grids
    assert sheet.zeros == {(1, 1), (1, 4)}  # not FALSE, not a text, not what was typed


def test_long_numbers_are_exact():
    rows = "<row r='1'><c r='A1'><v>12345678901234567</v></c><c r='B1'><v>9007199254740993</v></c></row>"
    read = xml(rows)
    assert [read.grids[0].at(1, n).words for n in (1, 2)] == ["12345678901234567", "9007199254740993"]
    assert read.disagreements == ()


def test_blanks_and_line_breaks_around_words_are_not_a_disagreement():
    sheet = grid(drawn(["  lead", "trail  ", "   ", "one_x000D_\ntwo"]))
    assert [sheet.at(1, n).words for n in (1, 2, 3, 4)] == ["lead", "trail", "", "one\ntwo"]
    assert sheet.at(1, 1).value == "  lead"


def test_what_two_readers_see_differently_is_listed_with_its_cell():
    rows = "<row r='1'><c r='A1' s='1'><v>50000000</v></c><c r='B1' s='1'><v>-5</v></c><c r='C1'><v>1</v></c></row>"
    read = xml(rows)
    assert read.is_read_twice
    assert read.disagreements == (
        Disagreement("Plan", "A1", "50000000", "50000000 (not a day)"),
        Disagreement("Plan", "B1", "00:00", "1899-12-25"),
    )


def test_rows_out_of_order_twice_the_same_row_and_a_lying_size():
    one, two, three = (f"<row r='{n}'>{hostile.text_cell(f'A{n}', f'row {n}')}</row>" for n in (1, 2, 3))
    again = f"<row r='2'>{hostile.text_cell('A2', 'again')}{hostile.text_cell('B2', 'more')}</row>"
    read = read_bytes(hostile.workbook(hostile.sheet(three + two + one + again, before="<dimension ref='A1:A1'/>")))
    (sheet,) = read.grids
    assert [sheet.at(n, 1).value for n in (1, 2, 3)] == ["row 1", "again", "row 3"]
    assert (sheet.at(2, 2).value, sheet.last_row, sheet.filled_cells, read.disagreements) == ("more", 3, 4, ())


def test_cells_without_references_follow_each_other():
    rows = "<row><c><v>1</v></c><c s='1'><v>46112</v></c></row><row><c><v>3</v></c></row>"
    read = xml(rows)
    (sheet,) = read.grids
    assert [sheet.at(1, 1).value, sheet.at(1, 2).words, sheet.at(2, 1).value] == [1, "2026-03-31", 3]
    assert read.disagreements == ()


def test_prefixed_names_are_the_same_names():
    inner = "<x:row r='1' hidden='1'><x:c r='A1' s='1'><x:v>46112</x:v></x:c></x:row>"
    text = f"<x:worksheet xmlns:x='{hostile.MAIN}'><x:sheetData>{inner}</x:sheetData></x:worksheet>"
    (sheet,) = read_bytes(hostile.workbook(text)).grids
    assert (sheet.at(1, 1).words, sheet.hidden_rows) == ("2026-03-31", {1})


def test_strict_open_xml_is_read_twice_too():
    text = hostile.sheet(
        f"<row r='1'>{hostile.text_cell('A1', 'Ref')}<c r='B1' t='s'><v>-1</v></c></row>", main=hostile.STRICT_MAIN
    )
    read = read_bytes(hostile.workbook(text, strict=True))
    assert read.grids[0].at(1, 1).value == "Ref"
    assert read.is_read_twice
    assert read.disagreements == (Disagreement("Plan", "B1", "shared", "-1 (no such text)"),)


def test_dates_that_count_from_1904():
    rows = "<row r='1'><c r='A1' s='1'><v>44650</v></c></row>"
    read = xml(rows, setting="<workbookPr date1904='1'/>")
    assert read.grids[0].at(1, 1).value == datetime(2026, 3, 31)
    assert (read.facts, read.disagreements) == (("Dates count from 1904.",), ())


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "iso-8859-1"])
def test_a_sheet_in_another_encoding(encoding: str):
    named = encoding.replace("-sig", "")
    text = hostile.sheet(
        f"<row r='1'>{hostile.text_cell('A1', 'Café')}</row>", head=f"<?xml version='1.0' encoding='{named}'?>"
    )
    read = read_bytes(hostile.workbook(text.encode(encoding)))
    assert (read.grids[0].at(1, 1).value, read.disagreements) == ("Café", ())


def test_macros_links_and_pivot_copies_are_reported_and_left_alone():
    book = drawn(["Ref"])
    book.active["A1"].hyperlink = "https://example.org/"
    book.create_chartsheet("Chart").add_chart(BarChart())
    with zipfile.ZipFile(io.BytesIO(hostile.saved(book))) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    parts |= {"xl/vbaProject.bin": b"x", "xl/externalLinks/externalLink1.xml": b"<a/>", "xl/connections.xml": b"<a/>"}
    read = read_bytes(hostile.zipped(parts | {"xl/pivotCache/pivotCacheDefinition1.xml": b"<a/>"}))
    assert read.facts == (
        "Macros are in the file. They were not run.",
        "Links to other workbooks: 1. They were not followed.",
        "Stored copies of pivot data: 1. They were not read.",
        "Connections to other data are in the file. They were not followed.",
        "Sheets without cells (charts, dialogs): 1. They were not read.",
        "Sheet 'Sheet' has links: 1. Their addresses were not read.",
    )


def test_a_large_workbook_is_read_twice_too():
    rows = "".join(f"<row r='{n}'>" + "<c><v>1</v></c>" * 20 + "</row>" for n in range(1, 5_002))
    read = xml(rows + "<row><c t='s'><v>-1</v></c></row>")
    assert (read.grids[0].filled_cells, read.is_read_twice) == (100_021, True)
    assert read.disagreements == (Disagreement("Plan", "A5002", "shared", "-1 (no such text)"),)


def test_text_that_looks_like_something_else_stays_text():
    texts = [
        "=1+1",
        "<b>bold</b>",
        "**bold** [a](b)",
        "\u202eright to left",
        "@SUM(1)",
        "Cafe\u0301",
        "\u200b1.1",
        "１",
    ]
    book = drawn(["Ref"])
    for n, text in enumerate(texts, 2):
        book.active.cell(n, 1).value = text
        book.active.cell(n, 1).data_type = "s"
    sheet = grid(book)
    assert [sheet.at(n, 1).value for n in range(2, len(texts) + 2)] == texts


def test_zero_filled_cells_are_refused():
    with pytest.raises(NotReadable, match=re.escape("No cell in the file is filled. Ask the sender for it again.")):
        read_bytes(hostile.saved(openpyxl.Workbook()))


def test_a_missing_file_is_reported(tmp_path: Path):
    with pytest.raises(NotReadable) as refused:
        read_workbook(tmp_path / "nothing.xlsx")
    assert str(refused.value) == "The file cannot be opened here. Check that it exists and may be read."


VALUES = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=20),
    st.integers(-(10**17), 10**17),
    st.booleans(),
    st.just(""),
)
CELLS = st.dictionaries(st.tuples(st.integers(1, 40), st.integers(1, 30)), VALUES, min_size=1, max_size=25)


@settings(max_examples=trials(40))
@given(cells=CELLS, styled=st.sets(st.tuples(st.integers(1, 60), st.integers(1, 40)), max_size=10))
def test_no_filled_cell_is_lost_or_made_up(cells: dict, styled: set):
    rows: dict[int, dict[int, str]] = {}
    for row, column in cells.keys() | styled:
        name = f"{openpyxl.utils.get_column_letter(column)}{row}"
        rows.setdefault(row, {})[column] = _cell(name, cells.get((row, column)))
    text = hostile.sheet("".join(f"<row r='{row}'>{''.join(found.values())}</row>" for row, found in rows.items()))
    independent = len(re.findall(r"<v>[^<]+</v>|<t [^>]*>[^<]+</t>", text))
    if not independent:
        return
    read = read_bytes(hostile.workbook(text))
    assert (read.grids[0].filled_cells, read.disagreements) == (independent, ())
    for (row, column), value in cells.items():
        found = read.grids[0].at(row, column).value
        assert found == (value if value != "" else None)


def _cell(name: str, value: object) -> str:
    if value is None:
        return f"<c r='{name}' s='1'/>"
    if isinstance(value, bool):
        return f"<c r='{name}' t='b'><v>{int(value)}</v></c>"
    if isinstance(value, int):
        return f"<c r='{name}'><v>{value}</v></c>"
    return hostile.text_cell(name, value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def test_many_files_share_one_reading_process_and_none_is_left_over():
    worker = workers.Worker()
    for _ in range(3):
        worker.ask(hostile.plain())
    process = worker._process
    worker.ask(hostile.plain())
    assert worker._process is process
    process.kill()
    process.wait()
    assert b'"sheets"' in worker.ask(hostile.plain())
    second = worker._process
    worker.stop()
    assert (second.returncode, worker._process) == (0, None)


def test_a_process_that_has_worked_enough_is_replaced(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(workers, "WORKER_CPU_SECONDS", 0)
    worker = workers.Worker()
    worker.ask(hostile.plain())
    assert worker._process is None


ANSWERS = [b"[]", b"{}", b"not json", b'{"sheets": 1, "facts": [], "why_once": "", "disagreements": []}', b"[" * 5_000]


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_that_makes_no_sense_is_a_refusal(monkeypatch: pytest.MonkeyPatch, answer: bytes):
    monkeypatch.setattr("loaders.reader.read_file.worker.ask", lambda data: answer)
    with pytest.raises(NotReadable, match="The file is damaged and cannot be read"):
        read_bytes(b"x")
