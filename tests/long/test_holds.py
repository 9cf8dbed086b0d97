"""Actions that a return of open actions leaves out are neither missing nor complete."""

import pytest
from drawing import LAYOUT, rows
from forms import changed
from returns import positions

from loaders.mapping.read_layout import read_layout
from tracker.findings import NotReadable
from tracker.measure import Measure

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
A1 = "A1 | 1 | Mend the railing by the water | d:2026-03-31 | | In progress | |\n"
A2 = "A2 | 1 | Paint the steps to the water | d:2026-06-30 | | In progress | |\n"
A3 = "A3 | 1 | Light the path to the water | d:2026-01-31 | d:2026-01-20 | Complete | Photographs |\n"
WHERE = ("state", "missing_since", "not_in_return_on")
OPEN = 'holds = "open actions"\n' + LAYOUT


@pytest.fixture
def open_actions(collection):
    collection.layout("transport.2026-04-01", OPEN)
    collection.plan("2026-03-01", HEADINGS + A1 + A2 + A3)
    return collection


def test_an_action_that_a_return_of_open_actions_leaves_out_stays_as_last_reported(open_actions):
    open_actions.plan("2026-04-15", HEADINGS + A1)
    db = open_actions.load()
    assert positions(db, "2026-07-01", *WHERE) == {
        "A1": ("Overdue", None, None),
        "A2": ("Overdue", None, "2026-04-15"),
        "A3": ("Reported complete, not verified", None, "2026-04-15"),
    }
    assert changed(db) == []


def counts(db):
    sql = "SELECT unnest(measures) AS measure FROM position_for(DATE '2026-07-01', NULL, NULL)"
    return dict(rows(db, f"SELECT measure, count(*) FROM ({sql}) GROUP BY measure"))


def test_an_action_left_out_lowers_no_count_by_either_clock(open_actions):
    open_actions.plan("2026-04-15", HEADINGS + A1 + A2)
    before = counts(open_actions.load())
    open_actions.plan("2026-05-15", HEADINGS + A1)
    after = counts(open_actions.load())
    assert before[str(Measure.OVERDUE)] == before[str(Measure.OVERDUE_BY_FIRST_DATE)] == 2
    assert {name: after.get(name) for name in before} == before and str(Measure.MISSING) not in after


def test_an_action_that_comes_back_was_never_missing(open_actions):
    open_actions.plan("2026-04-15", HEADINGS + A1)
    open_actions.plan("2026-05-15", HEADINGS + A1 + A2)
    db = open_actions.load()
    assert changed(db) == []
    assert positions(db, "2026-05-20", *WHERE)["A2"] == ("Open", None, None)


def test_an_action_that_a_later_whole_return_leaves_out_is_missing(open_actions):
    open_actions.layout("transport.2026-05-01", LAYOUT)
    open_actions.plan("2026-04-15", HEADINGS + A1)
    open_actions.plan("2026-05-15", HEADINGS + A1 + A3)
    db = open_actions.load()
    assert changed(db) == [("A2", "missing from the return", "", "")]
    assert positions(db, "2026-05-20", *WHERE)["A2"] == ("Open", "2026-05-15", None)


def test_a_number_that_changes_over_a_return_of_open_actions_is_noticed(open_actions):
    open_actions.layout("transport.2026-05-01", LAYOUT)
    open_actions.plan("2026-04-15", HEADINGS + A1)
    open_actions.plan("2026-05-15", HEADINGS + A1 + A3 + A2.replace("A2", "B7"))
    found = [(ref, change) for ref, change, *_ in changed(open_actions.load())]
    assert ("A2", "looks renumbered") in found and ("B7", "looks renumbered") in found


def test_an_action_that_was_missing_before_stays_missing(open_actions):
    open_actions.plan("2026-03-15", HEADINGS + A1 + A3)
    open_actions.plan("2026-04-15", HEADINGS + A1)
    db = open_actions.load()
    assert positions(db, "2026-07-01", *WHERE)["A2"] == ("Overdue", "2026-03-15", None)


def test_the_pages_say_that_the_return_has_only_open_actions(open_actions, on_page):
    open_actions.plan("2026-04-15", HEADINGS + A1)
    open_actions.load()
    said = "Not in the return of 15 April 2026, which did not have to hold it; this is what was said before"
    assert on_page("2026-07-01").count(said) == 1  # the one that is complete is no surprise
    assert said in on_page("2026-07-01", ref="A3")
    assert said not in on_page("2026-07-01", ref="A1")


@pytest.mark.parametrize("line", ['holds = "open"', "holds = true", 'holds = "the rows of its form"'])
def test_an_unknown_value_of_holds_is_refused(tmp_path, line):
    path = tmp_path / "transport.toml"
    path.write_text(f"{line}\n{LAYOUT}", encoding="utf-8")
    with pytest.raises(NotReadable, match="holds: found"):
        read_layout(path)
