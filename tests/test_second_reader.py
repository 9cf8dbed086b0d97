"""The second reader of a workbook sees what is there: each trap of the format, with openpyxl as the judge."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

import hostile
import judge
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from loaders.reader.cell_values import Unreadable, number
from loaders.reader.differences import MOST_DISAGREEMENTS, Disagreements, of_sheet
from loaders.reader.package import PackageContents
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.read_file import Disagreement, Workbook, read_bytes
from loaders.reader.shared_texts import shared_texts
from loaders.reader.sheet_xml import SheetFeatures
from loaders.reader.styles import Styles
from loaders.reader.zip_parts import Parts
from tracker.findings import NotReadable

EXAMPLES = Path(__file__).parents[1] / "data" / "examples"
SEED = 20261201
BESIDE = "<row r='9'><c r='A9'><v>1</v></c></row>"  # so that no sheet is empty
FROM_1904 = "<workbookPr date1904='1'/>"


def saved(*values: object) -> bytes:
    """A workbook with the values in its first column."""
    workbook = openpyxl.Workbook()
    workbook.active.title = "Plan"
    for row, value in enumerate(values, start=1):
        workbook.active.cell(row, 1, value)
    return hostile.saved(workbook)


def second(data: bytes) -> dict[int, list]:
    """What the second reader sees in the first sheet."""
    parts = Parts(data)
    contents = PackageContents(parts)
    styles = Styles(parts, contents.styles, contents.theme)
    texts = shared_texts(parts, contents.shared_texts)
    features = SheetFeatures(styles.looks, styles.hiding_conditions, texts, contents.is_1904)
    return features.through(parts.chunks(contents.sheets[0].part)).cells.rows


def first(*values: object) -> RawSheet:
    """A sheet with these values in its first column, as the first reader finds it."""
    return RawSheet("Plan", rows={row: [value] for row, value in enumerate(values, start=1)})


def shared(*items: str) -> dict[str, str | bytes]:
    """The part of a workbook that holds the shared texts, by its name."""
    return {"xl/sharedStrings.xml": f"<sst xmlns='{hostile.MAIN}'>{''.join(items)}</sst>"}


def plan(cells: str, parts: dict[str, str | bytes] | None = None, after: str = "", setting: str = "") -> Workbook:
    """Reads a workbook whose first row has these cells."""
    text = hostile.sheet(f"<row r='1'>{cells}</row>{BESIDE}", after=after)
    return read_bytes(hostile.workbook(text, parts, setting))


def told(read: Workbook) -> list[tuple[str, str, str]]:
    """The cells where the two readers differ, each with what they see; asserts that both have read it."""
    assert read.is_read_twice
    return [(cell.cell, cell.one, cell.other) for cell in read.disagreements]


@pytest.mark.parametrize(
    ("other", "one", "is_same"),
    [
        (time(9, 30), time(9, 30, 1), True),
        (time(9, 30), time(9, 29, 59), True),
        (time(9, 30), time(9, 30, 2), False),
        (time(9, 30), time(10, 30), False),
        (time(9, 30), time(9, 31), False),
        (datetime(2026, 3, 31, 9, 30), datetime(2026, 3, 31, 9, 30, 1), True),
        (datetime(2026, 3, 31, 9, 30), datetime(2026, 3, 31, 9, 30, 2), False),
        (datetime(2026, 3, 31), date(2026, 3, 31), True),
        (datetime(2026, 3, 31), datetime(2026, 4, 1), False),
        (timedelta(hours=30), timedelta(hours=30, seconds=1), True),
        (timedelta(hours=30), timedelta(hours=30, seconds=2), False),
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (True, 1.0, False),
        (False, True, False),
        ("Done", "Done ", True),
        ("Done", "done", False),
        ("1", 1.0, False),
    ],
)
def test_a_cell_that_the_second_reader_reads_differently_is_reported(other, one, is_same):
    found = of_sheet(first(one), second(saved(other)))
    assert [(sheet, cell) for sheet, cell, _, _ in found] == ([] if is_same else [("Plan", "A1")])


@pytest.mark.parametrize(
    ("differing", "last"), [(MOST_DISAGREEMENTS, ""), (MOST_DISAGREEMENTS + 2, "2 more cells differ")]
)
def test_beyond_the_first_thousand_only_their_number_is_reported(differing, last):
    assert MOST_DISAGREEMENTS == 1_000
    disagreements = Disagreements()
    disagreements.add(of_sheet(first(*range(1, differing + 1)), second(saved(*range(differing)))))
    found = disagreements.as_records()
    assert len(found) == MOST_DISAGREEMENTS + bool(last)
    assert (found[-1]["cell"], found[-1]["one"] if last else "") == ("" if last else f"A{MOST_DISAGREEMENTS}", last)


def test_both_give_a_day_as_a_day_so_that_rows_are_compared_as_a_whole():
    rows = second(saved(datetime(2026, 3, 31), datetime(2026, 3, 31, 9), time(9), 7, True))
    assert [[type(one) for one in row] for row in rows.values()] == [[date], [datetime], [time], [float], [bool]]


RUNS = "<r><t>c </t></r><r><t> d</t></r>"
KEPT = "<r><t xml:space='preserve'>c </t></r><r><rPr/><t xml:space='preserve'> d</t></r>"
A1 = "<c r='A1' t='s'><v>0</v></c>"


@pytest.mark.parametrize(
    ("item", "text", "differences"),
    [
        (RUNS, "cd", [("A1", "cd", "c d")]),  # the first reader loses the blanks between the words
        (KEPT, "c  d", []),
        ("<t> c </t>", "c", []),
        ("<t xml:space='preserve'> c </t>", " c ", []),
        ("<t>a</t><r><t>b</t></r>", "ab", []),
        ("<t>a</t><rPh sb='0' eb='1'><t>how it is said</t></rPh>", "a", []),
        ("<t>_x0041__x005F_x0042_</t>", "A_x0042_", []),
        ("<t>_xD83D__xDEA8_</t>", "_xD83D__xDEA8_", []),
        ("<t>a<!-- x -->b</t>", "ab", []),
        ("<t>a<![CDATA[<b>]]></t>", "a<b>", []),
        ("<t>a&amp;&#233;&#10;b</t>", "a&é\nb", []),
        (f"<t>{'é🚨' * 9_000}</t>", "é🚨" * 9_000, []),  # in several pieces
    ],
)
@pytest.mark.parametrize("where", ["in the cell", "shared"])
def test_a_text_is_read_whole_without_what_stands_beside_it(item, text, differences, where):
    inline = f"<c r='A1' t='inlineStr'><is>{item}</is></c>"
    read = plan(inline) if where == "in the cell" else plan(A1, shared(f"<si>{item}</si>"))
    assert (read.grids[0].at(1, 1).value, told(read)) == (text, differences)


@pytest.mark.parametrize("text", ["1_000", "٣", " 3", "3 ", "nan", "NaN", "inf", "Infinity", "1e999", "0x10", "1,5"])
@pytest.mark.parametrize(("style", "why"), [(0, "not a number"), (1, "not a day")])
def test_a_number_that_python_would_take_but_the_format_does_not_know_is_reported(text, style, why):
    read = plan(f"<c r='A1' s='{style}'><v>{text}</v></c>")
    assert told(read) == [("A1", text.strip(), f"{text.strip()} ({why})")]


@pytest.mark.parametrize(
    "text", ["3", "-3", "+3", ".5", "5.", "1e2", "1E-2", "0.1", "9" * 15, "9" * 17, "-0", "1e-400"]
)
def test_a_number_is_one_in_every_form_that_the_format_knows(text):
    assert told(plan(f"<c r='A1'><v>{text}</v></c>")) == []


def test_digits_that_the_first_reader_loses_are_reported():
    ((cell, one, other),) = told(plan(f"<c r='A1'><v>{'9' * 60}</v></c>"))
    assert (cell, other, one != other) == ("A1", "9" * 60, True)


@pytest.mark.parametrize("end", ["x", ".x", "e", "."])
def test_endless_digits_are_not_tried_in_every_division(end):
    """A pattern that tries them all would never end."""
    assert isinstance(number(f"{'9' * 1_000_000}{end}"), Unreadable)
    assert isinstance(number("9" * 1_000_000), Unreadable)


@pytest.mark.parametrize(
    ("index", "differences"),
    [
        ("0", []),
        (" 0", []),
        ("00", []),
        ("-1", [("A1", "shared", "-1 (no such text)")]),  # never counted from the end
        ("0.0", [("A1", "shared", "0.0 (no such text)")]),
        ("٠", [("A1", "shared", "٠ (no such text)")]),
    ],
)
def test_a_shared_text_is_found_by_a_plain_number_alone(index, differences):
    assert told(plan(f"<c r='A1' t='s'><v>{index}</v></c>")) == differences


def test_shared_texts_without_a_relation_are_found_by_their_usual_name():
    links = f"<Relationships xmlns='{hostile.PACKAGE}/relationships'>"
    links += f"<Relationship Id='r1' Type='{hostile.LINKS}/worksheet' Target='worksheets/sheet1.xml'/>"
    links += f"<Relationship Id='r2' Type='{hostile.LINKS}/styles' Target='styles.xml'/></Relationships>"
    read = plan(A1, {"xl/_rels/workbook.xml.rels": links})
    assert (read.grids[0].at(1, 1).value, told(read)) == ("shared", [])


@pytest.mark.parametrize(
    ("serial", "setting", "differences"),
    [
        ("0", "", []),
        ("0.25", "", []),
        ("1", "", []),
        ("59", "", []),
        ("59.5", "", []),
        ("60", "", []),
        ("61", "", []),
        ("99", "", []),
        ("46112", "", []),
        ("46112.999999", "", []),
        ("1e5", "", []),
        ("2958465", "", []),
        ("2958466", "", [("A1", "2958466", "2958466 (not a day)")]),
        ("-1", "", [("A1", "00:00", "1899-12-29")]),
        ("-5.5", "", [("A1", "12:00", "1899-12-24 12:00")]),
        ("0", FROM_1904, []),
        ("1", FROM_1904, []),
        ("59", FROM_1904, []),
        ("44650", FROM_1904, []),
        ("2957003", FROM_1904, []),
        ("2957004", FROM_1904, [("A1", "2957004", "2957004 (not a day)")]),
        ("-1", FROM_1904, [("A1", "00:00", "1903-12-31")]),
    ],
)
def test_days_of_both_calendars(serial, setting, differences):
    assert told(plan(f"<c r='A1' s='1'><v>{serial}</v></c>", setting=setting)) == differences


@pytest.mark.parametrize(
    ("cells", "differences"),
    [
        ("<c r='A1' t='b'><v>1</v></c><c r='B1' t='b'><v>false</v></c>", []),
        ("<c r='A1' t='d'><v>2026-03-31</v></c><c r='B1' t='d'><v>2026-03-31T10:00:00</v></c>", []),
        ("<c r='A1' t='d'><v>10:00</v></c>", []),
        ("<c r='A1' t='d'><v>2026-03-31T10:00:00Z</v></c>", [("A1", "2026-03-31T10:00:00Z", "2026-03-31 10:00")]),
        ("<c r='A1' t='d'><v>2026-02-30</v></c>", [("A1", "2026-02-30", "2026-02-30 (not a day)")]),
        ("<c r='A1' t='e'><v>#REF!</v></c>", []),
        ("<c r='A1' t='e'/>", [("A1", "#ERROR", "empty")]),
        ("<c r='A1'><v>1<!-- x -->2</v></c>", [("A1", "1", "12")]),
        ("<c r='A1'><v><![CDATA[12]]></v></c>", [("A1", "empty", "12")]),
        ("<c r='A1'>x<v>1</v>y</c>", []),
        ("<c r='A1'><v>1</v><v>2</v></c>", [("A1", "2", "1")]),
        ("<c r='A1'><is><t>a</t></is></c>", [("A1", "a", "empty")]),
        ("<c r='A1' t='inlineStr'><v>10</v></c>", [("A1", "empty", "10")]),
        ("<c r='A1' t='inlineStr'><is><t>a</t></is><v>5</v></c>", [("A1", "empty", "a")]),
        ("<c r='A1' s='99'><v>1</v></c><c r='B1' s='x'><v>1</v></c>", []),
        ("<!-- <row r='2'><c r='A2'><v>7</v></c></row> --><c r='A1'><v>1</v></c>", []),
        ('<!-- <row r="2"><c r="A2"><v>7</v></c></row> --><c r="A1"><v>1</v></c>', []),
    ],
)
def test_what_a_cell_may_hold_besides(cells, differences):
    assert told(plan(cells)) == differences


def test_rows_outside_the_first_list_of_rows_count():
    after = "<sheetData><row r='2'><c r='A2'><v>7</v></c></row></sheetData>"
    assert told(plan("<c r='A1'><v>1</v></c>", after=after)) == [("A2", "empty", "7")]


@pytest.mark.parametrize(
    "cell",
    [
        "<c r='A1' t='e'><v>#SPILL!</v></c>",
        "<c r='$A$1'><v>1</v></c>",
        "<c r='A1'><v>1</v><extLst><ext/></extLst></c>",
        "<c r='A1' t='x'><v>1</v></c>",
        "<c r='A1' t='b'><v>2</v></c>",
        "<c r='A1' t='s'><v>5</v></c>",
    ],
)
def test_what_the_first_reader_refuses_is_not_read_by_the_second_alone(cell):
    with pytest.raises(NotReadable, match="The file is damaged and cannot be read"):
        plan(cell)


def test_cells_too_far_apart_for_the_first_reader_are_still_read_by_two():
    far = "<row r='1048576'><c r='A1048576' t='inlineStr'><v>10</v></c><c r='XFD1048576'><v>1</v></c></row>"
    read = read_bytes(hostile.workbook(hostile.sheet(hostile.TABLE + far)))
    assert read.grids[0].at(1_048_576, 16_384).value == 1
    assert told(read) == [("A1048576", "empty", "10")]


def rich() -> bytes:
    """A workbook with most of what a plan has."""
    book = openpyxl.Workbook()
    for n in range(12):
        book.active.append([f"A{n}", "Mend the gate", n, datetime(2026, 3, n + 1), n % 2 == 0, "=A1"])
    book.active["A2"].comment = Comment("Agreed", "Clerk")
    book.active["B2"].fill = PatternFill("solid", fgColor="FFC000")
    book.active.merge_cells("G1:G4")
    book.create_sheet("Closed")["B2"] = "x"
    return hostile.saved(book)


@pytest.mark.slow
def test_the_judge_finds_in_no_example_what_the_second_reader_does_not():
    files = sorted(EXAMPLES.rglob("*.xlsx"))
    assert len(files) > 80
    for path in files:
        assert judge.told_and_judged(path.read_bytes()) == (set(), set()), path


def test_the_judge_finds_in_no_damaged_file_what_the_second_reader_does_not():
    judged = [judge.told_and_judged(data) for data in hostile.flipped_inside(rich(), 150, SEED)]
    found = [one for one in judged if one is not None]
    assert len(found) > 20
    assert [(told, doubted) for told, doubted in found if not doubted <= told] == []


def test_the_disagreement_reaches_whoever_reads_the_file():
    read = plan("<c r='A1' s='1'><v>-5</v></c>")
    assert read.disagreements == (Disagreement("Plan", "A1", "00:00", "1899-12-25"),)
