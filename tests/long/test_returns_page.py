"""The page Returns in each of its states, drawn without a browser."""

from __future__ import annotations  # see conftest.py for the reason

import os
import time
from datetime import date

import pytest
from drawing import LAYOUT, Collection
from forms import asked
from screen import heading, html_of, open_page, rows_shown, words

from loaders.received import ledger
from loaders.received.waiting_files import put
from loaders.request import to_send
from pages.staff.form_messages import leave_messages
from pages.staff.load import work as load_work
from pages.staff.returns import request_work
from tracker.questions import returns
from tracker.reports.meeting import Meeting
from tracker.reports.weekly.chasing import chasing_notes
from tracker.terms import LEAD_NOT_STATED

PAGE = "staff/82_returns.py"
PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\nA1 | 1 | Mend | d:2026-03-31 | | In progress | |"
AGENCY = "Department of Transport"


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    """A plan of an agency that agreed to report every 30 days, shown to staff."""
    collection.layout("transport", "reports_every = 30\n" + LAYOUT)
    collection.plan("2026-03-31", PLAN)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    return collection


def shown(**query: str):
    at = open_page(PAGE, **{"as_of": "", **query})
    assert not at.exception
    return at


def test_each_agency_is_listed_with_its_day_and_what_its_last_return_changed(staff):
    text = words(shown(as_of="2026-05-02"))
    assert "31 March 2026" in text and "30 days" in text and "30 April 2026" in text and "Late by 2 days" in text
    assert "This is the first file of its sender: it adds A1." in text
    assert "Due in 30 days" in words(shown(as_of="2026-03-31")) and "Due today" in words(shown(as_of="2026-04-30"))


def test_the_page_says_where_no_interval_was_agreed_and_calls_nobody_late(staff):
    staff.layout("transport", LAYOUT)
    staff.load()
    for query in ({}, {"agency": AGENCY}):
        text = words(shown(**query))
        assert "Late by" not in text and "late by" not in text
    assert "No interval agreed" in words(shown()) and "It agreed no interval, so no return is late." in text


def test_an_unreadable_file_is_shown_beside_the_days(staff):
    (staff.received / "transport" / "2026-04-20.xlsx").write_bytes(b"PK\x03\x04 and no more")
    staff.load()
    assert "Late by 10 days. A file of 20 April 2026 could not be read" in words(shown(as_of="2026-05-10"))


def test_a_waiting_file_may_be_the_return(staff):
    put(load_work.waiting_folder(), "plan.csv", b"Ref,Action\nA1,Mend\n")
    assert "1 file waits on the page Load and counts for nobody yet." in words(shown())
    assert "waits on the page Load" not in words(shown(as_of="2026-05-02"))


def test_one_agency_has_every_file_with_its_sentence_and_the_note_of_the_weekly_sheet(merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    for agency in ("Merrowshire Police", "Saltby Borough Council"):
        at = shown(agency=agency, as_of=str(merrowshire.as_of))
        files = returns.files(merrowshire.db, merrowshire.as_of, agency)
        assert len(rows_shown(at)) >= len(files) > 5
        assert html_of(at).count("This file ") + html_of(at).count("This is the first") >= len(files)
        meeting = Meeting(merrowshire.db, merrowshire.as_of, merrowshire.as_of, "Larkfield Review")  # the only one
        notes = chasing_notes(meeting)
        (note,) = [one.text for one in notes if one.agency == agency]
        assert " ".join(note.split()) in words(at)


def test_actions_without_a_lead_are_not_listed_as_an_agency(staff):
    assert heading(shown(agency=LEAD_NOT_STATED)) == "Returns"


def test_no_returns_are_listed_for_a_compiled_record(public_record, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    assert "compiled from published sources, so nobody sends a return" in words(shown(as_of="2026-03-31"))


# Requests


def test_the_form_asks_only_those_who_keep_a_plan_and_gives_the_request_a_name(staff):
    html = html_of(shown())
    assert 'action="/returns-request" method="post"' in html and f">{AGENCY}</option>" in html
    assert f'name="ledger" value="{ledger.head(ledger.read(staff.received))}"' in html
    staff.layout(
        "committee", 'fills = "recommendation"\n' + LAYOUT.split("[columns]")[0].replace('fills = "action"', "")
    )
    assert 'value="committee"' not in html_of(shown())


def test_no_request_is_made_from_an_earlier_day(staff):
    at = shown(as_of="2026-04-30")
    assert "/returns-request" not in html_of(at) and "A request is made from the latest position" in words(at)


def test_nobody_can_be_asked_while_the_example_is_shown_in_place_of_own_files(staff, monkeypatch):
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    at = shown()
    assert "/returns-request" not in html_of(at) and "so there is nobody to ask" in words(at)


def test_an_open_request_shows_its_due_day_and_which_came_back(staff):
    made = asked(staff, due="2026-05-10")
    assert "Not come back yet; its day is in 8 days" in words(shown(as_of="2026-05-02"))
    assert "Not come back yet; its day is today" in words(shown(as_of="2026-05-10"))
    assert "Not come back; its day was 2 days ago" in words(shown(as_of="2026-05-12"))
    staff.plan("2026-05-11", PLAN.replace("Mend", "Paint"))
    staff.load()
    assert "A return of 11 May 2026 came since, without this form" in words(shown(as_of="2026-05-12"))
    (staff.received / "transport" / "2026-05-12.xlsx").write_bytes(made.path.read_bytes())
    staff.load()
    assert "Nothing is waited for." in words(shown(as_of="2026-05-12"))
    assert "Came back on 12 May 2026" in words(shown(as_of="2026-05-12", list="requests"))


def test_the_later_of_two_requests_to_one_sender_is_the_open_one(staff):
    for due in ("2026-05-10", "2026-06-10"):
        asked(staff, due=due)
    text = words(shown(as_of="2026-05-12", agency=AGENCY))
    assert "1 request is out" in text and "10 June 2026" in text and "All requests: 2" in text
    assert "Not come back; the sender was asked anew since" in words(shown(as_of="2026-05-12", list="requests"))


def made_on_screen(staff) -> str:
    made = asked(staff, due="2026-05-10")
    folder = to_send.folder_beside(staff.received)
    folder.mkdir()
    made.path.rename(folder / made.path.name)
    return made.form.form


def test_a_request_has_its_workbook_and_the_message_to_copy(staff):
    name = made_on_screen(staff)
    at = shown(form=name)
    assert heading(at) == f"Request to {AGENCY}" and "Nothing was sent." in words(at)
    assert [one.label for one in at.get("download_button")] == ["Download the workbook"]
    assert "Subject: Your actions, by 10 May 2026" in words(at) and f"transport {name}.xlsx" in words(at)
    assert "Scrutiny officer (typed, not signed in)" in words(at)


def test_a_workbook_is_kept_for_a_month_and_then_the_page_says_that_it_is_gone(staff):
    name = made_on_screen(staff)
    path = to_send.folder_beside(staff.received) / f"transport {name}.xlsx"
    shown()
    assert path.exists()
    old = time.time() - (to_send.DAYS + 2) * 86_400
    os.utime(path, (old, old))
    shown()
    assert not path.exists()
    at = shown(form=name)
    assert "Its workbook is not here any more" in words(at) and not at.get("download_button")


def test_an_unknown_request_and_an_unreadable_ledger_are_reported(staff):
    assert heading(shown(form="form-000000000000")) == "Not here"
    assert "<b>" not in html_of(shown(form="<b>bold</b>"))
    (staff.received / ledger.LEDGER).write_bytes(b"no ledger\n")
    for query in ({}, {"form": "form-000000000000"}, {"list": "requests"}, {"agency": AGENCY}):
        assert "No request can be shown now." in words(shown(**query)), query


def test_the_result_of_a_form_is_shown_in_every_state_of_the_page(staff):
    for query in ({}, {"agency": AGENCY}, {"form": made_on_screen(staff)}):
        assert "Nothing was asked. Because." in words(
            shown(**query, said=leave_messages(["Nothing was asked. Because."]))
        )


def test_todays_workbooks_and_other_files_are_left_alone(staff):
    folder = to_send.folder_beside(staff.received)
    request_work.drop_old(date(2026, 12, 1))
    assert not folder.exists()
