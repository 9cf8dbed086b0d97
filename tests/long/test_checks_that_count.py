"""A check counts only if it is plausible: a filler, a wrong date or the owner's own name verifies nothing."""

import re
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from drawing import Collection, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from returns import LOG, position, positions
from test_pages import open_page, words
from trials import trials

from loaders.load.load import load
from tracker import store

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
DONE = HEADINGS + "A1 | 1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | {} | {}"
LATER = "2026-05-31"


def by_ref(cases: Iterable[str]) -> dict[str, str]:
    """A1, A2, A3 …, one for each case."""
    return {f"A{n}": case for n, case in enumerate(cases, start=1)}


def done_with(evidence: list[str]) -> str:
    """A plan of actions reported complete, each with its evidence."""
    _, row = DONE.splitlines()
    return HEADINGS + "\n".join(row.replace("A1", ref).format(named, "") for ref, named in by_ref(evidence).items())


def log_of(checks: Iterable[str], refs: Iterable[str] = (), agency: str = "Department of Transport") -> str:
    """A log that checks each of these actions; by default A1, A2 …"""
    listed = zip(refs, checks, strict=True) if refs else by_ref(checks).items()
    return LOG.splitlines()[0] + "".join(f"\n{agency} | {ref} | {check}" for ref, check in listed)


def on_page(
    collection: Collection, monkeypatch: pytest.MonkeyPatch, as_of: str = LATER, page: str = "", **query
) -> str:
    """The words of a page of the loaded collection; by default the page of action A1."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    if not page:
        page, query = "public/60_actions.py", {"ref": "A1"}
    at = open_page(page, as_of=as_of, **query)
    assert not at.exception
    return words(at)


FILLERS = [
    "none", "N/A", "nil", "TBC", "To  follow", "pending", "(see above)", "-", "…", "n\u200bone", "✓",
    "no\u00a0evidence", "t.b.c.", "N \u2215 A", "n\\a", "n\u0332o\u0332n\u0332e", "\u3164", "N/A - see above",
    "TBC, none yet", "Yes", "Done",
]  # fmt: skip


def test_a_filler_is_no_evidence_of_a_claim(collection, monkeypatch):
    collection.plan("2026-03-31", done_with(FILLERS))
    db = collection.load()
    no_evidence = dict.fromkeys(by_ref(FILLERS), ("not checked", "false"))
    assert positions(db, LATER, "verification", "has_evidence") == no_evidence
    as_written = "SELECT action_ref, words['evidence'] FROM action_version JOIN action USING (action_id)"
    assert dict(rows(db, as_written)) == by_ref(said.replace("\u00a0", " ") for said in FILLERS)
    text = on_page(collection, monkeypatch)
    assert "Evidence named None recorded" in text and "Evidence none" in text  # the words as written
    problems = on_page(collection, monkeypatch, page="staff/90_problems.py")
    assert problems.count('"None" or "TBC" is not evidence.') == len(FILLERS)


def test_a_filler_word_among_other_words_is_part_of_the_evidence(collection):
    named = ["None of the lamps failed, minute 4", "TBC-4", "Nil return 2026", "None, but minute 4", "1"]
    collection.plan("2026-03-31", done_with(named))
    assert positions(collection.load(), LATER, "evidence") == {ref: (said,) for ref, said in by_ref(named).items()}


def test_a_layout_may_add_fillers(collection):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", 'fillers = ["As per file"]\n[columns]'))
    collection.plan("2026-03-31", DONE.format("as per  FILE", ""))
    assert position(collection.load(), LATER, "evidence") == ("",)


def test_a_filler_verifies_nothing(collection, monkeypatch):
    checks = [
        "Yes | Board | 2/4/2026 | see above |",
        "Yes | n/a | 2/4/2026 | Minute 4 |",
        "Yes | Ourselves | 2/4/2026 | Minute 4 |",
        "Yes | Board | 2/4/2026 | yes |",
    ]
    collection.plan("2026-03-31", done_with(["Photographs"] * len(checks)))
    collection.log("2026-04-30", log_of(checks))
    claimed = dict.fromkeys(by_ref(checks), ("Reported complete, not verified", "awaiting check"))
    assert positions(collection.load(), LATER, "state", "verification") == claimed
    problems = on_page(collection, monkeypatch, page="staff/90_problems.py")
    assert problems.count("A check says who looked, when") == len(checks)  # each has another finding in its cell


def test_a_filler_is_no_reason_for_a_moved_date(collection, monkeypatch):
    for on, due in {"2026-03-31": "31/3/2026", "2026-04-30": "30/6/2026"}.items():
        collection.plan(on, HEADINGS + f"A1 | 1 | Mend the railing | {due} | | In progress | | TBC")
    collection.load()
    assert "moved from 31 March 2026 to 30 June 2026 No reason was recorded" in on_page(collection, monkeypatch)


# Dates

LOGS_BY_DATE = {
    "2026-04-20": {
        "A1": "Yes | Board | 1/4/2062 | Minute 4 |",
        "A2": "Yes | Board | Q1 2026/27 | Minute 4 |",
        "A3": "Yes | Board | April 2026 | Minute 4 |",
    },
    "2026-04-30": {
        "A1": "No | Board | 25/4/2026 | Site visit | The rail is loose",
        "A4": "Yes | Board | 10/3/2026 | Minute 4 |",
        "A5": "No | Board | 2/4/2026 | None |",
    },
    "2026-05-05": {"A2": "No | Auditor | 1/5/2026 | Site visit | The rail is loose"},
    "2026-05-20": {"A2": "Yes | BOARD | Q1 2026/27 | Minute 5 |"},  # the same check in other words
}


@pytest.fixture(scope="module")
def by_date(tmp_path_factory) -> Collection:
    """Five actions reported complete in March, checked on various dates; A3 went backwards in April."""
    collection = Collection(tmp_path_factory.mktemp("by_date"))
    financial = (collection.layouts / "board.toml").read_text(encoding="utf-8")
    collection.layout("board", financial.replace("[columns]", 'years = "financial"\n[columns]'))
    plan = done_with(["Photographs"] * 5)
    collection.plan("2026-03-31", plan)
    collection.plan("2026-04-25", re.sub("(A3 .*)Complete", r"\1In progress", plan))
    for on, checks in LOGS_BY_DATE.items():
        collection.log(on, log_of(checks.values(), checks))
    collection.load()
    return collection


def test_a_check_dated_2062_verifies_nothing_and_does_not_override_a_finding(by_date, monkeypatch):
    db = by_date.load()
    assert position(db, "2026-04-29", "state") == ("Reported complete, not verified",)
    assert position(db, LATER, "state", "verification") == ("Overdue", "insufficient")
    assert "A check is not dated after the day its log was received" in on_page(
        by_date, monkeypatch, as_of="2026-04-29", page="staff/90_problems.py"
    )


def test_a_finding_that_there_was_no_evidence_counts(by_date):
    """If it were refused, the agency's claim would go unchallenged."""
    assert position(by_date.load(), LATER, "state", "verification", ref="A5") == ("Overdue", "insufficient")


def test_a_check_with_a_vague_date_does_not_override_a_later_finding(by_date):
    """It counts as 30 June; the log that holds it came on 20 April, and one that repeats it on 20 May."""
    db = by_date.load()
    assert position(db, "2026-04-30", "state", "checked_on", ref="A2") == ("Verified complete", "2026-04-20")
    for day in ("2026-05-19", LATER):
        assert position(db, day, "state", "checker", ref="A2") == ("Overdue", "Auditor")


def test_work_that_went_backwards_after_a_check_of_a_vague_date_is_open_again(by_date):
    assert position(by_date.load(), LATER, "state", ref="A3") == ("Overdue",)


def test_a_check_before_the_first_return_counts_with_a_warning(by_date, monkeypatch):
    """A council that starts with this program years after its review loads old checks rightly."""
    assert position(by_date.load(), LATER, "state", ref="A4") == ("Verified complete",)
    assert "10 March 2026 Before the first return that names the action, 31 March 2026" in on_page(
        by_date, monkeypatch, page="public/60_actions.py", ref="A4"
    )
    assert "Please confirm an earlier date." in on_page(by_date, monkeypatch, page="staff/90_problems.py")


REGISTER_HEAD = "Rec | Recommendation | Agency | Response | Published\n"
ONE_REC = "1 | Mend the railing | Department of Transport | Accepted | "


def with_publication(collection: Collection) -> None:
    text = (collection.layouts / "committee.toml").read_text(encoding="utf-8")
    collection.layout("committee", text.replace("[columns]", '[columns]\npublished_on = "Published"'))


def test_a_check_before_the_review_was_published_does_not_count(collection, monkeypatch):
    with_publication(collection)
    collection.register("2026-01-31", REGISTER_HEAD + ONE_REC + "February 2026")  # its first day counts
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 31/1/2026 | Minute 4 |")
    collection.log("2026-05-02", LOG + "Yes | Board | 1/2/2026 | Minute 4 |")
    db = collection.load()
    assert position(db, "2026-05-01", "state") == ("Reported complete, not verified",)
    assert "A check is not dated before its review was published" in on_page(
        collection, monkeypatch, as_of="2026-05-01", page="staff/90_problems.py"
    )
    assert position(db, LATER, "state") == ("Verified complete",)


def test_a_later_register_undoes_no_check(collection):
    with_publication(collection)
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 31/1/2026 | Minute 4 |")
    collection.register("2026-05-02", REGISTER_HEAD + ONE_REC + "1/2/2026")
    assert position(collection.load(), LATER, "state") == ("Verified complete",)


# Names

SUPPORTED = HEADINGS.replace("Ref", "Lead | With | Ref")
THEIR_OWN = ["AC", "a c", "A.C.", "Ashcombe  Council", "ashcombe council", "Ashcombe-Council", "Ashcombe Council."]


def supported(bodies: list[tuple[str, str]]) -> str:
    """A plan of actions reported complete, each with the body that leads it and the one that supports it."""
    row = "1 | Mend the railing | 31/3/2026 | 1/3/2026 | Complete | Photographs |"
    return SUPPORTED + "\n".join(f"{lead} | {with_} | A{n} | {row}" for n, (lead, with_) in enumerate(bodies, start=1))


@pytest.fixture
def ashcombe(collection: Collection) -> Collection:
    """Plans that give "AC" as a spelling of Ashcombe Council."""
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    text = text.replace("[columns]", '[columns]\nagency = "Lead"\nsupporting_agencies = "With"')
    collection.layout("transport", text + '\n[agencies]\n"AC" = "Ashcombe Council"\n')
    return collection


def test_a_body_does_not_verify_its_own_action_under_another_name(ashcombe, monkeypatch):
    ashcombe.plan("2026-03-31", supported([("Ashcombe Council", "")] * len(THEIR_OWN)))
    checks = [f"Yes | {checker} | 2/4/2026 | Minute 4 |" for checker in THEIR_OWN]
    ashcombe.log("2026-04-30", log_of(checks, agency="Ashcombe Council"))
    claimed = dict.fromkeys(by_ref(THEIR_OWN), ("Reported complete, not verified",))
    assert positions(ashcombe.load(), LATER, "state") == claimed
    problems = on_page(ashcombe, monkeypatch, page="staff/90_problems.py")
    assert problems.count("Nobody verifies their own work") == len(THEIR_OWN)


def test_a_checker_whose_name_is_like_that_of_the_lead_agency_is_a_problem(collection, monkeypatch):
    """No layout says that both names mean one body, and names are never merged because they are alike."""
    like = [
        "DoT", "DT", "The Department of Transport", "Dept of Transport", "Transport",
        "Board and Department of Transport",
    ]  # fmt: skip
    checkers = by_ref([*like, "Harbour Assurance Board"])
    collection.plan("2026-03-31", done_with(["Photographs"] * len(checkers)))
    collection.log("2026-04-30", log_of(f"Yes | {checker} | 2/4/2026 | Minute 4 |" for checker in checkers.values()))
    assert positions(collection.load(), LATER, "state") == dict.fromkeys(checkers, ("Verified complete",))
    page = on_page(collection, monkeypatch, page="staff/90_problems.py")
    said = "Please confirm that they differ. It looks like 'Department of Transport'"
    assert {one: f"{one} The checker" in page for one in checkers.values()} == {
        one: one in like for one in checkers.values()
    }
    assert page.count(said) == page.count("Please confirm that they differ") == len(like)


def test_a_supporting_body_may_find_an_action_insufficient_but_not_verify_it(ashcombe, monkeypatch):
    """It supports A2 only later, so its check of A2 counts."""
    ashcombe.plan("2026-03-31", supported([("Department of Transport", "AC"), ("Department of Transport", "")]))
    ashcombe.log(
        "2026-04-30", log_of(f"Yes | {checker} | 2/4/2026 | Minute 4 |" for checker in ("Ashcombe Council", "AC"))
    )
    ashcombe.log("2026-05-01", LOG + "No | AC | 3/4/2026 | Minute 4 |")
    ashcombe.plan("2026-05-10", supported([("Department of Transport", "AC")] * 2))
    db = ashcombe.load()
    assert position(db, "2026-04-30", "state") == ("Reported complete, not verified",)
    assert "A body that supports an action cannot verify it" in on_page(
        ashcombe, monkeypatch, as_of="2026-04-30", page="staff/90_problems.py"
    )
    assert positions(db, LATER, "state") == {"A1": ("Overdue",), "A2": ("Verified complete",)}


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


def test_the_review_in_the_log_decides_between_two_actions_with_one_reference(collection, monkeypatch):
    other_review(collection, "2026-03-30")
    collection.plan("2026-03-31", DONE.format("Photographs", ""))
    collection.log("2026-04-30", LOG + "Yes | Board | 2/4/2026 | Minute 4 |")
    text = (collection.layouts / "board.toml").read_text(encoding="utf-8")
    collection.layout("board.2026-05-02", text.replace("[columns]", '[columns]\nreview = "Review"'))
    log = LOG.replace("Why\n", "Why | Review\n")
    collection.log("2026-05-02", log + "Yes | Board | 2/4/2026 | Minute 4 | | Harbour Review")
    db = collection.load()
    before = rows(db, STATES.replace(LATER, "2026-05-01"))
    assert {state for _, state in before} == {"Reported complete, not verified"} and len(before) == 2
    assert "by review, lead agency and reference" in on_page(
        collection, monkeypatch, as_of="2026-05-01", page="staff/90_problems.py"
    )
    assert rows(db, STATES) == BOTH


DAYS = ("2026-03-10", "2026-03-20", "2026-04-30", "2026-05-10", "2026-05-20")
# When an agency's plan came, and when those that it sent for another review.
SENT = st.tuples(st.sampled_from(DAYS), st.lists(st.sampled_from(DAYS), max_size=3, unique=True))


def sent_on(collection: Collection, on: str, agencies: dict[str, tuple[str, list[str]]]) -> None:
    """Draws what each agency sends on a day, and on 30 April the log, which has checked the A1 of each."""
    layout = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    for n, (agency, (plan_on, others)) in enumerate(agencies.items()):
        due = {f"plan{n}": "Harbour Review"} if plan_on == on else {}
        due |= {f"other{n}-{on[5:]}": "Quay Review"} if on in others else {}
        for sender, review in due.items():
            text = layout.replace("Department of Transport", agency).replace("Harbour Review", review)
            collection.layout(sender, text)
            collection.plan(on, DONE.format("Photographs", ""), sender=sender)
    if on == "2026-04-30":
        row = " | A1 | Yes | Board | 2/4/2026 | Minute 4 |\n"
        collection.log(on, LOG.splitlines()[0] + "\n" + "".join(agency + row for agency in agencies))


@settings(max_examples=trials(2), deadline=None)
@given(sent=st.lists(SENT, min_size=1, max_size=9))
def test_a_plan_for_another_review_undoes_no_check(sent):
    """The files are loaded day by day: a check that counted on a day still counts on that day."""
    agencies = {f"Department {n}": one for n, one in enumerate(sent, start=1)}
    asked = "SELECT agency, sender FROM position_on($as_of) WHERE is_verified ORDER BY ALL"
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as elsewhere:
        collection, counted = Collection(Path(folder)), dict[str, list[tuple]]()
        for on in DAYS:
            sent_on(collection, on, agencies)
            if on == DAYS[0] or not any(collection.received.iterdir()):
                continue  # nothing counts before the log, so the first two days are loaded together
            db = collection.load()
            found = {day: rows(db, asked, as_of=date.fromisoformat(day)) for day in DAYS if day <= on}
            assert counted == {day: one for day, one in found.items() if day in counted}
            counted = found
            store.connect.cache_clear()
        whole = store.connect(load(collection.received, Path(elsewhere), collection.layouts).path)
        assert {day: rows(whole, asked, as_of=date.fromisoformat(day)) for day in DAYS if day in counted} == counted
        store.connect.cache_clear()
