"""Rows that a form numbers before anybody fills them in are not actions; every other row still is."""

import pytest
from drawing import LAYOUT, rows
from one_plan import PLAN, STATUS, blocks_left_out, read
from returns import positions
from test_roll_up import HEADINGS

from tracker.file_terms import Reason

FORM = PLAN + STATUS + '"Not started" = "not started"\n'
NO_HEADING = FORM.replace('action_ref = "Ref"', 'action_ref = "column A"')
REGISTER = (
    'fills = "recommendation"\nsheet = "Register"\n[columns]\nrecommendation_ref = "No."\nrecommendation = "Text"\n'
)


def records(path, layout: str = FORM) -> list[int]:
    return list(read(path, layout)[0].rows.index)


@pytest.mark.parametrize(
    ("number", "heading"),
    [
        ("A{}", "Ref"),
        ("n:{}", "Ref"),
        ("n:{}.1", "Ref"),
        ("=ROW() -> {}", "Ref"),
        ("=ROW()", "Ref"),  # never computed
        ("n:{}", ""),
        ("A{}", ""),
    ],
)
@pytest.mark.parametrize("status", ["", "Not started", "not  started", "< Select >"])
def test_a_number_alone_is_not_an_action(workbook, number, heading, status):
    """This includes rows with a prefilled status, and a column of numbers without a heading."""
    empty = "\n".join(f"{number.format(n)} | | | {status}" for n in (3, 4, 5))
    table = (
        f"{heading} | Action | Due | Status\n{number.format(2)} | Mend | TBC | Not started\n{empty}\nA6 | Paint | | "
    )
    path, layout = workbook(Plan=table), FORM if heading else NO_HEADING
    assert records(path, layout) == [2, 6]
    (reason,) = {why for place, _, _, why in blocks_left_out(read(path, layout)[0]) if place[1:] != "1"}
    assert reason == Reason.NOT_FILLED_IN


@pytest.mark.parametrize("status", ["", "Not started"])
@pytest.mark.parametrize("number", ["n:{}", "{}.", "1.{}"])
def test_an_unread_column_of_numbers_makes_no_action(workbook, number, status):
    lines = [f"{number.format(n)} | | | | {status}" for n in (3, 4)]
    path = workbook(Plan="\n".join(["| Ref | Action | Due | Status", "n:1 | A1 | Mend | TBC | Not started", *lines]))
    assert records(path) == [2]


def test_a_number_merged_over_rows_is_no_action(workbook):
    path = workbook(Plan="Ref | Action | Due | Status\nA1 | Mend | TBC | \nA2 | | | Not started\n^ | | | Not started")
    assert records(path) == [2]


@pytest.mark.parametrize(
    "row",
    [
        "A2 | Paint | |",
        "A2 | | 31/3/2026 |",
        "A2 | | | Under way",
        "A2 | | | Halted",  # a word that no layout explains
        "A2 | ^ | |",  # the action of the row above, merged
        "A2 | | | | A word in a column that is not read",
        "A2 | | | | n:5",
        "Gates | | |",  # no number: a title or a mistake that somebody must look at
        "Gates 2 | | |",
        "Recommendation2 | | |",
    ],
)
def test_a_row_with_any_content_is_an_action(workbook, row):
    path = workbook(Plan=f"Ref | Action | Due | Status | Notes\nA1 | Mend | TBC | Not started\n{row}")
    assert records(path) == [2, 3]


def test_an_action_filled_down_from_the_row_above_is_one(workbook):
    layout = FORM.replace("[columns]", 'fill_down = "action"\n[columns]', 1)
    path = workbook(Plan="Ref | Action | Due | Status\nA1 | Mend | TBC | Not started\nA2 | | |")
    assert records(path, layout) == [2, 3]


def test_a_number_may_stand_for_an_action_where_no_action_column_is_read(workbook):
    layout = FORM.replace('action = "Action"\n', "")
    assert records(workbook(Plan="Ref | Due | Status\nA1 | TBC | Not started\nA2 | | Not started"), layout) == [2, 3]


def test_a_register_has_such_rows_too(workbook):
    assert records(workbook(Register="No. | Text\n1 | Mend\n2 |\n3 |"), REGISTER) == [2]


def test_an_action_whose_row_is_emptied_is_missing_and_still_counts(collection):
    collection.layout("transport", LAYOUT)
    filled = "A1 | 1 | Mend | 31/3/2026 | | In progress | |\n"
    collection.plan("2026-01-31", f"{HEADINGS}{filled}A2 | 1 | Paint | 31/3/2026 | | Not started | |")
    collection.plan("2026-02-28", f"{HEADINGS}{filled}A2 | | | | | Not started | |")
    db = collection.load()
    found = positions(db, "2026-05-31", "state", "missing_since")
    assert found == {"A1": ("Overdue", None), "A2": ("Overdue", "2026-02-28")}
    assert rows(db, "SELECT count(*) FROM position_on(DATE '2026-05-31')") == [(2,)]
