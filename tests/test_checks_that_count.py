"""A check counts only if it can be one: no filler, wrong date or friendly name makes a "Verified complete"."""

import tempfile
from datetime import date
from pathlib import Path

import pytest
from drawing import Collection, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from returns import LOG, position
from test_pages import open_page, words

from loaders.load.load import load
from tracker import store

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
DONE = HEADINGS + "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | {} | {}"
LATER = "2026-05-31"


def on_page(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, as_of: str = LATER, page: str = "", **query
) -> str:
    """The words of a page of the collection as loaded; of action A1 where no other is asked for."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    if not page:
        page, query = "public/60_actions.py", {"ref": "A1"}
    at = open_page(page, as_of=LATER, **query)
    assert not at.exception
    return words(at)


@pytest.mark.parametrize(
    "filler",
    [
        "none",
        "N/A",
        "nil",
        "TBC",
        "To  follow",
        "pending",
        "(see above)",
        "-",
        "…",
        "n\u200bone",
        "✓",
        "no\u00a0evidence",
    ],
)
def test_a_filler_is_no_evidence_of_a_claim(collection, monkeypatch, filler):
    collection.plan("2026-03-31", DONE.format(filler, ""))
    assert position(collection.load(), LATER, "verification", "has_evidence") == ("not checked", "false")
    text = on_page(collection, monkeypatch)
    assert "Evidence named None recorded" in text
    assert f"Evidence {filler}".split()[-1] in text  # the words as written
    assert 'A word such as "none" or "TBC" names nothing.' in on_page(
        collection, monkeypatch, page="staff/90_problems.py"
    )


@pytest.mark.parametrize("words_of_evidence", ["None of the lamps failed, minute 4", "TBC-4", "Nil return 2026"])
def test_a_filler_within_other_words_is_part_of_the_evidence(collection, words_of_evidence):
    collection.plan("2026-03-31", DONE.format(words_of_evidence, ""))
    assert position(collection.load(), LATER, "evidence") == (words_of_evidence,)


def test_a_layout_adds_fillers_of_its_own(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", 'fillers = ["As per file"]\n[columns]'))
    collection.plan("2026-03-31", DONE.format("as per  FILE", ""))
    assert position(collection.load(), LATER, "evidence") == ("",)


@pytest.mark.parametrize("row", ["Yes | Board | 2/4/2026 | see above |", "Yes | n/a | 2/4/2026 | Minute 4 |"])
def test_a_filler_verifies_nothing(collection, monkeypatch, row):
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + row)
    db = collection.load()
    assert position(db, LATER, "state", "verification") == ("Reported complete, not verified", "awaiting check")
    assert "A check names who looked and when" in on_page(collection, monkeypatch, page="staff/90_problems.py")


def test_a_finding_that_there_was_no_evidence_position(collection):
    """Refused, it would leave the agency's claim standing."""
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "No | Board | 2/4/2026 | None |")
    assert position(collection.load(), LATER, "state", "verification") == ("Overdue", "insufficient")


def test_a_filler_is_no_reason_for_a_moved_date(collection, monkeypatch):
    for on, due in {"2026-03-31": "31/3/2026", "2026-04-30": "30/6/2026"}.items():
        collection.plan(on, HEADINGS + f"A1 | 1 | Mend the railing | {due} | | In progress | | TBC")
    collection.load()
    assert "moved from 31 March 2026 to 30 June 2026 No reason was recorded" in on_page(collection, monkeypatch)


# Dates


def test_a_check_dated_2062_verifies_nothing_and_does_not_outlive_a_finding(collection, monkeypatch):
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-20", LOG + "Yes | Board | 1/4/2062 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Reported complete, not verified",)
    assert "A check is not dated later than the day its log was received." in on_page(
        collection, monkeypatch, page="staff/90_problems.py"
    )
    collection.log("2026-04-30", LOG + "No | Board | 25/4/2026 | Site visit | The rail is loose")
    assert position(collection.load(), LATER, "state", "verification") == ("Overdue", "insufficient")


def test_a_check_before_the_first_return_counts_and_says_so(collection, monkeypatch):
    """A council that starts with this program years after its review loads old checks rightly."""
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 10/3/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Verified complete",)
    assert "10 March 2026 Before the first return that names the action, 31 March 2026" in on_page(
        collection, monkeypatch
    )
    assert "See that an earlier one is meant." in on_page(collection, monkeypatch, page="staff/90_problems.py")


REGISTER_HEAD = "Rec | Recommendation | Agency | Response | Published\n"
ONE_REC = "1 | Mend the railing | Department of Transport | Accepted | "


def with_publication(collection: Collection) -> None:
    text = (collection.layouts / "committee.toml").read_text(encoding="utf-8")
    collection.layout("committee", text.replace("[columns]", '[columns]\npublished_on = "Published"'))


def test_a_check_before_the_review_was_published_is_none(collection, monkeypatch):
    with_publication(collection)
    collection.register("2026-01-31", REGISTER_HEAD + ONE_REC + "February 2026")  # its first day counts
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 31/1/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Reported complete, not verified",)
    assert "A check is not dated earlier than the day on which its review was published" in on_page(
        collection, monkeypatch, page="staff/90_problems.py"
    )
    collection.log("2026-05-02", LOG + "Yes | Board | 1/2/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Verified complete",)


def test_a_register_that_comes_later_unmakes_no_check(collection):
    with_publication(collection)
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 31/1/2026 | Minute 4 |")
    collection.register("2026-05-02", REGISTER_HEAD + ONE_REC + "1/2/2026")
    assert position(collection.load(), LATER, "state") == ("Verified complete",)


# Names

WITH = HEADINGS.replace("Ref", "With | Ref")


def named(collection: Collection, with_: str = "", lead: str = "") -> None:
    """A plan that gives "AC" as a spelling of Ashcombe Council, which leads or supports A1."""
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    text = text.replace("[columns]", '[columns]\nsupporting_agencies = "With"')
    if lead:
        text = text.replace('agency = "Department of Transport"', f'agency = "{lead}"')
    collection.layout("transport", text + '\n[agencies]\n"AC" = "Ashcombe Council"\n')
    row = "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | Photographs |"
    collection.plan("2026-03-31", f"{WITH}{with_} | {row}")


@pytest.mark.parametrize("checker", ["AC", "a c", "Ashcombe  Council", "ashcombe council"])
def test_a_body_does_not_verify_its_own_action_under_another_name(collection, monkeypatch, checker):
    named(collection, lead="Ashcombe Council")
    log = LOG.replace("Department of Transport", "Ashcombe Council")
    collection.log("2026-04-30", f"{log}Yes | {checker} | 2/4/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Reported complete, not verified",)
    assert "Nobody verifies their own work" in on_page(collection, monkeypatch, page="staff/90_problems.py")


def test_a_supporting_body_may_find_an_action_insufficient_and_not_verified(collection, monkeypatch):
    named(collection, with_="AC")
    collection.log("2026-04-30", LOG + "Yes | Ashcombe Council | 2/4/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Reported complete, not verified",)
    assert "Nobody verifies what they support" in on_page(collection, monkeypatch, page="staff/90_problems.py")
    collection.log("2026-05-01", LOG + "No | AC | 3/4/2026 | Minute 4 |")
    assert position(collection.load(), LATER, "state") == ("Overdue",)


def test_who_supports_only_later_has_checked_rightly(collection):
    named(collection)
    collection.log("2026-04-30", LOG + "Yes | AC | 2/4/2026 | Minute 4 |")
    row = "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | Photographs |"
    collection.plan("2026-05-10", f"{WITH}AC | {row}")
    assert position(collection.load(), LATER, "state") == ("Verified complete",)


# Reviews


def other_review(collection: Collection, received_on: str, sender: str = "transport2") -> None:
    """A second plan of the same agency, for another review, which has an A1 too."""
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout(sender, text.replace("Harbour Review", "Quay Review"))
    collection.plan(received_on, DONE.format("Photographs", ""), sender=sender)


STATES = "SELECT review, state FROM position_on(DATE '2026-05-31') ORDER BY ALL"
BOTH = [("Harbour Review", "Verified complete"), ("Quay Review", "Reported complete, not verified")]


def test_a_second_review_with_the_same_reference_undoes_no_check(collection):
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 2/4/2026 | Minute 4 |")
    collection.load()
    other_review(collection, "2026-05-10")
    assert rows(collection.load(), STATES) == BOTH


def test_a_reference_of_two_reviews_is_told_apart_by_the_review_of_the_log(collection, monkeypatch):
    other_review(collection, "2026-03-30")
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 2/4/2026 | Minute 4 |")
    assert {state for _, state in rows(collection.load(), STATES)} == {"Reported complete, not verified"}
    assert "by review, lead agency and reference" in on_page(collection, monkeypatch, page="staff/90_problems.py")
    text = (collection.layouts / "board.toml").read_text(encoding="utf-8")
    collection.layout("board", text.replace("[columns]", '[columns]\nreview = "Review"'))
    log = LOG.replace("Why\n", "Why | Review\n")
    collection.log("2026-04-30", log + "Yes | Board | 2/4/2026 | Minute 4 | | Harbour Review")
    (collection.received / "ledger.jsonl").unlink()  # the log is drawn anew
    assert rows(collection.load(), STATES) == BOTH


DAYS = ("2026-03-10", "2026-03-20", "2026-04-30", "2026-05-10", "2026-05-20")


@settings(max_examples=12, deadline=None)
@given(others=st.lists(st.sampled_from(DAYS), max_size=3, unique=True), plan_on=st.sampled_from(DAYS))
def test_no_later_review_unmatches_a_check(others, plan_on):
    """Loaded one file after the other: a check that counted on a day goes on counting on that day."""
    with tempfile.TemporaryDirectory() as folder:
        collection, counted = Collection(Path(folder)), {}
        for on in sorted({*DAYS}):
            if on == plan_on:
                collection.plan(on, DONE.format("Photographs", ""))
            if on in others:
                other_review(collection, on, f"other{on[5:7]}{on[8:]}")
            if on == "2026-04-30":
                collection.log(on, LOG + "Yes | Board | 2/4/2026 | Minute 4 |")
            if not any(collection.received.iterdir()):
                continue
            db = collection.load()
            asked = "SELECT sender FROM position_on($as_of) WHERE is_verified"
            found = {day: rows(db, asked, as_of=date.fromisoformat(day)) for day in DAYS if day <= on}
            assert counted.items() <= {day: one for day, one in found.items() if day in counted}.items()
            counted = {day: one for day, one in found.items() if one}
            store.connect.cache_clear()
        with tempfile.TemporaryDirectory() as elsewhere:
            whole = store.connect(load(collection.received, Path(elsewhere), collection.layouts).path)
            assert {day: one for day in DAYS if (one := rows(whole, asked, as_of=date.fromisoformat(day)))} == counted
            store.connect.cache_clear()
