"""Claims and checks: reports that contradict a check, claims after a finding, and dates that are too early."""

from __future__ import annotations  # see conftest.py for the reason

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from drawing import Collection, rows
from hypothesis import Phase, given, settings
from random_histories import HISTORIES, RETURNS, built
from random_histories import positions as compared_positions
from returns import LOG, position, positions
from screen import open_page, words
from trials import trials

from loaders.publishing import public_database
from loaders.publishing.release.texts import read_texts
from tracker import store
from tracker.measure import Measure
from tracker.questions import (
    agencies,
    burn_up,
    change_sentences,
    changes,
    downloads,
    evidence,
    measures,
    problems,
    progress,
)
from tracker.terms import WITHHELD, Change

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
OPEN = HEADINGS + "A1 | 1 | Mend the railing | {} | | {} | | To be decided by the Cabinet"
DONE = HEADINGS + "A1 | 1 | Mend the railing | {} | {} | Complete | {} |"
YES = LOG + "Yes | Board | {} | Minute 4 |"
NO = LOG + "No | Board | {} | Site visit | The rail is loose"
LATER = "2026-06-30"
AS_OF = date.fromisoformat(LATER)
OVERVIEW, ONE_ACTION = "public/10_overview.py", "public/60_actions.py"
RECOMMENDATIONS = "public/50_recommendations.py"


def shown(collection: Collection, monkeypatch, page: str = ONE_ACTION, as_of: str = LATER, **query: str) -> str:
    """The words of a page of the loaded collection; by default the page of action A1."""
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    at = open_page(page, as_of=as_of, **({"ref": "A1"} if page == ONE_ACTION and not query else query))
    assert not at.exception
    return words(at)


# A check of an action that has changed since

BEFORE_IT_CHANGED = "The check was of the version before"
DONE_IN_APRIL = "31/5/2026 | 1/4/2026 | Complete | Minute 4"


def test_a_page_says_that_an_action_has_changed_since_its_check(collection, monkeypatch):
    """The reference is the same, so it stays "Verified complete", but nobody has checked the new words."""
    before = {ref: f"{ref} | 1 | Mend the railing | {DONE_IN_APRIL} | | Transport" for ref in ("A1", "A2", "A3")}
    after = {
        "A1": f"A1 | 1 | Build a bridge | {DONE_IN_APRIL} | | Transport",
        "A2": f"A2 | 2 | Mend the railing | {DONE_IN_APRIL} | | Transport",
        "A3": f"A3 | 1 | Mend the railing | {DONE_IN_APRIL} | | Ferries",
    }
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text.replace("[columns]", '[columns]\nagency = "Lead"'))
    register = "1 | Mend | Transport | Accepted\n2 | Build | Transport | Accepted"
    collection.register("2026-03-01", f"Rec | Recommendation | Agency | Response\n{register}")
    for on, plan in {"2026-04-05": before, "2026-05-31": after}.items():
        collection.plan(on, "\n".join([HEADINGS.strip() + " | Lead", *plan.values()]))
    for on, checked_on in {"2026-04-20": "10/4/2026", "2026-06-10": "5/6/2026"}.items():
        checks = (f" | {ref} | Yes | Board | {checked_on} | Minute 4 |" for ref in after)
        collection.log(on, "\n".join([LOG.splitlines()[0], *checks]))
    db = collection.load()
    changed = {
        day: {*positions(db, day, "state", "changed_after_check_on").values()}
        for day in ("2026-05-30", "2026-06-09", "2026-06-10")
    }
    assert changed == {
        "2026-05-30": {("Verified complete", None)},
        "2026-06-09": {("Verified complete", "2026-05-31")},
        "2026-06-10": {("Verified complete", None)},  # checked again
    }
    assert BEFORE_IT_CHANGED not in shown(collection, monkeypatch, as_of="2026-05-30")
    on_pages = {ref: shown(collection, monkeypatch, as_of="2026-06-09", ref=ref) for ref in after}
    said = f"return of 31 May 2026. {BEFORE_IT_CHANGED}"
    assert {ref: said in page for ref, page in on_pages.items()} == dict.fromkeys(after, True)
    under = {
        rec: shown(collection, monkeypatch, RECOMMENDATIONS, "2026-06-09", ref=rec, review="Harbour Review")
        for rec in ("1", "2")
    }
    said = "Changed after it was verified on 10 April 2026: see the return of 31 May 2026"
    assert {rec: page.count(said) for rec, page in under.items()} == {"1": 2, "2": 1}
    problems = shown(collection, monkeypatch, "staff/90_problems.py", "2026-06-09")
    assert problems.count("Please confirm that the check still holds.") == len(
        {row.split(" | ")[2] for row in after.values()}
    )


# A check beside a report that contradicts it

NOT_COMPLETE = {
    "Not started": "not started", "In progress": "in progress", "Paused": "paused", "Dropped": "will not do",
    "Replaced": "superseded",
}  # fmt: skip


AGREEING = "2026-06-15"
STILL = "2026-06-14"


@pytest.fixture(scope="module")
def contradicted(tmp_path_factory) -> Collection:
    """Verified on 10 April; the returns of March and of May say that it is in progress, that of 15 June agrees."""
    collection = Collection(tmp_path_factory.mktemp("contradicted"))
    collection.register("2026-01-31", "Rec | Recommendation | Agency | Response\n"
                                      "1 | Mend | Department of Transport | Accepted")  # fmt: skip
    collection.plan("2026-03-31", OPEN.format("30/4/2026", "In progress"))
    collection.log("2026-04-20", YES.format("10/4/2026"))
    collection.plan("2026-05-31", OPEN.format("30/4/2026", "In progress"))
    collection.plan(AGREEING, DONE.format("30/4/2026", "9/4/2026", "Photographs"))
    collection.load()
    return collection


def test_a_report_of_incomplete_work_contradicts_a_check_but_does_not_undo_it(collection, monkeypatch):
    text = (collection.layouts / "transport.toml").read_text(encoding="utf-8")
    collection.layout("transport", text + '"Paused" = "paused"\n"Replaced" = "superseded"\n')
    row = "A{} | 1 | Mend the railing | 30/4/2026 | | {} | | To be decided by the Cabinet\n"
    collection.plan("2026-03-31", HEADINGS + "".join(row.format(n, word) for n, word in enumerate(NOT_COMPLETE)))
    check = "\nDepartment of Transport | A{} | Yes | Board | 10/4/2026 | Minute 4 |"
    collection.log("2026-04-20", LOG.splitlines()[0] + "".join(check.format(n) for n in range(len(NOT_COMPLETE))))
    assert {*rows(collection.load(), f"SELECT state, is_contradicted FROM position_on(DATE '{LATER}')")} == {
        ("Verified complete", True)
    }
    text = shown(collection, monkeypatch, counted=Measure.CONTRADICTED)
    for status in NOT_COMPLETE.values():
        assert f"Verified on 10 April 2026, but the return of 31 March 2026 says “{status}”" in text


def test_a_blank_status_contradicts_no_check(collection):
    words_of_status = ["Complete", "", "Purple"]
    lines = [
        f"A{n} | 1 | Mend | 30/4/2026 | | {word} | | To be decided" for n, word in enumerate(words_of_status, start=1)
    ]
    collection.plan("2026-03-31", HEADINGS + "\n".join(lines))
    log = YES.format("10/4/2026").splitlines()
    collection.log("2026-04-20", "\n".join([log[0], *(log[1].replace("A1", f"A{n}") for n in (1, 2, 3))]))
    assert positions(collection.load(), LATER, "state", "is_contradicted") == dict.fromkeys(
        ("A1", "A2", "A3"), ("Verified complete", "false")
    )


def test_work_that_goes_backwards_after_the_check_is_open_and_not_contradicted(collection):
    """The check cannot have seen what the agency says later of work that it had claimed before."""
    collection.plan("2026-03-31", DONE.format("30/4/2026", "1/3/2026", "Photographs"))
    collection.log("2026-04-20", YES.format("10/4/2026"))
    collection.plan("2026-05-31", OPEN.format("30/4/2026", "In progress"))
    db = collection.load()
    assert position(db, "2026-05-30", "state", "is_contradicted") == ("Verified complete", "false")
    assert position(db, LATER, "state", "is_contradicted", "went_backwards_on") == ("Overdue", "false", "2026-05-31")


def test_work_that_went_backwards_before_the_check_is_verified_and_contradicted(collection):
    collection.plan("2026-02-28", DONE.format("30/4/2026", "1/2/2026", "Photographs"))
    collection.plan("2026-03-31", OPEN.format("30/4/2026", "In progress"))
    collection.log("2026-04-20", YES.format("10/4/2026"))
    assert position(collection.load(), LATER, "state", "is_contradicted") == ("Verified complete", "true")


def test_the_page_of_a_contradicted_action_gives_both_dates(contradicted, monkeypatch):
    before = shown(contradicted, monkeypatch, as_of="2026-05-30", ref="A1")
    assert "Verified on 10 April 2026, but the return of 31 March 2026 says “in progress”" in before
    assert "but the return of 31 May 2026 says “in progress”" in shown(contradicted, monkeypatch, as_of=STILL)


def test_a_contradiction_is_a_problem_of_the_cell_with_the_status(contradicted, monkeypatch):
    db = contradicted.load()
    (found,) = [
        row for row in problems.rows(db, date.fromisoformat(STILL)) if row.rule == "report_agrees_with_the_check"
    ]
    assert (found.path, found.sheet, found.cell, found.found) == (
        "transport/2026-05-31.xlsx",
        "Plan",
        "F2",
        "In progress",
    )
    assert "Board verified the action on 10 April 2026." in shown(
        contradicted, monkeypatch, "staff/90_problems.py", STILL
    )
    assert not [row for row in problems.rows(db, date(2026, 4, 19)) if row.rule == found.rule]
    right = problems.corrections(db, date(2026, 5, 31), date.fromisoformat(AGREEING))
    assert [(row.ref, row.found) for row in right if row.rule == found.rule] == [("A1", "In progress")]


def test_a_contradiction_is_a_change_of_the_day_on_which_it_arose(contradicted, monkeypatch):
    db = contradicted.load()

    def disagreeing(since: date, as_of: date) -> list[str]:
        found = changes.rows(db, since, as_of)
        return [
            change_sentences.sentence(row.change, row.was, row.became)
            for row in found
            if row.change == Change.CONTRADICTED
        ]

    assert disagreeing(date(2026, 4, 19), date(2026, 4, 20)) == [
        "Verified on 10 April 2026, but reported as in progress on 31 March 2026"
    ]
    assert disagreeing(date(2026, 4, 20), date.fromisoformat(STILL)) == []
    text = shown(contradicted, monkeypatch, "public/20_what_changed.py", STILL, since="2026-04-01")
    assert "1 verified action contradicted by the agency’s own report" in text


AGAINST = "(1 contradicted by the agency’s own report)"


def test_every_count_of_verified_actions_says_how_many_are_contradicted(contradicted, monkeypatch):
    db, as_of = contradicted.load(), date.fromisoformat(STILL)
    count = measures.counts(db, as_of)
    assert (count[Measure.VERIFIED], count[Measure.CONTRADICTED]) == (1, 1)
    overview = shown(contradicted, monkeypatch, OVERVIEW, STILL)
    assert f"1 is verified complete {AGAINST}" in overview
    assert "1 contradicted by the agency’s own report." in overview  # the card
    assert "1 action, 1 verified (1 contradicted)" in overview  # progress by agency
    for question in (progress, evidence, burn_up):
        said = question.sentence(question.rows(db, as_of), as_of, False)
        assert AGAINST in said.title, question
        assert "1 contradicted" in str(question.table(question.rows(db, as_of), {})), question
    assert agencies.rows(db, as_of)[0].contradicted == 1
    assert "1 1 contradicted by its own report" in shown(contradicted, monkeypatch, "public/40_agencies.py", STILL)
    assert f"1 action checked: 1 verified {AGAINST}" in shown(contradicted, monkeypatch, "public/55_evidence.py", STILL)
    recommendation = shown(contradicted, monkeypatch, RECOMMENDATIONS, STILL, ref="1", review="Harbour Review")
    assert f"1 action {AGAINST} under this recommendation" in recommendation
    for name, column in {"actions": "is_contradicted", "agencies": "contradicted"}.items():
        table = downloads.rows(db, name, as_of)
        assert table.rows[0][table.columns.index(column)] in (True, 1), name


# A claim made again after a finding

CLAIM = DONE.format("30/6/2026", "1/3/2026", "{}")
NEW = [
    ("", "Photographs"),
    ("none", "Photographs"),
    ("Photographs", "Contractor's certificate"),
    ("Photographs", "Photographs, contractor's certificate"),
    ("Minutes, item 4", "Minutes, item 5"),
    ("Audit report 2025", "Audit report 2026"),
    ("A map", "A log"),
]
NOT_NEW = [
    ("Photographs", "Photographs"),
    ("Photographs", "PHOTOGRAPHS."),
    ("Photographs", "The photograph"),
    ("Photographs of the rail", "Rail: photographs"),
    ("Photographs, minute 4", "Minute 4"),
    ("Photographs", ""),
    ("Photographs", "see above"),
    ("Training records of all managers", "Trainng records of all managers"),
    ("§", "§§"),
]


def claim_again(collection: Collection, cases: list[tuple[str, str]], found: str = "No") -> None:
    """Draws actions that name some evidence, are found insufficient, then name other evidence; all with one date."""
    row = "A{} | 1 | Mend the railing | 30/6/2026 | 1/3/2026 | Complete | {} |\n"
    for n, on in enumerate(("2026-03-31", "2026-05-31")):
        collection.plan(on, HEADINGS + "".join(row.format(i, case[n]) for i, case in enumerate(cases, 1)))
    check = "\nDepartment of Transport | A{} | {} | Board | 10/4/2026 | Site visit | The rail is loose"
    collection.log("2026-04-20", LOG.splitlines()[0] + "".join(check.format(i + 1, found) for i in range(len(cases))))


def claimed_again(db) -> set[tuple]:
    """The state of every one of these actions."""
    return {*positions(db, LATER, "state", "verification").values()}


@pytest.mark.parametrize("found", ["No", "Again"])
def test_new_evidence_claims_an_action_again_and_the_finding_stays_visible(collection, monkeypatch, found):
    claim_again(collection, NEW, found)
    db = collection.load()
    assert claimed_again(db) == {("Reported complete, not verified", "awaiting check")}
    word = {"No": "insufficient", "Again": "reopened"}[found]
    done = {"No": "Found insufficient", "Again": "Reopened"}[found]
    beside = f"{done} by Board on 10 April 2026; claimed again since"
    text = shown(collection, monkeypatch)
    for said in (beside, f"Last check: {word}, by Board", "Named since the return of 31 May 2026"):
        assert said in text
    assert shown(collection, monkeypatch, counted=Measure.WAITING).count(beside) == len(NEW)
    found_on = [row for row in changes.rows(db, date(2026, 5, 30), AS_OF) if row.change == Change.CLAIMED_AGAIN]
    assert {change_sentences.sentence(row.change, row.was, row.became) for row in found_on} == {
        f"{done} on 10 April 2026; claimed again since"
    }
    table = downloads.rows(db, "actions", AS_OF)
    assert {row[table.columns.index("last_found")] for row in table.rows} == {word}


def test_the_same_evidence_in_other_words_claims_nothing_again(collection):
    claim_again(collection, NOT_NEW)
    assert claimed_again(collection.load()) == {("Open", "insufficient")}


def test_evidence_from_before_the_check_or_from_a_first_return_is_not_new(collection):
    collection.log("2026-02-20", "Agency | Ref | Found | Checker | On | Seen | Why\n")
    collection.plan("2026-03-31", CLAIM.format("Photographs"))
    collection.log("2026-04-20", NO.format("10/3/2026"))  # before the first return: what was named then is not known
    collection.plan("2026-05-10", CLAIM.format("Certificate"))
    db = collection.load()
    assert position(db, "2026-04-30", "verification") == ("insufficient",)
    assert position(db, "2026-05-10", "verification") == ("awaiting check",)


def test_a_finding_stands_once_the_new_evidence_is_removed_again(collection):
    claim_again(collection, [("Photographs", "Certificate")])
    collection.plan("2026-06-10", CLAIM.format("Photographs"))
    db = collection.load()
    assert position(db, "2026-06-09", "verification") == ("awaiting check",)
    assert position(db, "2026-06-10", "verification", "state") == ("insufficient", "Open")


def test_evidence_without_a_claim_claims_nothing(collection):
    collection.plan("2026-03-31", CLAIM.format("Photographs"))
    collection.log("2026-04-20", NO.format("10/4/2026"))
    collection.plan("2026-05-31", CLAIM.format("Certificate").replace("Complete", "In progress"))
    collection.plan("2026-06-15", CLAIM.format("Certificate"))
    db = collection.load()
    assert position(db, "2026-06-14", "verification") == ("insufficient",)
    assert position(db, LATER, "verification", "evidence_since") == ("awaiting check", "2026-05-31")


def test_an_action_claimed_again_by_evidence_is_not_done_before_the_finding(collection):
    """On 10 April it was found not done, so it was not done on 1 March."""
    collection.plan("2026-03-31", DONE.format("31/3/2026", "1/3/2026", "Photographs"))
    collection.log("2026-04-20", NO.format("10/4/2026"))
    collection.plan("2026-05-31", DONE.format("31/3/2026", "1/3/2026", "Certificate"))
    assert position(collection.load(), LATER, "done_on", "timeliness") == ("2026-05-31", "done late")


def test_a_later_check_of_the_new_evidence_decides(collection):
    claim_again(collection, [("Photographs", "Certificate")])
    collection.log("2026-06-20", NO.format("12/6/2026"))
    assert position(collection.load(), LATER, "verification") == ("insufficient",)


def test_evidence_in_a_return_recorded_late_changes_no_earlier_day(collection):
    """It is known only from the day of recording that February's return named the certificate."""
    claim_again(collection, [("Photographs", "Certificate")])
    collection.register("2026-06-10", "Rec | Recommendation | Agency | Response\n1 | Mend | Department of Transport |")
    collection.load()
    collection.plan("2026-02-28", CLAIM.format("Certificate"))
    db = collection.load()
    assert position(db, "2026-06-09", "verification") == ("awaiting check",)
    assert position(db, "2026-06-10", "verification", "evidence_since") == ("insufficient", "2026-02-28")


# A completion date before a return that still reports the work open


DISPUTED = "disputed by its own earlier return"


def draw_completed(collection: Collection, cases: list[tuple[str, str]], *returned: str) -> None:
    """Draws actions A1, A2 …, each with its due date and the completion date that May's return gives."""
    for on in returned:
        collection.plan(on, plan_of(cases, lambda due, _: OPEN.format(due, "In progress")))
    collection.plan("2026-05-31", plan_of(cases, lambda due, done: DONE.format(due, done, "Photographs")))


def plan_of(cases: list[tuple[str, str]], drawn: Callable[[str, str], str]) -> str:
    lines = (drawn(*case).splitlines()[1].replace("A1", f"A{n}") for n, case in enumerate(cases, start=1))
    return HEADINGS + "\n".join(lines)


def completed(collection: Collection, due: str, done: str, *returned: str) -> tuple:
    draw_completed(collection, [(due, done)], *returned)
    return position(collection.load(), LATER, "timeliness", "still_open_on")


def test_on_time_or_late_is_disputed_where_it_depends_on_which_return_is_right(collection):
    by_due = {
        "14/3/2026": "done late",      # late by either
        "15/3/2026": DISPUTED,         # on time by the day given, late by the return
        "30/3/2026": DISPUTED,
        "31/3/2026": "done on time",   # the return of that day does not make it late
        "30/4/2026": "done on time",
    }  # fmt: skip
    draw_completed(collection, [(due, "15/3/2026") for due in by_due], "2026-02-28", "2026-03-31")
    db = collection.load()
    found = dict(zip(by_due, positions(db, LATER, "timeliness", "still_open_on").values(), strict=True))
    assert found == {due: (timeliness, "2026-03-31") for due, timeliness in by_due.items()}
    named = [row for row in problems.rows(db, AS_OF) if row.rule == "completion_fits_earlier_returns"]
    assert [(row.cell, row.found) for row in named] == [(f"E{n}", "15/3/2026") for n in range(2, len(by_due) + 2)]


@pytest.fixture(scope="module")
def disputed(tmp_path_factory) -> Collection:
    """May's return gives 15 March as completed; the return of 31 March still reported the work open."""
    collection = Collection(tmp_path_factory.mktemp("disputed"))
    assert completed(collection, "20/3/2026", "15/3/2026", "2026-03-31") == (DISPUTED, "2026-03-31")
    return collection


def test_the_pages_say_that_a_return_contradicts_the_completion_date(disputed, monkeypatch):
    text = shown(disputed, monkeypatch)
    both = "Now reported as completed on 15 March 2026, but the return of 31 March 2026 said that it was not complete"
    assert both in text
    assert "On time by the completion date now given, late by its own earlier return" in text
    assert "The return of 31 March 2026 said so." in shown(disputed, monkeypatch, "staff/90_problems.py")


def test_a_completion_date_on_or_after_that_return_contradicts_nothing(collection):
    days = ["31/3/2026", "March 2026", "1/5/2026"]
    draw_completed(collection, [("30/4/2026", done) for done in days], "2026-03-31")
    found = positions(collection.load(), LATER, "still_open_on").values()
    assert dict(zip(days, found, strict=True)) == dict.fromkeys(days, (None,))


def test_an_earlier_return_without_a_status_contradicts_nothing(collection):
    words_of_status = ["", "Purple"]
    earlier = [("30/4/2026", word) for word in words_of_status]
    collection.plan("2026-03-31", plan_of(earlier, OPEN.format))
    draw_completed(collection, [("20/3/2026", "15/3/2026")] * 2)
    found = positions(collection.load(), LATER, "timeliness", "still_open_on").values()
    assert dict(zip(words_of_status, found, strict=True)) == dict.fromkeys(words_of_status, ("done on time", None))


def test_work_that_went_backwards_and_is_claimed_with_its_old_date_is_disputed(collection):
    collection.plan("2026-02-28", DONE.format("28/2/2026", "1/2/2026", "Photographs"))
    assert completed(collection, "28/2/2026", "1/2/2026", "2026-03-31") == (DISPUTED, "2026-03-31")


def test_a_check_by_the_date_first_promised_decides_that_it_was_on_time(collection):
    collection.log("2026-03-20", YES.format("18/3/2026"))
    assert completed(collection, "20/3/2026", "15/3/2026", "2026-02-28", "2026-03-31")[0] == "done on time"


def test_disputed_work_counts_as_neither_and_has_its_own_measure(disputed):
    count = measures.counts(disputed.load(), AS_OF)
    named = (Measure.COMPLETE, Measure.COMPLETION_DISPUTED, Measure.COMPLETED_WITH_DATE, Measure.COMPLETED_LATE)
    assert [count[measure] for measure in named] == [1, 1, 0, 0]


def test_a_disputed_completion_raises_the_line_of_done_work_on_the_day_of_its_report(disputed):
    done = {row.on_day: row.complete for row in burn_up.rows(disputed.load(), AS_OF)}
    assert (done[date(2026, 3, 20)], done[date(2026, 5, 31)]) == (0, 1)


def test_an_earlier_day_shows_only_what_was_known_then(disputed):
    db = disputed.load()
    sql = "SELECT timeliness, still_open_on FROM position_on($as_of)"
    assert rows(db, sql, as_of=date(2026, 5, 30)) == [("overdue", None)]


# The public copy


@settings(max_examples=trials(2), deadline=None, phases=[Phase.generate])
@given(histories=HISTORIES)
def test_the_public_copy_without_a_single_text_counts_the_same(histories):
    """Withheld texts all look alike, so texts are compared before publication."""
    with tempfile.TemporaryDirectory() as folder:
        db = built(histories, Path(folder) / "ours")
        names = {text.key for text in read_texts(db) if text.is_name}
        public_database.build(store.current(Path(folder) / "ours"), made := Path(folder) / "public.duckdb", names)
        public = store.connect(made.rename(made.with_name(f"public-{store.fingerprint(made)}.duckdb")))
        for as_of in (RETURNS[2], RETURNS[-1]):
            assert compared_positions(public, as_of) == compared_positions(db, as_of)
        named = {text for (text,) in rows(public, "SELECT evidence FROM action_version")}
        assert named <= {"", WITHHELD}
