"""Two readers read old workbooks (.xls): no error is lost, every difference is reported, every kind of value read."""

import io
import struct
from datetime import date, datetime, time, timedelta

import hostile
import pytest
import xlwt
from endings import ending
from old_records import BIFF5, ERRORS, Record, error, failed, number, old_file, old_stream, text, without_text
from other_formats import old_workbook

from loaders.reader.raw_sheet import RawSheet
from loaders.reader.read_file import Disagreement, Workbook, read_bytes
from loaders.reader.with_xlrd import disagreements, open_workbook

NO_SECOND = "The second reader cannot read it."


def values(read: Workbook) -> list[object]:
    """The values in the first row of the first sheet."""
    grid = read.grids[0]
    return [grid.at(1, column).value for column in range(1, grid.last_column + 1)]


def one_row(*cells: tuple[object, str]) -> bytes:
    """A workbook with these values, each with its number format."""
    made, into = xlwt.Workbook(), io.BytesIO()
    page = made.add_sheet("Plan")
    for column, (value, number_format) in enumerate(cells):
        page.write(0, column, value, xlwt.easyxf(num_format_str=number_format))
    made.save(into)
    return into.getvalue()


@pytest.mark.parametrize("words", ERRORS)
@pytest.mark.parametrize("cell", [error, failed])
def test_an_error_is_stored_as_written_whether_typed_or_computed(cell, words):
    read = read_bytes(old_file(text(0, 0, "Ref"), cell(0, 1, words)))
    assert read.grids[0].at(1, 2).value == words and read.grids[0].at(1, 2).is_error
    assert (read.is_read_twice, read.disagreements, read.grids[0].filled_cells) == (True, (), 2)


def test_a_sheet_of_nothing_but_errors_is_not_empty():
    assert values(read_bytes(old_file(error(0, 2, "#REF!")))) == [None, None, "#REF!"]


def test_an_error_in_a_plan_is_a_problem_with_its_cell(collection):
    made = xlwt.Workbook()
    page = made.add_sheet("Plan")
    for row, line in enumerate(["Ref|Rec|Action|Due|Done|Status|Evidence|Reason", "A1|1|Mend|#REF!", "A2|1|Paint|TBC"]):
        for column, words in enumerate(line.split("|")):
            if words == "#REF!":
                page.row(row).set_cell_error(column, words)
            else:
                page.write(row, column, words)
    path = collection.received / "transport" / "2026-01-01.xls"
    path.parent.mkdir(parents=True)
    made.save(str(path))
    db = collection.load()
    said = db.sql("SELECT cell, found, sentence FROM problem WHERE rule = 'formula_has_result'").fetchall()
    assert said == [
        ("D2", "#REF!", "A formula has a result. Without one, or with an error, the cell cannot be read."),
    ]
    known = db.sql("SELECT action_ref, due_on_precision FROM position_on(DATE '2026-06-30') ORDER BY ALL").fetchall()
    assert known == [("A1", "unreadable"), ("A2", "no date")]


def test_the_two_readers_agree_on_every_kind_of_value():
    moment = datetime(2026, 3, 31, 10, 5, 7)
    written = [
        ("words", "General"), (3, "General"), (1.5, "0.00"), (True, "General"), (False, "General"), ("  x ", "General"),
        (date(2026, 3, 31), "dd/mm/yyyy"), (moment, "dd/mm/yyyy hh:mm:ss"), (time(9, 30), "hh:mm"), (1.25, "[h]:mm"),
    ]  # fmt: skip
    read = read_bytes(one_row(*written))
    assert values(read) == [
        "words",
        3,
        1.5,
        True,
        False,
        "  x ",
        datetime(2026, 3, 31),
        moment,
        time(9, 30),
        timedelta(hours=30),
    ]
    assert (read.is_read_twice, read.disagreements) == (True, ())


@pytest.mark.parametrize("serial", [0, 0.5, 1, 59, 60, 61, 2958465, 2958466, 5e7, 1e300])
def test_a_number_that_is_shown_as_a_date_is_read_alike_by_both(serial):
    read = read_bytes(one_row(("Ref", "General"), (serial, "dd/mm/yyyy")))
    assert (read.is_read_twice, read.disagreements, read.grids[0].filled_cells) == (True, (), 2)


def test_a_cell_that_the_second_reader_reads_differently_is_reported():
    data = old_workbook(("Plan", [["Ref", "Done", 3]]), ("Old", [["x"]]))
    ours = [RawSheet("Plan", rows={1: ["Ref", "done", 3.0, "more"]}), RawSheet("New", rows={1: ["x"]})]
    assert disagreements(open_workbook(data), ours) == [
        {"sheet": "Plan", "cell": "B1", "one": "done", "other": "Done"},
        {"sheet": "Plan", "cell": "D1", "one": "more", "other": "empty"},
        {"sheet": "New", "cell": "", "one": "a sheet", "other": "no such sheet"},
    ]


def test_a_difference_between_the_readers_is_a_problem_of_the_file():
    """A negative number is not a date: the two readers turn it into different days."""
    read = read_bytes(one_row(("Ref", "General"), (-5, "dd/mm/yyyy")))
    assert read.disagreements == (Disagreement("Plan", "B1", "00:00", "1899-12-26"),)


@pytest.mark.parametrize("stream", ["Workbook", "WORKBOOK", "workbook", "Book", "BOOK"])
@pytest.mark.parametrize("version", [BIFF5, 0x0600])
def test_the_workbook_part_is_found_whatever_the_case_of_its_name(stream, version):
    read = read_bytes(old_file(text(0, 0, "Ref", version), number(0, 1, 7), version=version, stream=stream))
    assert (values(read), read.is_read_twice, read.disagreements) == (["Ref", 7], True, ())


def test_a_text_formula_without_its_text_is_not_silently_read_as_blank():
    """The second reader stops here, since the text must follow: the file is read once, with a notice."""
    read = read_bytes(old_file(text(0, 0, "Ref"), without_text(0, 1), number(0, 2, 1)))
    assert (read.is_read_twice, read.why_once) == (False, NO_SECOND)
    assert any("with an error, such as #REF!" in fact for fact in read.facts)


def test_a_large_old_workbook_keeps_its_errors_and_is_not_compared():
    cells = [number(row, column, 1) for row in range(500) for column in range(250)]
    read = read_bytes(old_file(*cells, error(600, 0, "#N/A")))
    assert (read.grids[0].at(601, 1).value, read.is_read_twice) == ("#N/A", False)
    assert read.why_once == "It has over 100,000 filled cells."
    assert not any("#REF!" in fact for fact in read.facts)


REF = old_stream(text(0, 0, "Ref"))
HOSTILE = {
    "a cell in the last row and column": lambda: old_file(text(0, 0, "Ref"), number(65_535, 255, 1)),
    "a cell in the last column of every row": lambda: old_file(*(number(n, 255, 1) for n in range(65_536))),
    "a cell beyond the last column": lambda: old_file(text(0, 0, "Ref"), number(0, 60_000, 1)),
    "a record that is longer than the file": lambda: old_file(text(0, 0, "Ref"), (0x0203, bytes(9_000))),
    "a text that is longer than its record": lambda: old_file((0x0204, struct.pack("<HHHH", 0, 0, 0, 60_000))),
    "a sheet that begins where the workbook does": lambda: hostile.ole({"Workbook": _sheet_at(0)}),
    "a sheet that begins behind the end": lambda: hostile.ole({"Workbook": _sheet_at(2**31 - 1)}),
    "a chain of sectors that leads back to its start": hostile.looped_xls,
    "a container whose directory is a loop": lambda: hostile.ole(
        {"Workbook": old_stream(text(0, 0, "Ref"))}, circular=True
    ),
    "names that double each other": lambda: old_file(text(0, 0, "Ref"), before=_doubling_names(40)),
}


def _sheet_at(offset: int) -> bytes:
    """A workbook that gives a wrong position for its sheet."""
    stream = old_stream(text(0, 0, "Ref"))
    at = stream.index(struct.pack("<H", 0x85)) + 4
    return stream[:at] + struct.pack("<I", offset) + stream[at + 4 :]


def _doubling_names(times: int) -> list[Record]:
    """Defined names, each of which is the one before it written twice."""
    formulas = [b"\x17\4\0haha", *(b"\x23" + struct.pack("<HH", n, 0) for n in range(1, times))]
    return [_name(f"n{n:02}", first if n == 0 else first * 2 + b"\x08") for n, first in enumerate(formulas)]


def _name(name: str, formula: bytes) -> Record:
    head = struct.pack("<HBBHHHBBBB", 0, 0, len(name), len(formula), 0, 0, 0, 0, 0, 0)
    return 0x18, head + b"\0" + name.encode() + formula


@pytest.mark.parametrize("kind", HOSTILE)
def test_an_old_workbook_made_to_do_harm_is_loaded_or_refused(kind):
    assert ending(HOSTILE[kind]())
    assert read_bytes(hostile.plain()).grids[0].filled_cells == 8  # the next file still loads


def test_a_file_from_excel_before_1995_is_refused_as_such():
    assert ending(struct.pack("<HHHH", 0x0409, 6, 0, 0x10) + bytes(40)) == (
        "The file was saved by Excel 4 or older. Open it, save it as .xlsx and send that."
    )
