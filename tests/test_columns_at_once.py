"""Reading whole columns, which is fast, gives the same as reading cell by cell, the slow and plain way."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import datetime, time, timedelta
from unittest.mock import PropertyMock, patch

from hypothesis import example, given, settings
from hypothesis import strategies as st
from test_accounts import HEADINGS, KEYS, LINES, MERGES, book, layout, sheet
from trials import trials

from checks.received_file import Sheet
from loaders.mapping.layout import Layout
from loaders.mapping.plain_records import PlainRecords
from loaders.mapping.sheets import sheets_of
from loaders.reader.column import read_columns
from loaders.reader.grid import Cell, Grid
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.read_file import grid_of
from tracker.file_terms import Hidden
from tracker.findings import NotReadable

ROWS, COLUMNS = range(1, 9), range(1, 7)
VALUES = st.sampled_from([
    "", "", "", "Mend the gate", " ends ", "\u00a0", "a\u00a0b", "a_x000D_b", "_x000", "D_", "a\r\nb", "a\rb", "=B2+1",
    0, 0.0, -0.0, 1, True, False, 60.1, 46112, 2.5, -3, float("inf"), datetime(2026, 3, 31),
    datetime(2026, 3, 31, 9, 5), datetime(1899, 12, 30), time(9, 5), timedelta(hours=30),
]) | st.text(max_size=4)  # fmt: skip
FORMATS = ["General", "0.00", "000", "0%", "mmm yyyy", "yyyy", ";;;", "0;;"]
LOOKS = st.tuples(
    st.sampled_from(FORMATS), st.sampled_from(["", "FFFFFF", "00B050"]), st.sampled_from([(), (), (Hidden.STRUCK_OUT,)])
)
PLACES = st.lists(st.tuples(st.sampled_from(ROWS), st.sampled_from(COLUMNS)), max_size=2)
HIDDEN = st.lists(st.sampled_from(COLUMNS), max_size=1)


@st.composite
def sheets(draw) -> RawSheet:
    """A sheet with a few odd places, if any: most columns of most sheets have none."""
    lines = draw(st.lists(st.lists(VALUES, max_size=len(COLUMNS)), max_size=len(ROWS)))
    looks = [("General", "", ()), *draw(st.lists(LOOKS, max_size=4))]
    along = st.lists(st.integers(0, len(looks) - 1), min_size=1, max_size=len(COLUMNS)).map(tuple)
    patterns = draw(st.lists(along, max_size=3))
    numbers = st.integers(0, len(patterns) - 1) if patterns else st.nothing()
    drawn = sheet(*lines, merges=draw(MERGES), hidden_columns=draw(HIDDEN), looks=looks, patterns=patterns)
    drawn.pattern_of = draw(st.dictionaries(st.sampled_from(ROWS), numbers))
    drawn.errors, drawn.unknown = draw(PLACES), draw(PLACES)
    drawn.comments = [(*place, "Ask") for place in draw(PLACES)]
    drawn.hidden_rows = draw(HIDDEN) if draw(st.booleans()) else []
    return drawn


@settings(max_examples=trials(200))
@given(sheets(), st.lists(st.sampled_from(ROWS), unique=True).map(sorted))
def test_a_column_is_the_same_as_its_cells_one_by_one(drawn, rows):
    grid = grid_of(vars(drawn))
    for number, column in zip(COLUMNS, read_columns(grid, rows, COLUMNS), strict=True):
        cells = grid.column(rows, number)
        assert repr(list(map(cell_of, column.values, column.formats, column.fills))) == repr(list(map(plain, cells)))
        assert column.words == [cell.words for cell in cells]
        filled = {n: cell for n, cell in enumerate(cells) if number <= grid.last_column}
        assert {n: cell for n, cell in filled.items() if cell != plain(cell)}.items() <= column.odd.items()


def plain(cell: Cell) -> Cell:
    return cell_of("" if cell.value is None else cell.value, cell.number_format, cell.fill)


def cell_of(value: object, number_format: str, fill: str) -> Cell:
    return Cell(None if value == "" else value, number_format, fill=fill)


def test_most_columns_are_read_as_wholes():
    """Otherwise the tests here would compare the slow way with itself."""
    lines = ["Ref", "Action", "Due"], ["A1", "Mend", "=B1"], ["", "Paint", ""]
    grid = grid_of(vars(sheet(*lines, unknown=[(2, 3)], merges=[(2, 1, 3, 1)])))
    assert grid.odd_columns == {1, 3}
    assert [len(column.odd) for column in read_columns(grid, [2, 3], (1, 2, 3))] == [2, 0, 2]


@settings(max_examples=trials(100))
@given(LINES, MERGES, PLACES, KEYS)
def test_a_sheet_is_the_same_as_with_every_cell_read_by_itself(lines, merges, unknown, keys):
    plan = sheet(HEADINGS, ["B1", "Paint the railing", "", "", ""], *lines, merges=merges)
    plan.unknown = [place for place in unknown if plan.value(place) != ""]
    every = PropertyMock(return_value=frozenset(range(1, 20)))
    with patch.object(Grid, "odd_columns", every):
        one_by_one = read(plan, layout(**keys))
    assert read(plan, layout(**keys)) == one_by_one
    assert every.called or isinstance(one_by_one, str)


def read(plan: RawSheet, chosen: Layout) -> tuple[Sheet, ...] | str:
    try:
        return sheets_of(book(plan), chosen)
    except NotReadable as error:
        return str(error)


@settings(max_examples=trials(100))
@given(LINES, MERGES, PLACES, KEYS)
@example([], [], [], {"columns": {"action_ref": "Ref", "action": "Ref"}, "prefilled": ("action_ref",)})
def test_the_records_are_the_same_as_with_every_row_asked_at_length(lines, merges, zeros, keys):
    plan = sheet(HEADINGS, ["B1", "Paint the railing", "", "", ""], *lines, merges=merges)
    plan.zeros = [place for place in zeros if isinstance(plan.value(place), int)]
    with patch.object(PlainRecords, "has", return_value=False):
        at_length = read(plan, layout(**keys))
    assert read(plan, layout(**keys)) == at_length


WRITTEN = st.sampled_from([
    *HEADINGS, " ref: ", "REF (ours)", "Ref\nas given", "Action - what we will do", "Action\u00a0", "Due (dd/mm/yyyy)",
    "Due: by when", "Status –", "With\twhom", "Reference", "To be done", "", "\u017ftatus", 7,
]) | st.text(max_size=5)  # fmt: skip
HEADING_ROWS = st.lists(st.lists(WRITTEN, max_size=6) | st.permutations(HEADINGS), min_size=1, max_size=6)


@settings(max_examples=trials(200))
@given(HEADING_ROWS, MERGES)
def test_headings_are_found_where_they_are_with_every_row_worked_out(lines, merges):
    plan = sheet(*lines, ["B1", "Paint the railing", "", "", ""], merges=merges)
    with patch("loaders.mapping.columns._may_hold", return_value=True):
        worked_out = read(plan, layout(header_row=()))
    assert read(plan, layout(header_row=())) == worked_out
