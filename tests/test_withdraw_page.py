"""The page Withdraw in each of its states, and what its forms do, without a browser."""

from __future__ import annotations  # for the reason told in conftest.py

from datetime import date
from functools import partial
from urllib.parse import parse_qsl, urlsplit

import pytest
from drawing import Collection
from screen import heading, html_of, open_page, words
from waiting import wait_until

from loaders.load.load import load
from loaders.load.withdrawal_trial import try_withdrawal
from loaders.received import ledger, ledger_records, verify
from loaders.received.actor import Actor
from loaders.received.withdraw import Decision, withdraw
from pages.parts.today import london_day
from pages.staff import load_work, withdraw_answers, withdraw_work
from pages.staff.jobs import Jobs
from tracker.findings import NotReadable
from tracker.terms import Change

PAGE = "staff/86_withdraw.py"
HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
FIRST = HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | | In progress | |\nA2 | 1 | Paint | d:2027-06-30 | | In progress | |"
LAST = (
    HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | d:2026-02-20 | Complete | Photo |\nA3 | 1 | Sweep | | | Not started | |"
)
FILE = "transport/2026-02-28.xlsx"
BY = "Head of scrutiny"


@pytest.fixture
def staff(collection: Collection, monkeypatch) -> Collection:
    """Two returns on record, of which the later one was a mistake, shown to staff."""
    collection.plan("2026-01-31", FIRST)
    collection.plan("2026-02-28", LAST)
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    monkeypatch.setenv("TRACKER_PUBLIC", str(collection.received.parent / "public"))
    monkeypatch.setattr(load_work, "LAYOUTS", collection.layouts)
    monkeypatch.setattr(load_work, "load", lambda folder, built: load(folder, built, collection.layouts))
    monkeypatch.setattr(load_work, "LOADS", Jobs(20))
    monkeypatch.setattr(withdraw_work, "TRIALS", Jobs(20))
    return collection


def shown(**query: str):
    """The page once nothing is under way any more."""
    at = wait_until(lambda: page if "so far." not in words(page := open_page(PAGE, as_of="", **query)) else None, 0.5)
    assert not at.exception
    return at


def fields(staff: Collection, **others: str) -> dict[str, str]:
    """What the form of the page says for the file."""
    head = ledger.head(ledger.read(staff.received))
    return {"file": FILE, "ledger": head, "because": "misfiled", "why": "A draft", "by": BY, **others}


def said(address: str) -> str:
    """What the page says to which an answer leads."""
    assert urlsplit(address).path == "/withdraw"
    return words(shown(**dict(parse_qsl(urlsplit(address).query))))


def withdrawals(staff: Collection) -> list[ledger_records.Withdrawn]:
    return [*ledger_records.withdrawals(ledger.read(staff.received)).values()]


def refuse(why: str, *_: object) -> None:
    raise NotReadable(why)


def test_every_file_leads_to_what_its_withdrawal_would_change(staff):
    at = shown()
    assert "2 files on record" in words(at) and f"file={FILE.replace('/', '%2F')}" in html_of(at)


def test_what_it_would_change_is_what_the_withdrawal_changes(staff):
    before = ledger.read(staff.received)
    at, text = shown(file=FILE), words(shown(file=FILE))
    assert heading(at) == f"Withdraw {FILE}" and "No longer on record: the only file that held it was withdrawn" in text
    today = london_day()
    trial = try_withdrawal(FILE, Decision(Actor(BY), today, "A draft"), staff.received, staff.built, staff.layouts)
    assert ledger.read(staff.received) == before
    assert {(row.action_ref, row.change) for row in trial.changes} >= {("A3", Change.WITHDRAWN)}
    assert (trial.counts_before["overdue"], trial.counts["overdue"]) == (0, 1)
    withdraw(FILE, Decision(Actor(BY), today, "A draft"), staff.received)
    staff.load()
    counts = words(shown(file="transport/2026-01-31.xlsx"))
    assert (
        f"{trial.counts['open']:,} open, {trial.counts['overdue']:,} overdue"
        in counts.partition("; without the file")[0]
    )


def test_withdrawn_it_is_one_record_as_the_command_makes_it_and_it_is_loaded(staff):
    sent = fields(staff)
    assert urlsplit(withdraw_answers.take_back(sent)).path == "/withdraw"
    assert withdraw_answers.take_back(sent) == withdraw_answers.take_back(fields(staff))  # pressed again and again
    (record,) = withdrawals(staff)
    assert (record.file, record.because, record.why, record.by) == (FILE, "misfiled", "A draft", BY)
    assert record.on == str(london_day())
    at = shown(file=FILE)
    assert heading(at) == "Withdrawn" and "A draft." in words(at) and f"{BY} (typed, not signed in)" in words(at)
    assert "/withdraw-file" not in html_of(at) and (staff.received / FILE).exists()
    assert [*verify.all_faults(staff.received, ledger.read(staff.received), built=staff.built)] == []
    assert "Withdrawn on" in words(shown())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"by": ""}, "Nothing was recorded. Say which post decides."),
        ({"by": "Margaret Thornbury"}, "Name a post, never a person."),
        ({"why": ""}, "Say what kind of mistake it was, and why"),
        ({"why": "Margaret Thornbury sent it"}, "Give the reason without it."),
        ({"why": "x" * 301}, "longer than 300 characters"),
        ({"because": "personal data"}, "Say what kind of mistake it was"),
        ({"ledger": ""}, "Say what kind of mistake it was"),
        (
            {"ledger": "f" * 64},
            "so nothing was recorded now. Look at what it would change now, then withdraw it.",
        ),
        ({"file": "transport/2020-01-01.xlsx"}, "is on no record"),
        ({"file": "../ledger.jsonl"}, "is on no record"),
    ],
)
def test_what_a_form_does_not_say_rightly_is_not_recorded(staff, wrong, sentence):
    before = ledger.read(staff.received)
    assert sentence in said(withdraw_answers.take_back(fields(staff, **wrong)))
    assert ledger.read(staff.received) == before


def test_a_withdrawal_that_is_on_record_and_not_loaded_offers_the_load(staff, monkeypatch):
    monkeypatch.setattr(
        load_work, "load", lambda folder, built: (_ for _ in ()).throw(NotReadable("The disk is full."))
    )
    withdraw_answers.take_back(fields(staff))
    at = shown(file=FILE)
    assert heading(at) == "Withdrawn, not loaded yet" and "The disk is full." in words(at)
    assert 'action="/withdraw-load"' in html_of(at)
    monkeypatch.setattr(load_work, "load", partial(load, layouts=staff.layouts))
    withdraw_answers.load_again({"file": FILE})
    assert heading(shown(file=FILE)) == "Withdrawn"


def test_from_an_earlier_day_nothing_is_withdrawn(staff):
    for query in ({}, {"file": FILE}):
        at = open_page(PAGE, as_of="2026-03-31", **query)
        assert "/withdraw-file" not in html_of(at) and "go to the latest position first" in words(at)


def test_of_the_example_in_place_of_own_files_nothing_is_withdrawn(staff, monkeypatch):
    monkeypatch.setattr(load_work, "is_example_in_place_of_own", lambda: True)
    assert "nothing of yours to withdraw" in words(shown())


def test_a_place_with_no_file_and_a_ledger_that_cannot_be_read_are_said(staff):
    assert heading(shown(file="transport/2020-01-01.xlsx")) == "Not here"
    (staff.received / ledger.LEDGER).write_bytes(b"no ledger\n")
    assert "No file can be withdrawn now." in words(shown(file=FILE))


def test_what_cannot_be_tried_is_said_and_nothing_is_offered(staff, monkeypatch):
    monkeypatch.setattr(withdraw_work, "try_withdrawal", partial(refuse, "Load first."))
    at = shown(file=FILE)
    assert "What it would change cannot be said. Load first." in words(at) and "/withdraw-file" not in html_of(at)


def test_a_day_before_the_file_came_changes_nothing_that_was_known_then(staff):
    trial = try_withdrawal(
        FILE, Decision(Actor(BY), date(2026, 5, 1), "A draft"), staff.received, staff.built, staff.layouts
    )
    assert trial.on == date(2026, 5, 1)
