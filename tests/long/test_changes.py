"""What changed between two dates: each kind of change, with its record and in words; nothing known before."""

from datetime import date

import pytest
from drawing import LAYOUT, Collection

from loaders.received import ledger, ledger_records
from tracker.questions import change_sentences, changes, choices, measures, problems, returns, scope
from tracker.questions.lateness import Lateness
from tracker.terms import Change

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
REGISTER = "Rec | Recommendation | Agency | Response\n"


def between(db, since: str, as_of: str, **filters) -> list[tuple[str, str | None, str]]:
    found = changes.rows(db, date.fromisoformat(since), date.fromisoformat(as_of), **filters)
    return [
        (
            row.change,
            row.action_ref or row.recommendation_ref,
            change_sentences.sentence(row.change, row.was, row.became),
        )
        for row in found
    ]


@pytest.fixture
def two_returns(collection: Collection):
    collection.register("2026-01-01", REGISTER + "1 | Mend the railing | Department of Transport | Accepted")
    collection.plan("2026-01-31", PLAN + """
        A1 | 1 | Mend  | d:2026-02-28 | | In progress | |
        A2 | 1 | Sweep | d:2026-02-28 | | In progress | |
        A3 | 1 | Paint | d:2026-06-30 | | Complete    | Photo |
        """.strip())  # fmt: skip
    collection.plan("2026-03-31", PLAN + """
        A1 | 1 | Mend        | d:2026-05-31 | d:2026-03-01 | Complete | | Crew was ill
        A3 | 1 | Paint it    | d:2026-06-30 | | In progress | | Peeled
        A4 | 1 | Light       |              | | Not started | |
        """.strip())  # fmt: skip
    collection.register("2026-04-15", REGISTER + "1 | Mend every railing | Department of Transport | Not accepted")
    return collection.load()


def test_every_record_is_described_in_words_the_most_serious_first(two_returns):
    assert between(two_returns, "2026-02-15", "2026-04-30") == [
        ("went backwards", "A3", "Went backwards: was reported complete, now in progress"),
        ("became overdue", "A2", "Became overdue: due 28 February 2026"),
        ("became overdue by the date first promised", "A2",
         "Became overdue by the date first promised: 28 February 2026"),
        ("missing from the return", "A2", "Missing from the return"),
        ("date moved later", "A1", "Due date moved from 28 February 2026 to 31 May 2026"),
        ("reported complete, no evidence named", "A1", "Reported complete, no evidence named; was in progress"),
        ("first recorded", "A4", "First recorded, with no date"),
        ("action reworded", "A3", "Action reworded"),
        ("recommendation reworded", "1", "Recommendation reworded"),
        ("response changed", "1", "Response changed: was accepted, now not accepted"),
    ]  # fmt: skip


def test_actions_that_are_no_longer_overdue_are_listed(two_returns):
    assert between(two_returns, "2026-03-15", "2026-04-01")[-4:-2] == [
        ("no longer overdue", "A1", "No longer overdue: now reported complete, not verified"),
        ("no longer overdue by the date first promised", "A1",
         "No longer overdue by the date first promised: now reported complete, not verified"),
    ]  # fmt: skip


def test_nothing_changed_between_a_date_and_itself_or_where_no_file_came(two_returns):
    assert between(two_returns, "2026-04-30", "2026-04-30") == []
    assert between(two_returns, "2026-02-01", "2026-02-27") == []


def test_changes_can_be_limited_to_an_agency_or_a_review(two_returns):
    every = between(two_returns, "2026-02-15", "2026-04-30")
    assert between(two_returns, "2026-02-15", "2026-04-30", agency="Department of Transport") == every
    assert between(two_returns, "2026-02-15", "2026-04-30", agency="Harbour Board") == []
    assert between(two_returns, "2026-02-15", "2026-04-30", review="Another Review") == []


def test_one_sentence_sums_up_all_changes(two_returns):
    since, as_of = date(2026, 2, 15), date(2026, 4, 30)
    count = changes.counts(changes.rows(two_returns, since, as_of))
    assert list(count) == list(Change)
    late = Lateness.from_counts(measures.counts(two_returns, as_of))
    assert changes.summary(count, since, as_of, late) == (
        "From 15 February 2026 to 30 April 2026: 1 went backwards; 1 became overdue, 1 by the dates first promised; "
        "1 date moved later; 1 missing from a return."
    )


def test_a_fault_that_a_checker_found_is_summed_up_before_what_was_verified(merrowshire):
    since, as_of = date(2026, 2, 28), date(2026, 10, 31)
    count = changes.counts(changes.rows(merrowshire.db, since, as_of))
    faults = count[Change.INSUFFICIENT] + count[Change.REOPENED]
    said = changes.summary(count, since, as_of, Lateness.from_counts(measures.counts(merrowshire.db, as_of)))
    assert faults > 1 and count[Change.VERIFIED]
    assert 0 < said.find(f"{faults} found insufficient or reopened") < said.find(f"{count[Change.VERIFIED]} verified")


@pytest.mark.parametrize("change", [Change.INSUFFICIENT, Change.REOPENED])
def test_a_fault_that_a_checker_found_is_among_the_most_serious_changes(two_returns, change):
    day = date(2026, 4, 30)
    late = Lateness.from_counts(measures.counts(two_returns, day))
    said = changes.summary(dict.fromkeys(Change, 0) | {change: 1}, day, day, late)
    assert said == "From 30 April 2026 to 30 April 2026: 1 found insufficient or reopened."


def test_checks_and_renumbering_are_described_in_words(merrowshire):
    said = {text for *_, text in between(merrowshire.db, "2025-11-30", "2026-10-31")}
    assert {
        "Found insufficient by Merrowshire Assurance Board on 10 March 2026",
        "Reopened by Merrowshire Assurance Board on 15 September 2026",
        "MP/4.2 disappeared; MP/4.3, nearly the same, appeared",
        "First recorded, as part of NBC-09",
        "The plan’s own original date was altered from 31 March 2026 to 30 June 2026",
        "Recommendation missing from the register", "Recommendation back in the register",
    } <= said | {text for *_, text in between(merrowshire.db, "2025-09-30", "2025-10-31")}  # fmt: skip
    refs = [
        ref for change, ref, _ in between(merrowshire.db, "2026-09-30", "2026-10-31") if change == "looks renumbered"
    ]
    assert refs == ["MP/4.2"]  # once, though both pages say it


def test_the_actions_reconcile_with_the_first_plans(merrowshire):
    found = scope.scope(merrowshire.db, merrowshire.as_of)
    assert found.in_first_plan + found.added + found.split == found.actions
    assert scope.sentence(found) == (
        "25 recommendations, 76 actions = 71 in the first plans + 4 added since + 1 split from another action"
    )
    early = scope.scope(merrowshire.db, date(2025, 7, 31))
    assert scope.sentence(early) == "24 recommendations, 71 actions = 71 in the first plans"


def test_problems_that_a_sender_put_right_are_counted(collection):
    collection.layout("transport", LAYOUT)
    collection.plan("2026-01-31", PLAN + "A1 | 1 | Mend | whenever | | Purple | |\nA2 | 1 | Sweep | soon | | | |")
    collection.plan("2026-02-28", PLAN + "A1 | 1 | Mend | d:2026-05-31 | | Purple | |\nA2 | 1 | Sweep | soon | | | |")
    db = collection.load()
    found = problems.corrections(db, date(2026, 1, 31), date(2026, 2, 28))
    assert [(row.ref, row.found, row.rule) for row in found] == [("A1", "whenever", "due_on_can_be_read")]
    assert problems.corrections(db, date(2026, 2, 28), date(2026, 2, 28)) == ()


def test_the_head_of_the_ledger_on_a_date_is_shown(collection):
    for day in ("2026-01-28", "2026-02-28"):
        collection.plan(day, PLAN + "A1 | 1 | Mend | | | | |")
    db = collection.load()
    first, second = (record.chain for record in ledger_records.received(ledger.read(collection.received)))
    days = [date(2026, 1, 27), date(2026, 1, 28), date(2026, 2, 27), date(2026, 2, 28), date(2026, 12, 31)]
    assert [returns.ledger_head(db, day) for day in days] == ["", first, first, second, second]


@pytest.mark.parametrize(
    ("as_of", "compared_with"),
    [
        (date(2026, 10, 31), date(2026, 10, 1)),  # thirty days before
        (date(2025, 7, 17), date(2025, 6, 17)),
        (date(2025, 7, 15), date(2025, 6, 16)),  # the day of the first file, since nothing was known before
    ],
)
def test_a_position_is_compared_with_the_one_thirty_days_before(merrowshire, as_of, compared_with):
    assert choices.usual_since(merrowshire.db, as_of) == compared_with
