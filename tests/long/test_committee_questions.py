"""The questions suggested to a committee: each rule on both sides of its threshold, and how questions are chosen."""

from datetime import date
from importlib import import_module

import pytest
from drawing import LAYOUT

from tracker.questions.actions import Action
from tracker.reports import ask
from tracker.reports.ask import RankedQuestion, choose, every_question
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.reports.questions import no_answer_when_due

TRANSPORT = "Department of Transport"
HEAD = "Ref | Rec | Action | Priority | Due | Done | Status | Evidence | Reason\n"
PLAN = LAYOUT.replace('reason = "Reason"', 'reason = "Reason"\npriority = "Priority"').replace(
    "illustrative = true", "illustrative = true\nreports_every = 92"
)


@pytest.fixture
def plans(collection):
    """A collection whose plans state a priority and agreed to report every 92 days."""
    collection.layout("transport", PLAN)
    return collection


def returned(plans, *returns: tuple[str, str]) -> None:
    """Loads plans of the Department of Transport, each with its day and its rows."""
    for on, rows in returns:
        plans.plan(on, HEAD + rows)


def asked(db, rule: str, as_of: str, since: str) -> list[str]:
    """The questions of one rule alone."""
    meeting = Meeting(db, date.fromisoformat(as_of), date.fromisoformat(since))
    return [question.text for question in import_module(f"tracker.reports.questions.{rule}").questions(meeting)]


@pytest.mark.parametrize(("as_of", "fires"), [("2026-03-02", True), ("2026-03-01", False)])
@pytest.mark.parametrize("evidence", ["", "None", "TBC"])
def test_a_claim_without_evidence_for_thirty_days_is_asked_about(plans, as_of, fires, evidence):
    returned(plans, ("2026-01-31", f"A1 | 1 | Mend | | 31/1/2026 | 30/1/2026 | Complete | {evidence} |"))
    words = (
        f"{TRANSPORT}: A1 is reported complete with no evidence named. When will it be supplied, and who will check it?"
    )
    assert asked(plans.load(), "claimed_without_evidence", as_of, "2026-02-01") == [words] * fires


def test_a_claim_with_evidence_named_is_not_asked_about(plans):
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/1/2026 | 30/1/2026 | Complete | Minute 12 |"))
    assert asked(plans.load(), "claimed_without_evidence", "2026-06-30", "2026-02-01") == []


@pytest.mark.parametrize(("becomes", "fires"), [("29/6/2026", True), ("28/6/2026", False)])
def test_a_date_moved_by_ninety_days_is_asked_about(plans, becomes, fires):
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | 31/3/2026 | | In progress | |"),
        ("2026-02-28", f"A1 | 1 | Mend | | {becomes} | | In progress | |"),
    )
    found = asked(plans.load(), "moved_again", "2026-03-01", "2026-02-01")
    assert len(found) == fires
    assert not found or found[0].startswith(
        "A1 has moved once, by 90 days since 1 February 2026. What has to happen before 29 June 2026"
    )


@pytest.mark.parametrize(("since", "fires"), [("2026-02-27", True), ("2026-02-28", False)])
def test_a_second_move_since_the_last_meeting_is_asked_about_however_short(plans, since, fires):
    returned(
        plans,
        ("2026-01-01", "A1 | 1 | Mend | | 31/3/2026 | | In progress | |"),
        ("2026-01-31", "A1 | 1 | Mend | | 1/4/2026 | | In progress | |"),
        ("2026-02-28", "A1 | 1 | Mend | | 2/4/2026 | | In progress | |"),
    )
    found = asked(plans.load(), "moved_again", "2026-03-01", since)
    assert len(found) == fires and all(
        words.startswith("A1 has moved twice, by 1 day since 27 February 2026.") for words in found
    )


def test_a_completion_report_that_was_taken_back_is_asked_about(plans):
    returned(
        plans,
        (
            "2026-01-31",
            "A1 | 1 | Mend | | 31/3/2026 | 30/1/2026 | Complete | Minute 1 |\nA2 | 1 | Sweep | | | | In progress | |",
        ),
        ("2026-02-28", "A1 | 1 | Mend | | 31/3/2026 | | In progress | | Rust\nA2 | 1 | Sweep | | | | Not started | |"),
    )
    words = "A1 was reported complete, and is now reported as “in progress”. What changed?"
    assert asked(plans.load(), "went_backwards", "2026-03-01", "2026-02-01") == [words]
    assert asked(plans.load(), "went_backwards", "2026-03-01", "2026-02-28") == []


@pytest.mark.parametrize(("moved", "fires"), [(3, True), (2, False)])
def test_a_gap_of_three_between_the_clocks_is_asked_about(plans, moved, fires):
    late = [f"A{n} | 1 | Mend {n} | | 31/1/2026 | | In progress | |" for n in range(1, 5)]
    later = [row.replace("31/1/2026", "31/12/2026") if n < moved else row for n, row in enumerate(late)]
    returned(plans, ("2026-01-01", "\n".join(late)), ("2026-02-28", "\n".join(later)))
    words = (
        f"{TRANSPORT}: by the dates first promised 4 of 4 open actions are late; 1 shows as overdue. Does the "
        "committee accept the new dates?"
    )
    assert asked(plans.load(), "gap_between_the_clocks", "2026-03-01", "2026-02-01") == [words] * fires


@pytest.mark.parametrize(
    ("priority", "as_of", "rules"),
    [
        ("High", "2026-06-30", ["long_overdue_priority", "long_overdue"]),
        ("URGENT", "2026-06-30", ["long_overdue_priority", "long_overdue"]),
        ("Highway", "2026-06-30", ["long_overdue"]),
        ("", "2026-06-30", ["long_overdue"]),
        ("High", "2026-06-29", []),
    ],
)
def test_an_action_overdue_for_half_a_year_is_asked_about(plans, priority, as_of, rules):
    returned(plans, ("2025-12-01", f"A1 | 1 | Mend | {priority} | 1/1/2026 | | In progress | |"))
    db = plans.load()
    found = [rule for rule in ("long_overdue_priority", "long_overdue") if asked(db, rule, as_of, "2026-01-01")]
    assert found == rules


@pytest.mark.parametrize(("as_of", "fires"), [("2026-05-04", True), ("2026-05-03", False)])
def test_a_return_past_its_interval_is_asked_about(plans, as_of, fires):
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/12/2026 | | In progress | |"))
    words = f"{TRANSPORT}: the last return that could be read is of 31 January 2026. Is the position still as shown?"
    assert asked(plans.load(), "return_is_late", as_of, "2026-02-01") == [words] * fires


@pytest.mark.parametrize(("as_of", "fires"), [("2026-04-01", True), ("2026-03-31", False)])
def test_an_action_without_a_date_for_sixty_days_is_asked_about(plans, as_of, fires):
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | TBC | | In progress | |\nA2 | 1 | Sweep | | 1/1/2027 | | In progress | |"),
    )
    words = f"{TRANSPORT}: A1 has no date that can be counted. When will one be set?"
    assert asked(plans.load(), "no_date", as_of, "2026-02-01") == [words] * fires


@pytest.mark.parametrize(("reason", "fires"), [("", True), ("Staff left", False)])
def test_a_move_without_a_reason_is_asked_about(plans, reason, fires):
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | 31/3/2026 | | In progress | |"),
        ("2026-02-28", f"A1 | 1 | Mend | | 30/4/2026 | | In progress | | {reason}"),
    )
    words = f"{TRANSPORT}: no reason was recorded for moving A1. What was it?"
    assert asked(plans.load(), "moved_without_a_reason", "2026-03-01", "2026-02-01") == [words] * fires


def test_an_action_missing_or_reworded_since_the_last_meeting_is_asked_about(plans):
    returned(
        plans,
        (
            "2026-01-31",
            "A1 | 1 | Mend the railing | | | | In progress | |\nA2 | 1 | Sweep every street | | | | In progress | |",
        ),
        ("2026-02-28", "A2 | 1 | Sweep two streets | | | | In progress | |"),
    )
    assert asked(plans.load(), "missing_or_reworded", "2026-03-01", "2026-02-01") == [
        "A1 is missing from the latest return. Is it still accepted?",
        "A2 has been reworded. Is it still what was accepted?",
    ]
    assert asked(plans.load(), "missing_or_reworded", "2026-03-01", "2026-02-28") == []


@pytest.mark.parametrize(("as_of", "fires"), [("2026-04-01", True), ("2026-03-31", False)])
def test_evidence_that_waits_for_sixty_days_is_asked_about(plans, as_of, fires):
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/1/2026 | 30/1/2026 | Complete | Minute 12 |"))
    words = (
        "1 claim with evidence named waits for a check, and no body to do it is on record. Who will check, and when?"
    )
    assert asked(plans.load(), "waiting_for_a_check", as_of, "2026-02-01") == [words] * fires


@pytest.mark.parametrize(
    ("in_month", "others", "fires"), [(5, 20, True), (5, 21, False), (4, 0, False)], ids=["a fifth", "less", "four"]
)
def test_a_month_in_which_many_actions_fall_due_is_asked_about(plans, in_month, others, fires):
    due = ["30/6/2026"] * in_month + [f"{1 + n}/{7 + n // 4}/2026" for n in range(others)]
    rows = [f"A{n} | 1 | Mend {n} | | {day} | | In progress | |" for n, day in enumerate(due, 1)]
    returned(plans, ("2026-01-31", "\n".join(rows)))
    words = f"{in_month} actions fall due in June 2026. Is that achievable?"
    found = asked(plans.load(), "many_due_in_one_month", "2026-03-01", "2026-02-01")
    assert (words in found) == fires


@pytest.mark.parametrize(("status", "fires"), [("In progress", True), ("Complete", False)])
def test_a_check_that_the_agency_contradicts_is_asked_about(plans, status, fires):
    returned(plans, ("2026-01-31", f"A1 | 1 | Mend | | 31/3/2026 | | {status} | Minute 1 |"))
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    plans.log("2026-03-10", f"{log}{TRANSPORT} | A1 | Yes | Harbour Board | 5/3/2026 | Minute 1 |")
    words = f"A1 was verified as complete, and {TRANSPORT} reports it as “in progress”. Which is right?"
    assert asked(plans.load(), "contradicted", "2026-03-11", "2026-02-01") == [words] * fires


def test_a_recommendation_without_an_action_or_a_plan_is_asked_about(plans):
    of = f"{TRANSPORT} | Accepted"
    answers = f"1 | Mend | {of}\n2 | Sweep | {of}\n3 | Paint | Department of Health | Accepted"
    plans.register("2026-01-10", f"Rec | Recommendation | Agency | Response\n{answers}")
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/12/2026 | | In progress | |"))
    assert sorted(asked(plans.load(), "nothing_planned", "2026-03-01", "2026-02-01")) == [
        "Department of Health: no plan has been received for recommendation 3. When will it come?",
        f"{TRANSPORT}: no action is planned under recommendation 2. What will be done, and by when?",
    ]


REGISTER_ROWS = "Rec | Recommendation | Agency | Response | Answer due\n"


def registered(plans, rows: str) -> None:
    """A register that says by when each answer is due."""
    layout = (plans.layouts / "committee.toml").read_text(encoding="utf-8")
    plans.layout("committee", layout.replace("[columns]", '[columns]\nanswer_due_on = "Answer due"'))
    plans.register("2026-01-10", REGISTER_ROWS + rows)


@pytest.mark.parametrize(
    ("due", "as_of", "fires"),
    [
        ("28/2/2026", "2026-03-01", True),
        ("28/2/2026", "2026-02-28", False),
        ("March 2026", "2026-03-31", False),
        ("March 2026", "2026-04-01", True),
        ("in due course", "2026-12-31", False),
        ("", "2026-12-31", False),
    ],
)
def test_no_answer_by_the_day_that_the_register_set_is_asked_about(plans, due, as_of, fires):
    registered(plans, f"1 | Mend | {TRANSPORT} | | {due}\n2 | Sweep | {TRANSPORT} | Accepted | {due}")
    words = f"{TRANSPORT}: no answer to recommendation 1 is on record. Does it accept the recommendation?"
    assert asked(plans.load(), "no_answer_when_due", as_of, "2026-02-01") == [words] * fires


def test_several_recommendations_without_an_answer_of_one_body_are_one_question(plans):
    registered(
        plans,
        f"1 | Mend | {TRANSPORT} | | 31/3/2026\n2 | Sweep | {TRANSPORT} | | February 2026\n"
        "3 | Paint | Harbour Board | | 31/3/2026",
    )
    meeting = Meeting(plans.load(), date(2026, 4, 30), date(2026, 2, 1))
    assert [(one.text, one.because) for one in no_answer_when_due.questions(meeting)] == [
        (
            f"{TRANSPORT}: no answer to recommendations 2 and 1 is on record. Does it accept them?",
            "The register asked for the first of these answers, to 2, by February 2026 (counted as 28 February 2026).",
        ),
        (
            "Harbour Board: no answer to recommendation 3 is on record. Does it accept the recommendation?",
            "The register asked for the answer by 31 March 2026.",
        ),
    ]


def test_a_body_without_a_plan_is_asked_for_the_plan_and_another_for_its_answer(plans):
    registered(plans, f"1 | Mend | {TRANSPORT} | | 31/3/2026\n1 | Mend | Harbour Board | | 31/3/2026")
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/12/2026 | | In progress | |"))
    every = every_question(Meeting(plans.load(), date(2026, 4, 30), date(2026, 2, 1)))
    rules = ("nothing_planned", "no_answer_when_due")
    assert [(one.rule, one.question.body) for one in every if one.rule in rules] == [
        ("nothing_planned", "Harbour Board"),
        ("no_answer_when_due", TRANSPORT),
    ]


def test_the_page_of_a_recommendation_says_by_when_its_answer_is_due(plans, on_page):
    answer = f"| Department of Health | Accepted | 31/3/2026\n1 | Mend | {TRANSPORT} | | March 2026"
    registered(plans, f"1 | Mend {answer}\n1 | Mend | Harbour Board | | soon\n1 | Mend | Coastguard | |")
    plans.load()
    shown = on_page("2026-04-30", "50_recommendations", ref="1")
    assert f"{TRANSPORT} No response Answer due March 2026 (counted as 31 March 2026)" in shown
    assert "Harbour Board No response Answer due “soon” (could not be read as a date)" in shown
    assert shown.count("Answer due") == 2


def test_a_recommendation_that_was_once_accepted_is_not_called_unanswered(plans):
    registered(plans, f"1 | Mend | {TRANSPORT} | Accepted | 28/2/2026")
    plans.register("2026-03-10", f"{REGISTER_ROWS}1 | Mend | {TRANSPORT} | | 28/2/2026")
    assert asked(plans.load(), "no_answer_when_due", "2026-04-01", "2026-02-01") == []


@pytest.mark.parametrize(("becomes", "fires"), [("30/6/2026", True), ("31/3/2026", False)])
def test_an_action_that_came_back_renumbered_is_one_question(plans, becomes, fires):
    words = "Mend every railing along the harbour wall before the summer season begins"
    returned(
        plans,
        ("2026-01-31", f"A1 | 1 | {words} | | 31/3/2026 | | In progress | |"),
        ("2026-02-28", f"A9 | 1 | {words} | | {becomes} | | In progress | |"),
    )
    db = plans.load()
    assert len(asked(db, "renumbered_with_a_later_date", "2026-03-01", "2026-02-01")) == fires
    if fires:
        every = every_question(Meeting(db, date(2026, 3, 1), date(2026, 2, 1)))
        assert [one.rule for one in every if any(row.action_ref == "A1" for row in one.question.actions)] == [
            "renumbered_with_a_later_date"
        ]


def test_only_one_rule_asks_about_compiled_records(public_record):
    meeting = Meeting(public_record.db, date(2026, 10, 31), date(2026, 9, 12))
    assert {one.rule for one in every_question(meeting)} == {"date_stated_has_passed"}
    assert all("no completion was seen" in one.question.text for one in every_question(meeting))


def test_each_file_of_the_folder_is_a_rule_and_no_two_have_the_same_weight():
    rules = ask.rules()
    assert len(rules) == len(list(ask.FOLDER.glob("*.py")))
    assert [rule.WEIGHT for rule in rules] == sorted({rule.WEIGHT for rule in rules}, reverse=True)


def test_six_questions_are_chosen_and_at_most_two_of_one_body(monkeypatch):
    every = [
        RankedQuestion(CommitteeQuestion(body, f"{body} {n}", ""), "rule", 50)
        for body in ("A", "B", "C", "")
        for n in range(3)
    ]
    monkeypatch.setattr(ask, "every_question", lambda meeting: every)
    words = [one.question.text for one in choose(None)]
    assert words == ["A 0", "A 1", "B 0", "B 1", "C 0", "C 1"]


def test_the_questions_of_merrowshire_name_records(merrowshire):
    meeting = Meeting(merrowshire.db, date(2026, 10, 31), date(2026, 9, 12))
    for one in choose(meeting):
        assert one.question.because and (one.question.actions or one.question.recommendations or one.question.body)
        assert all(isinstance(action, Action) and action in meeting.actions for action in one.question.actions)
    again = Meeting(merrowshire.db, date(2026, 10, 31), date(2026, 9, 12))
    assert choose(again) == choose(meeting)


def test_an_action_claimed_again_since_is_not_called_open(plans):
    complete = "A1 | 1 | Mend | | 31/3/2026 | 30/1/2026 | Complete | Minute 1 |"
    returned(
        plans,
        ("2026-01-31", complete),
        ("2026-02-15", "A1 | 1 | Mend | | 31/3/2026 | | In progress | | Rust"),
        ("2026-02-28", complete),
    )
    assert asked(plans.load(), "went_backwards", "2026-03-01", "2026-02-01") == []


def test_a_date_that_was_restored_is_not_called_moved(plans):
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | 31/3/2026 | | In progress | |"),
        ("2026-02-15", "A1 | 1 | Mend | | 30/9/2026 | | In progress | |"),
        ("2026-02-28", "A1 | 1 | Mend | | 31/3/2026 | | In progress | |"),
    )
    assert asked(plans.load(), "moved_again", "2026-03-01", "2026-02-01") == []


def test_a_claim_waits_from_its_own_day_and_not_from_that_of_its_evidence(plans):
    """Evidence named while the work goes on cannot be checked yet."""
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | 31/3/2026 | | In progress | Minute 12 |"),
        ("2026-04-30", "A1 | 1 | Mend | | 31/3/2026 | 29/4/2026 | Complete | Minute 12 |"),
    )
    db = plans.load()
    assert asked(db, "waiting_for_a_check", "2026-05-31", "2026-05-01") == []
    assert len(asked(db, "waiting_for_a_check", "2026-06-29", "2026-05-01")) == 1


def test_the_body_that_lists_a_claim_for_a_check_is_asked(plans):
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/1/2026 | 30/1/2026 | Complete | Minute 12 |"))
    log = "Agency | Ref | Found | Checker | On | Seen | Why\n"
    plans.log("2026-02-10", f"{log}{TRANSPORT} | A1 | Listed | Harbour Board | 9/2/2026 | Claim received |")
    words = "Harbour Board: 1 claim with evidence named waits for your check. When will it be done?"
    assert asked(plans.load(), "waiting_for_a_check", "2026-06-30", "2026-02-01") == [words]


def test_a_question_says_as_which_day_a_vague_date_counts(plans):
    returned(
        plans,
        ("2026-01-31", "A1 | 1 | Mend | | March 2026 | | In progress | |"),
        ("2026-02-28", "A1 | 1 | Mend | | December 2026 | | In progress | |"),
    )
    (words,) = asked(plans.load(), "moved_again", "2026-03-01", "2026-02-01")
    assert "What has to happen before December 2026 (counted as 31 December 2026)" in words


def test_an_unreadable_file_is_not_ignored_when_a_question_says_who_last_reported(plans):
    returned(plans, ("2026-01-31", "A1 | 1 | Mend | | 31/12/2026 | | In progress | |"))
    (plans.received / "transport" / "2026-05-31.xlsx").write_bytes(b"PK")
    words = f"{TRANSPORT}: the last return that could be read is of 31 January 2026. Is the position still as shown?"
    assert asked(plans.load(), "return_is_late", "2026-06-30", "2026-02-01") == [words]
