"""What a person looking at a sheet does not see: the reader says which cells are hidden, and still counts them."""

from __future__ import annotations  # see conftest.py for the reason

import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from one_plan import PLAN, STATUS, read, values
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import DataBarRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from screen import open_page, words

from loaders.publishing.proofs import hidden_plants
from loaders.publishing.proofs.hidden_plants import IN_SIGHT, PLANTS
from loaders.publishing.proofs.word_plants import WORD_PLANTS
from loaders.reader.number_format import shows
from loaders.reader.read_file import read_bytes
from tracker.file_terms import Hidden


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("planted") / "plan.xlsx"
    path.write_bytes(hidden_plants.workbook(lambda name: f"Words of {name}"))
    return path


@pytest.fixture(scope="module")
def planted_as_excel_saves_it(planted) -> Path:
    """The planted workbook with its texts in a list that the sheets share, as Excel saves them."""
    path = planted.with_name("shared.xlsx")
    path.write_bytes(with_shared_texts(planted.read_bytes()))
    return path


def with_shared_texts(workbook: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(workbook)) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    texts: dict[str, int] = {}
    for name in parts:
        if name.startswith("xl/worksheets/sheet"):
            parts[name] = re.sub(
                r't="inlineStr"><is>(.*?)</is></c>',
                lambda cell: f't="s"><v>{texts.setdefault(cell[1], len(texts))}</v></c>',
                parts[name],
            )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    items = "".join(f"<si>{text}</si>" for text in texts)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{main}">{items}</sst>'
    saved = io.BytesIO()
    with zipfile.ZipFile(saved, "w") as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return saved.getvalue()


PLAN_OF_ONE = """
Ref  | Rec | Action                   | Due          | Done | Status      | Evidence | Reason
P-01 | 1   | Light the landing stage. | d:2026-03-31 |      | In progress | A letter | Wet paint
"""


@pytest.mark.parametrize("name", PLANTS)
@pytest.mark.parametrize("file", ["planted", "planted_as_excel_saves_it"])
def test_each_cell_says_why_nobody_sees_it(file, name, request):
    (sheet,) = read(request.getfixturevalue(file), hidden_plants.layout(name))
    why, _ = PLANTS[name]
    assert f"Words of {name}" in values(sheet, "action")[2][0]
    assert ("action", why) in {(cell.name, cell.why) for cell in sheet.hidden_cells}
    assert {cell.why for cell in sheet.hidden_cells} == {why}


@pytest.mark.parametrize("file", ["planted", "planted_as_excel_saves_it"])
def test_what_is_in_sight_is_not_called_hidden(file, request):
    (sheet,) = read(request.getfixturevalue(file), hidden_plants.layout(IN_SIGHT))
    assert sheet.hidden_cells == () and sheet.without_marks == ""


def test_every_reason_of_the_vocabulary_has_a_plant():
    assert {why for why, _ in (*PLANTS.values(), *WORD_PLANTS.values())} == set(Hidden)


@pytest.mark.parametrize("name", PLANTS)
def test_each_kind_is_reported_with_a_cell(planted, name):
    (sheet,) = read(planted, hidden_plants.layout(name))
    said = [problem for problem in sheet.problems if problem.rule == "hidden_is_said"]
    assert len(said) == 1 and said[0].cell


def test_words_that_are_listed_twice_are_hidden_where_one_of_them_is(planted):
    """Excel lists the same words once for each of their fonts, and the visible ones may come last."""
    book = openpyxl.load_workbook(planted, rich_text=True)
    in_bold = CellRichText("Seen ", TextBlock(InlineFont(b=True), "Words of part in white"))
    book[IN_SIGHT].cell(2, 3).value = in_bold
    book.move_sheet(IN_SIGHT, offset=len(PLANTS))
    path = planted.with_name("twice.xlsx")
    book.save(path)
    path.write_bytes(with_shared_texts(path.read_bytes()))
    (sheet,) = read(path, hidden_plants.layout("part in white"))
    assert {cell.why for cell in sheet.hidden_cells} == {Hidden.FONT_COLOUR}


def test_a_condition_that_only_colours_hides_nothing(planted):
    book = openpyxl.load_workbook(planted)
    usual = DifferentialStyle(Font(color="9C0006", b=True), fill=PatternFill(bgColor="FFC7CE"))
    book[IN_SIGHT].conditional_formatting.add("A1:C9", Rule("expression", dxf=usual, formula=["TRUE"]))
    book[IN_SIGHT].conditional_formatting.add("A1:C9", DataBarRule("num", 0, "num", 9, "638EC6"))
    path = planted.with_name("coloured.xlsx")
    book.save(path)
    (sheet,) = read(path, hidden_plants.layout(IN_SIGHT))
    assert sheet.hidden_cells == ()


@pytest.mark.parametrize(
    ("formula", "holds"),
    [
        ('$A2=""', False), ("$A2=1", False), ("TODAY()>1", False), ("FALSE", False), ("0", False), ("1=2", False),
        ("2=1", False), ('"a"="b"', False), ("TRUE", True), ("TRUE()", True), ("=true", True), ("1", True),
        (" 1 = 1 ", True), ("2=2.0", True), ('"a"="a"', True),
    ],
)  # fmt: skip
def test_only_a_condition_that_is_certainly_true_is_reported_to_hide_content(plan, formula, holds):
    """Any other condition may or may not be true for a row or day, so no problem says that the words are hidden."""
    book = openpyxl.load_workbook(plan)
    sheet = book.active
    sheet.row_dimensions[4].hidden = False
    for place in ("B2", "C2", "D2", "B3", "C3", "D3"):
        sheet[place].font = Font()
    black = DifferentialStyle(Font(color="0A0A0A"), fill=PatternFill(bgColor="0A0A0A"))
    sheet.conditional_formatting.add("D2:D4", Rule("expression", dxf=black, formula=[formula]))
    book.save(plan)
    (read_sheet,) = read(plan, PLAN + STATUS)
    why = Hidden.CONDITION_HOLDS if holds else Hidden.CONDITION
    assert {cell.why for cell in read_sheet.hidden_cells} == {why}
    rules = [problem.rule for problem in read_sheet.problems if problem.cell == "D2"]
    assert rules == ["hidden_is_said", "what_counts_is_seen"][: 1 + holds]


@pytest.mark.parametrize("kind", ["notContainsBlanks", "notContainsErrors"])
def test_a_condition_that_is_true_for_every_filled_cell_is_certainly_true(plan, kind):
    book = openpyxl.load_workbook(plan)
    white = DifferentialStyle(Font(color="FFFFFF"))
    book.active.conditional_formatting.add("B4", Rule(kind, dxf=white, formula=["LEN(TRIM(B4))>0"]))
    book.save(plan)
    (sheet,) = read(plan, PLAN + STATUS)
    assert ("action", Hidden.CONDITION_HOLDS) in {(cell.name, cell.why) for cell in sheet.hidden_cells}


@pytest.fixture
def plan(tmp_path) -> Path:
    """A plan of three actions: two have their words, date and status struck out; the third is in a hidden row."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Plan"
    sheet.append(["Ref", "Action", "Due", "Status"])
    for n in range(1, 4):
        sheet.append([f"A{n}", f"Action {n}", f"{n} March 2026", "Done"])
    for row in (2, 3):
        for column in (2, 3, 4):
            sheet.cell(row, column).font = Font(strike=True)
    sheet.row_dimensions[4].hidden = True
    path = tmp_path / "plan.xlsx"
    book.save(path)
    return path


def test_hidden_dates_and_words_of_a_scale_count_and_are_flagged_once_for_each_column(plan):
    (sheet,) = read(plan, PLAN + STATUS)
    assert list(sheet.rows["reported_status"]) == ["reported complete"] * 3
    assert list(sheet.rows["due_on"].dt.day) == [1, 2, 3]
    flagged = [(problem.cell, problem.found) for problem in sheet.problems if problem.rule == "what_counts_is_seen"]
    assert flagged == [
        ("C2", "1 March 2026, and 2 more cells of this column"),
        ("D2", "Done, and 2 more cells of this column"),
    ]
    said = [(problem.cell, problem.found) for problem in sheet.problems if problem.rule == "hidden_is_said"]
    assert said == [
        ("A4", "row 4"),
        ("B2", "Action 1, and 1 more cell of this column"),
        ("C2", "1 March 2026, and 1 more cell of this column"),
        ("D2", "Done, and 1 more cell of this column"),
    ]


@pytest.mark.parametrize(
    ("number_format", "value", "is_shown"),
    [
        ("General", 0, True),
        (";;;", "secret", False),
        (";;;", 7, False),
        (";;;", "", True),
        (";;", "text has no section of its own", True),
        (";;", -7.5, False),
        ("0;-0;;@", 0, False),
        ("0;-0;;@", 7, True),
        ("0;-0;;@", "text", True),
        ('0;-0;"-"', 0, True),
        ('"TBC";"TBC";"TBC"', 46112.0, False),
        ("dd mmmm yyyy;@", "31 March 2026", True),
        ("[$-809]dd mmmm yyyy;@", 46112.0, True),
        ("[h]:mm", 0.5, True),
        ("[>=100]0;;", 99, False),
        ("[>=100]0;;", 100, True),
        ("[White]0", 7, False),
        ("[White]0", "text", True),
        ("[Color 2]@", "text", False),
        ('"";"";"";""', "secret", False),
        ("\\;;;;", 7, False),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', 0, True),
    ],
)
def test_a_number_format_shows_a_value_or_does_not(number_format, value, is_shown):
    assert shows(number_format, value) is is_shown


@pytest.mark.parametrize(("content", "without_marks"), [(b"Ref,Action\nA1,Mend\n", ".csv")])
def test_a_format_that_says_nothing_of_it_is_named(content, without_marks):
    assert read_bytes(content).without_marks == without_marks


def test_struck_out_words_are_marked_as_such(collection, monkeypatch):
    collection.plan("2026-01-05", PLAN_OF_ONE)
    path = collection.received / "transport" / "2026-01-05.xlsx"
    book = openpyxl.load_workbook(path)
    for column in ("C", "D", "G"):
        book["Plan"][f"{column}2"].font = Font(strike=True)
    book["Plan"].column_dimensions["H"].hidden = True
    book.save(path)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    said = words(open_page("public/60_actions.py", ref="P-01", as_of="2026-01-05"))
    beside = "Struck out in the sheet, in whole or in part"
    assert said.count(beside) == 3
    assert f"In the words of the plan of Department of Transport. {beside}" in said
    assert re.search(rf"A letter.{{,60}}{beside}", said)
    assert said.count("In the sheet: struck out") == 3 and re.search("Wet paint.{,3}In the sheet: hidden column", said)
