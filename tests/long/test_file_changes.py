"""What one file changes is one sentence, and each change names the cell that says so."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import pytest
from drawing import LAYOUT, Collection, write_workbook

from loaders.load.trial import Trial, try_file
from tracker.questions import file_changes
from tracker.terms import Change

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
REGISTER = "Rec | Recommendation | Agency | Response\n1 | {} | Department of Transport | Accepted"
BEFORE = """
A1 | 1 | Mend   | d:2026-03-01 | | In progress | |
A2 | 1 | Paint  | d:2026-03-01 | | In progress | |
A3 | 1 | Sweep  | d:2026-03-01 | | In progress | |
A4 | 1 | Wash   | d:2026-03-01 | | Complete    | Photo |
A5 | 1 | Polish | d:2026-03-01 | | In progress | |
"""
NOW = """
A1 | 1 | Mend it | d:2026-05-01 | | In progress | | Frost
A2 | 1 | Paint   | d:2026-05-01 | | In progress | |
A3 | 1 | Sweep   | d:2026-03-01 | | Complete    | |
A4 | 1 | Wash    | d:2026-03-01 | | In progress | Photo |
A6 | 1 | Rinse   | d:2026-06-01 | | Not started | |
"""


@pytest.fixture
def tried(collection: Collection, tmp_path):
    """Tries a plan of the transport department after those of January and February, which were loaded."""
    collection.register("2026-01-15", REGISTER.format("Mend the railing"))
    collection.plan("2026-01-31", HEADINGS + BEFORE.strip())
    collection.plan("2026-02-28", HEADINGS + BEFORE.strip() + "\n")
    collection.load()

    def try_it(table: str, on: date = date(2026, 3, 31), with_build: bool = True):
        file = write_workbook(tmp_path / "sent.xlsx", {"Plan": HEADINGS + table.strip()})
        built = collection.built if with_build else None
        return try_file(file, None, "transport", on, collection.received, collection.layouts, built)

    return try_it


def what_it_does(trial: Trial, is_first: bool) -> str:
    return file_changes.sentence([one.row for one in trial.changes], is_first)


def test_what_a_file_changes_is_one_sentence_the_most_serious_first(tried):
    trial = tried(NOW)
    assert what_it_does(trial, is_first=False) == (
        "This file reports 1 action complete (with no evidence named), reports A4 as open again, drops A5, "
        "moves 2 deadlines later (1 with no reason), adds A6 and changes the wording of A1."
    )


def test_each_change_names_its_cell_and_a_removed_row_names_none(tried):
    cells = {(one.row.change, one.row.action_ref): (one.sheet, one.cell) for one in tried(NOW).changes}
    assert cells[Change.MOVED_LATER, "A2"] == ("Plan", "D3")
    assert cells[Change.ACTION_REWORDED, "A1"] == ("Plan", "C2")
    assert cells[Change.WENT_BACKWARDS, "A4"] == ("Plan", "F5")
    assert cells[Change.FIRST_RECORDED, "A6"] == ("Plan", "Row 6")
    assert cells[Change.MISSING, "A5"] == ("", "")


def test_an_earlier_database_saves_time_and_changes_no_result(tried):
    with_it, without = tried(NOW), tried(NOW, with_build=False)
    assert (with_it.changes, with_it.problems, with_it.counts) == (without.changes, without.problems, without.counts)
    assert with_it.counts_before == {
        "verified complete": 0, "reported complete, not verified": 1,
        "open": 4, "open with a date": 4, "open, once with a date": 4,
        "overdue": 4, "overdue by the date first promised": 4, "no date set": 0, "date unreadable": 0,
    }  # fmt: skip
    assert without.counts_before is None


def test_a_second_file_of_one_day_and_a_late_one_are_tried_as_they_would_be_recorded(tried):
    second = tried(NOW, date(2026, 2, 28))
    assert second.file.path == "transport/2026-02-28.2.xlsx" and len(second.changes) == len(tried(NOW).changes)
    assert second.compared_with == "transport/2026-02-28.xlsx"
    late = tried(NOW, date(2026, 2, 1))
    assert late.compared_with == "transport/2026-01-31.xlsx"
    assert (late.file.known_on, late.file.received_on) == (date(2026, 2, 28), date(2026, 2, 1))
    assert {one.path for one in late.problems} == {late.file.path}


def test_the_same_again_changes_nothing_and_a_first_file_says_that_it_is_one(tried, collection, tmp_path):
    assert what_it_does(tried(BEFORE), is_first=False) == "This file changes no action and no recommendation."
    collection.layout("harbour", LAYOUT)
    file = write_workbook(tmp_path / "first.xlsx", {"Plan": HEADINGS + BEFORE.strip()})
    trial = try_file(file, None, "harbour", date(2026, 3, 31), collection.received, collection.layouts)
    said = what_it_does(trial, is_first=not trial.compared_with)
    assert said == "This is the first file of its sender: it adds 5 actions."


def test_the_changes_of_a_register_are_listed_too(tried, collection, tmp_path):
    file = write_workbook(tmp_path / "register.xlsx", {"Register": REGISTER.format("Mend all")})
    trial = try_file(file, None, "committee", date(2026, 3, 31), collection.received, collection.layouts)
    assert what_it_does(trial, is_first=False) == "This file changes the wording of 1."
    assert [(one.sheet, one.cell) for one in trial.changes] == [("Register", "B2")]
