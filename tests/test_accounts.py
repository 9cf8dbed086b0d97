"""Nothing is lost: every filled cell of a file is stored or listed as left out, however the sheet looks."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date, datetime
from pathlib import Path

import pytest
from drawing import rows
from hypothesis import given, settings
from hypothesis import strategies as st
from trials import trials

from checks.received_file import Sheet
from loaders.mapping import reconcile
from loaders.mapping.cells_left_out import MOST_BLOCKS
from loaders.mapping.layout import Layout, SheetLayout
from loaders.mapping.sheets import sheets_of
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.read_file import Workbook, grid_of
from tracker.file_terms import Reason
from tracker.findings import NotReadable
from tracker.terms import Kind

HEADINGS = ["Ref", "Action", "Due", "Status", "With"]
COLUMNS = dict(zip(("action_ref", "action", "due_on", "reported_status", "supporting_agencies"), HEADINGS, strict=True))


def book(*sheets: RawSheet) -> Workbook:
    """A workbook of these sheets, as the reading process hands them over."""
    return Workbook(tuple(grid_of(vars(sheet)) for sheet in sheets), (), True, "", ())


def layout(**keys: object) -> Layout:
    """A layout with a single entry, which has the usual keys unless `keys` give others."""
    return Layout(path=Path("transport.toml"), sheets=(one(**keys),))


def one(**keys: object) -> SheetLayout:
    usual = {"fills": Kind.ACTION, "sheet": ("Plan",), "columns": COLUMNS, "header_row": (1,), "dates": "day first"}
    return SheetLayout(path=Path("transport.toml"), **{**usual, **keys})


def sheet(*lines: list[object], name: str = "Plan", **marks: object) -> RawSheet:
    """A sheet with these rows; "" is an empty cell."""
    cut = {row: _cut(line) for row, line in enumerate(lines, 1)}
    return RawSheet(name, rows={row: line for row, line in cut.items() if line}, **marks)


def _cut(line: list[object]) -> list[object]:
    while line and line[-1] == "":
        line = line[:-1]
    return line


def answers(sheets: tuple[Sheet, ...], filled: dict[str, int]) -> None:
    """Asserts that each sheet has so many filled cells, all of them stored or listed."""
    told = sheets[0].accounts
    assert {account.sheet: account.filled for account in told} == filled
    for account in told:
        assert account.filled == account.stored + sum(block.filled for block in account.left_out)


# Words that may make a row look like something else, and any others.
WORDS = st.sampled_from([
    "", "", "", "A1", "Mend the gate", "< Select >", "Total", "Sub-total", "  ", "\u00a0", "_x000D_", "END", "Key",
    "DONE",
    "31/03/2026", "Part two of the plan", "Example of how to complete >", *HEADINGS,
]) | st.text(max_size=5)  # fmt: skip
VALUES = WORDS | st.integers(-3, 70) | st.just(60.1) | st.booleans() | st.just(datetime(2026, 3, 31))
LINES = st.lists(st.just(HEADINGS) | st.lists(VALUES, max_size=9), max_size=12)
MERGES = st.lists(
    st.tuples(st.integers(1, 12), st.integers(1, 9), st.integers(0, 3), st.integers(0, 3)).map(
        lambda one: (one[0], one[1], one[0] + one[2], one[1] + one[3])
    ),
    max_size=3,
)
PLACES = st.lists(st.tuples(st.integers(2, 12), st.integers(1, 9)), max_size=6)
KEYS = st.fixed_dictionaries(
    {},
    optional={
        "stops_at": st.sampled_from(["END", "Key"]),
        "section": st.sampled_from(["recommendation_ref", "priority"]),
        "fill_down": st.just(("action", "due_on")),
        "leave_out": st.sampled_from([("Example…",), ("A1",)]),
        "fillers": st.just(("DONE",)),
        "prefilled": st.just(("action_ref",)),
        "not_read": st.just(("With",)),
        "colours": st.just({"00B050": "DONE"}),
        "header_row": st.sampled_from([(), (1,)]),
        "columns": st.sampled_from([COLUMNS, {"action_ref": "Ref", "action": "Ref"}, {"action_ref": "column B"}]),
    },
)


@settings(max_examples=trials(100))
@given(LINES, MERGES, PLACES, PLACES, KEYS, KEYS)
def test_any_sheet_is_refused_or_every_cell_of_it_answered_for(lines, merges, zeros, unknown, keys, more_keys):
    plan = sheet(HEADINGS, ["B1", "Paint the railing", "", "", ""], *lines, merges=merges, hidden_rows=[3])
    plan.zeros = [place for place in zeros if plan.value(place) != ""]
    plan.unknown = [place for place in unknown if plan.value(place) != ""]
    other = sheet(["Green", "Done"], name="Key")
    both = Layout(path=Path("transport.toml"), sheets=(one(**keys), one(**more_keys)))
    for chosen in (layout(**keys), both):
        try:
            read = sheets_of(book(plan, other), chosen)
        except NotReadable as error:
            assert "fault of the program" not in str(error)
        else:
            answers(read, {"Plan": plan.filled, "Key": 2})


@settings(max_examples=trials(40))
@given(LINES)
def test_no_row_with_something_of_its_own_is_lost(lines):
    """A row below the headings is a record, or in a block that was left out."""
    plan = sheet(HEADINGS, *lines)
    try:
        (read,) = sheets_of(book(plan), layout())
    except NotReadable:
        return
    ranges = [block.place.split(":") for block in read.accounts[0].left_out]
    listed = {row for first, *last in ranges for row in range(_row(first), _row((last or [first])[0]) + 1)}
    assert set(plan.rows) - {1} <= listed | set(read.rows.index)


def _row(cell: str) -> int:
    return int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def test_a_cell_that_two_parts_of_a_layout_read_is_stored_once():
    plan = sheet(["Ref", "Action", "Rec"], ["A1", "Mend", "1"], ["A2", "", "2"])
    register = one(fills=Kind.RECOMMENDATION, columns={"recommendation_ref": "Rec", "recommendation": "Action"})
    actions = one(columns={"action_ref": "Ref", "action": "Action"})
    read = sheets_of(book(plan), Layout(path=Path("transport.toml"), sheets=(register, actions)))
    (account,) = read[0].accounts
    assert (account.filled, account.stored, account.left_out) == (8, 8, ())
    assert read[1].accounts == ()


def test_two_tables_one_below_the_other_leave_out_only_what_neither_reads():
    plan = sheet(["Ref", "Action"], ["A1", "Mend"], ["Later", ""], ["No.", "What"], ["A2", "Paint"], ["Source: board"])
    first = one(columns={"action_ref": "Ref", "action": "Action"}, stops_at="Later")
    second = one(columns={"action_ref": "No.", "action": "What"}, header_row=(4,), leave_out=("Source…",))
    read = sheets_of(book(plan), Layout(path=Path("transport.toml"), sheets=(first, second)))
    (account,) = read[0].accounts
    assert [(block.place, block.reason) for block in account.left_out] == [
        ("A3", Reason.BELOW), ("A6", Reason.GUIDANCE),
    ]  # fmt: skip


def test_a_cell_of_nothing_but_spaces_is_listed():
    (read,) = sheets_of(book(sheet(HEADINGS, ["A1", "Mend", "  ", " \u00a0", ""])), layout())
    (block,) = read.accounts[0].left_out
    assert (block.place, block.filled, block.reason) == ("C2:D2", 2, Reason.BLANKS)


def test_long_words_are_cut_and_many_cells_counted():
    notes = [["A1", "Mend", "", "", "", "x" * 500] for _ in range(40)]
    (read,) = sheets_of(book(sheet([*HEADINGS, "Notes"], *notes)), layout())
    (block,) = [block for block in read.accounts[0].left_out if block.reason == Reason.COLUMN_NOT_NAMED]
    assert (block.place, block.filled) == ("F2:F41", 40)
    assert block.words == " | ".join(["x" * 79 + "…"] * 3) + " … and 37 more"


def test_a_large_file_keeps_a_short_list():
    """With a block for each filler between records, the list would be as long as the sheet."""
    lines = [[f"A{n}", "< Select >" if n % 2 else "Mend", "", "", "", n] for n in range(2_000)]
    (read,) = sheets_of(book(sheet([*HEADINGS, "Cost"], *lines)), layout())
    (account,) = read.accounts
    assert len(read.rows) == 1_000
    unfilled = [block for block in account.left_out if block.reason == Reason.NOT_FILLED_IN]
    assert (len(unfilled), unfilled[-1].place) == (MOST_BLOCKS, "A101:F2001")
    assert sum(block.filled for block in unfilled) == 3_000


def test_a_loss_would_refuse_the_file_and_says_whose_fault_it_is(monkeypatch):
    monkeypatch.setattr(reconcile, "_stored_count", lambda tables: 1)
    with pytest.raises(NotReadable) as refused:
        sheets_of(book(sheet(HEADINGS, ["A1", "Mend"])), layout())
    assert str(refused.value) == (
        "sheet 'Plan': of 7 filled cells 1 would be stored and 0 listed as left out. This is a fault of the program, "
        "not of the file, which was not loaded rather than lose a cell. Report it with this file."
    )


@pytest.mark.parametrize("example", ["merrowshire", "public_record"])
def test_the_database_holds_an_answer_for_every_filled_cell(request, example):
    db = request.getfixturevalue(example).db
    lost = """
        SELECT file_id, s.sheet
        FROM sheet_received s
        LEFT JOIN cell_left_out c USING (file_id, sheet)
        GROUP BY file_id, s.sheet, s.filled_cells, s.stored_cells
        HAVING s.filled_cells <> s.stored_cells + coalesce(sum(c.filled_cells), 0)
    """
    assert rows(db, lost) == []
    unread = "SELECT count(*) FROM file_received WHERE is_read AND file_id NOT IN (SELECT file_id FROM sheet_received)"
    assert rows(db, unread) == [(0,)]


def test_every_cell_counted_as_stored_is_in_the_database(merrowshire):
    """In a tidy plan without merged cells, the stored cells are just the words of its records and headings."""
    stored = """
        SELECT
            (SELECT sum(stored_cells) FROM sheet_received WHERE file_id = f.file_id AND sheet = 'Action Plan'),
            (SELECT count(*) FROM sheet_column WHERE file_id = f.file_id) + (
                SELECT sum(len(list_filter(map_values(words), lambda said: said <> '')))
                FROM row_received JOIN action_version USING (version_id) WHERE file_id = f.file_id
            )
        FROM file_received f
        WHERE sender = 'northmere' AND received_on = $on
    """
    ((said, counted),) = rows(merrowshire.db, stored, on=date(2026, 10, 20))
    assert said == counted > 100
