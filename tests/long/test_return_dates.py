"""When each agency's next return is due, and whether a request was answered, as known on a day."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import forms
import pytest
from drawing import LAYOUT, Collection
from forms import asked, began, came_back, filled_in

from loaders.received import ledger
from loaders.received.actor import Actor
from loaders.received.withdraw import CorrectionDecision, withdraw
from tracker.questions import file_changes, freshness, request_answers, return_dates, returns
from tracker.questions.request_answers import RecordedRequest

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-31 | | In progress | |"
EVERY_30 = "reports_every = 30\n" + LAYOUT


@pytest.fixture
def thirty(collection: Collection):
    """A plan of 31 March 2026 from an agency that agreed to report every 30 days."""
    collection.layout("transport", EVERY_30)
    collection.plan("2026-03-31", PLAN)
    return collection


@pytest.mark.parametrize(
    ("on", "days_late"),
    [("2026-03-31", 0), ("2026-04-29", 0), ("2026-04-30", 0), ("2026-05-01", 1), ("2026-06-30", 61)],
)
def test_it_is_late_only_after_the_day_on_which_it_was_due(thirty, on, days_late):
    (row,) = return_dates.rows(thirty.load(), date.fromisoformat(on))
    assert (row.due_on, row.days_late, row.is_late) == (date(2026, 4, 30), days_late, days_late > 0)


def test_nothing_is_late_where_no_interval_was_agreed(collection):
    collection.plan("2026-03-31", PLAN)
    (row,) = return_dates.rows(collection.load(), date(2030, 1, 1))
    assert (row.due_on, row.days_late, row.is_late) == (None, None, False)


def test_an_unreadable_file_is_shown_so_that_nobody_is_called_silent(thirty):
    (thirty.received / "transport" / "2026-04-20.xlsx").write_bytes(b"PK\x03\x04 and no more")
    (row,) = return_dates.rows(thirty.load(), date(2026, 5, 10))
    assert (row.last_returned_on, row.days_late, row.unread_on) == (date(2026, 3, 31), 10, date(2026, 4, 20))
    thirty.plan("2026-04-25", PLAN.replace("Mend", "Paint"))
    (row,) = return_dates.rows(thirty.load(), date(2026, 5, 10))
    assert (row.last_returned_on, row.days_late, row.unread_on) == (date(2026, 4, 25), 0, None)


def test_the_figures_are_those_of_the_chart(merrowshire):
    for on in (date(2025, 12, 31), date(2026, 6, 30), merrowshire.as_of):
        drawn = {row.agency: (row.last_returned_on, row.is_late) for row in freshness.rows(merrowshire.db, on)}
        found = return_dates.rows(merrowshire.db, on)
        assert {row.agency: (row.last_returned_on, bool(row.days_late)) for row in found} == drawn


def test_no_returns_are_expected_for_a_compiled_record(public_record):
    assert return_dates.rows(public_record.db, public_record.as_of) == ()


# What each file changed


def test_each_file_has_the_sentence_it_had_before_it_was_kept(merrowshire):
    """The list and the page Load give the same sentence, although one queries all files and the other one file."""
    files = returns.files(merrowshire.db, merrowshire.as_of)
    told = 0
    for file in files[::3]:
        for path, sentence in file_changes.sentences(merrowshire.db, file.known_on, [file.path]).items():
            found = [one.row for one in file_changes.rows(merrowshire.db, path, file.known_on)]
            assert sentence == file_changes.sentence(found, sentence.startswith("This is the first")), path
            told += 1
    assert told > 15
    assert file_changes.sentences(merrowshire.db, merrowshire.as_of, []) == {}


def test_withdrawn_and_unread_files_have_no_sentence(thirty):
    thirty.plan("2026-04-20", PLAN.replace("Mend", "Paint"))
    (thirty.received / "transport" / "2026-04-21.xlsx").write_bytes(b"PK\x03\x04 and no more")
    thirty.load()
    withdraw(
        "transport/2026-04-20.xlsx",
        CorrectionDecision(Actor("Head of data"), date(2026, 4, 22), "Draft"),
        thirty.received,
    )
    db, paths = thirty.load(), [f"transport/2026-{on}.xlsx" for on in ("03-31", "04-20", "04-21")]
    assert file_changes.sentences(db, date(2026, 4, 21), paths) == {
        paths[0]: "This is the first file of its sender: it adds A1.",
        paths[1]: "This file changes the wording of A1.",
    }
    assert [*file_changes.sentences(db, date(2026, 4, 22), paths)] == paths[:1]


# Requests


@pytest.fixture
def request_made(collection: Collection):
    began(collection)
    made = asked(collection)
    return made, RecordedRequest(made.form.form, "transport", made.record.number)


def answer(db, on: str, request: RecordedRequest) -> tuple:
    (found,) = request_answers.rows(db, date.fromisoformat(on), [request])
    return found.came_on and str(found.came_on), found.path, found.other_on and str(found.other_on)


def test_a_request_is_answered_from_the_day_its_own_form_came(collection, request_made):
    made, request = request_made
    db = came_back(collection, filled_in(made.path, {("A1", "Status"): "Complete"}))
    assert answer(db, "2026-03-31", request) == (None, "", None)
    assert answer(db, "2026-04-01", request) == ("2026-04-01", "transport/2026-04-01.xlsx", None)


def test_another_return_is_shown_and_does_not_count_as_the_form(collection, request_made):
    _, request = request_made
    collection.plan("2026-04-02", forms.PLAN)
    assert answer(collection.load(), "2026-04-02", request) == (None, "", "2026-04-02")


def test_each_of_two_requests_has_its_own_answer_and_a_withdrawn_form_is_none(collection, request_made):
    _, request = request_made
    second = asked(collection, due="2027-02-08")
    later = RecordedRequest(second.form.form, "transport", second.record.number)
    db = came_back(collection, second.path)
    assert answer(db, "2026-04-01", request) == (None, "", "2026-04-01")
    assert answer(db, "2026-04-01", later) == ("2026-04-01", "transport/2026-04-01.xlsx", None)
    decided = CorrectionDecision(Actor("Head of data"), date(2026, 4, 3), "Another version was meant")
    withdraw("transport/2026-04-01.xlsx", decided, collection.received)
    db = collection.load()
    assert answer(db, "2026-04-02", later)[0] == "2026-04-01" and answer(db, "2026-04-03", later) == (None, "", None)
    assert len(ledger.read(collection.received)) == later.record + 2
