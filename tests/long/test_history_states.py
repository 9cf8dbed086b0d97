"""How checks, responses and dates decide the state of an action and of its recommendation on any day."""

import pytest
from drawing import rows
from returns import FULL, HEADINGS, LOG, REGISTER, changes, position


def test_an_action_found_insufficient_stays_open_until_it_is_claimed_anew(plans):
    claim = "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | {} | Photo"
    db = plans(
        {
            "2026-01-31": claim.format("d:2026-01-20"),
            "2026-03-31": claim.format("d:2026-01-20"),     # the old claim again
            "2026-04-30": claim.format("d:2026-04-30"),     # a claim dated like that return
            "2026-05-31": claim.format("d:2026-09-30"),     # a future date claims nothing
            "2026-06-30": claim.format("d:2026-02-15"),     # the day of the check itself is not after it
        },
        log={"2026-02-28": "No | Board | d:2026-02-15 | Photo | One is loose"},
    )  # fmt: skip
    assert changes(db)[1] == ("2026-02-28", "found insufficient", "", "Board, 2026-02-15", "One is loose")
    columns = ("state", "verification")
    assert position(db, "2026-02-27", *columns) == ("Reported complete, not verified", "awaiting check")
    assert position(db, "2026-02-28", *columns) == ("Open", "insufficient")
    assert position(db, "2026-04-01", *columns) == ("Overdue", "insufficient")
    assert position(db, "2026-04-30", *columns) == ("Reported complete, not verified", "awaiting check")
    assert position(db, "2026-05-31", *columns) == ("Overdue", "insufficient")
    assert position(db, "2026-06-30", *columns) == ("Overdue", "insufficient")


def test_reopened_makes_a_verified_action_open(plans):
    held = "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo"
    db = plans(
        {"2026-01-31": held},
        log={
            "2026-02-28": "Yes | Board | d:2026-02-10 | Photo |",
            "2026-05-31": "Yes | Board | d:2026-02-10 | Photo |\n"
                          "Department of Transport | A1 | Again | Board | d:2026-05-20 | Visit | It fell over",
        },
    )  # fmt: skip
    assert changes(db)[1:] == [
        ("2026-02-28", "verified", "", "Board, 2026-02-10", ""),   # the line repeated in May is not a second check
        ("2026-05-31", "reopened", "", "Board, 2026-05-20", "It fell over"),
    ]  # fmt: skip
    assert position(db, "2026-05-30", "state", "is_verified", "checker") == ("Verified complete", "true", "Board")
    assert position(db, "2026-05-31", "state", "is_verified", "verification") == ("Overdue", "false", "reopened")


@pytest.mark.parametrize(("found", "stands_as"), [("No", "insufficient"), ("Yes", "verified")])
def test_a_check_that_is_only_planned_lifts_no_finding(plans, found, stands_as):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo"},
        log={"2026-05-31": f"{found} | Board | d:2026-02-20 | Photo |\n"
                           "Department of Transport | A1 | Listed | Board | d:2026-05-20 | Agenda | To be seen again"},
    )  # fmt: skip
    assert position(db, "2026-12-31", "verification", "checked_on") == (stands_as, "2026-02-20")


def test_an_older_finding_that_arrives_later_does_not_override_a_newer_one(plans):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo"},
        log={
            "2026-02-28": "Yes | Board | d:2026-02-20 | Photo |",
            "2026-03-31": "No  | Board | d:2026-02-10 | Photo |",
        },
    )
    assert position(db, "2026-12-31", "verification", "checked_on") == ("verified", "2026-02-20")


def test_of_two_findings_for_one_day_the_later_one_counts(plans):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo"},
        log={"2026-02-28": "Yes | Board | d:2026-02-20 | Photo |\n"
                           "Department of Transport | A1 | No | Board | d:2026-02-20 | Photo | Misread"},
    )  # fmt: skip
    assert position(db, "2026-12-31", "verification") == ("insufficient",)


def test_verified_work_that_the_agency_takes_back_is_open_again(plans):
    db = plans(
        {
            "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete    | d:2026-01-20 | Photo",
            "2026-04-30": "A1 | 1 | Mend | Head | | d:2026-06-30 | | In progress |              |",
            "2026-05-31": "A1 | 1 | Mend | Head | | d:2026-06-30 | | Complete    | d:2026-05-20 | Photo",
        },
        log={"2026-02-28": "Yes | Board | d:2026-02-20 | Photo |"},
    )
    assert position(db, "2026-04-29", "state") == ("Verified complete",)
    assert position(db, "2026-04-30", "state", "verification") == ("Open", "not checked")
    assert position(db, "2026-05-31", "state", "verification") == (
        "Reported complete, not verified",
        "awaiting check",
    )


def test_a_check_on_the_day_of_a_return_that_went_backwards_stands(plans):
    db = plans(
        {
            "2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete    | d:2026-01-20 | Photo",
            "2026-02-20": "A1 | 1 | Mend | Head | | d:2026-06-30 | | In progress |              |",
        },
        log={"2026-02-28": "Yes | Board | d:2026-02-20 | Photo |"},
    )
    assert position(db, "2026-03-31", "state", "done_on", "has_evidence") == (
        "Verified complete",
        "2026-02-20",
        "true",
    )


def test_cannot_be_implemented_is_closed_and_stays_in_the_denominator(plans):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-01-15 | | In progress | |"},
        register={"2026-01-15": "Accepted"},
        log={"2026-02-28": "Cannot | Board | d:2026-02-20 | Advice | Needs a new law"},
    )
    assert changes(db)[1] == (
        "2026-02-28", "found unable to be implemented", "", "Board, 2026-02-20", "Needs a new law",
    )  # fmt: skip
    assert position(db, "2026-02-27", "state", "is_open") == ("Overdue", "true")
    assert position(db, "2026-03-31", "state", "is_open", "is_accepted", "timeliness", "is_overdue_by_first_date") == (
        "Closed, not done", "false", "true", "not applicable", "false",
    )  # fmt: skip


def test_verified_work_is_done_although_nobody_promised_it(plans):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | Complete | d:2026-01-20 | Photo"},
        register={"2026-01-15": "Not accepted"},
        log={"2026-02-28": "Yes | Board | d:2026-02-20 | Photo |"},
    )
    assert position(db, "2026-02-27", "state", "is_accepted") == ("Not accepted", "false")
    assert position(db, "2026-02-28", "state", "is_accepted") == (
        "Verified complete",
        "false",
    )  # counted apart still


def test_an_acceptance_undone_stays_in_every_denominator(plans):
    db = plans(
        {"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |"},
        register={
            "2026-01-15": "In part",
            "2026-05-15": "Not accepted",
            "2026-06-15": "Noted",
            "2026-07-15": "In principle",
        },
    )
    columns = ("state", "response", "is_accepted")
    assert position(db, "2026-05-14", *columns) == ("Overdue", "accepted in part", "true")
    assert position(db, "2026-05-15", *columns) == ("Overdue", "not accepted", "true")
    assert position(db, "2026-06-15", *columns) == ("Overdue", "noted", "true")
    assert position(db, "2026-07-15", *columns) == ("Overdue", "accepted in principle", "true")


RESPONSES = {
    # word           response                 is_accepted  state
    "Accepted":     ("accepted",              "true",      "Open"),
    "In part":      ("accepted in part",      "true",      "Open"),
    "In principle": ("accepted in principle", "false",     "Open"),
    "Noted":        ("noted",                 "false",     "Open"),
    "Not accepted": ("not accepted",          "false",     "Not accepted"),
    "":             ("no response",           "true",      "Open"),
    "Perhaps":      ("response unreadable",   "true",      "Open"),  # counts, since it may be a promise
}  # fmt: skip


def test_what_a_response_does_to_an_action(collection):
    row = "A{0} | {0} | Mend | d:2026-03-31 | | In progress | |"
    answer = "{} | Recommendation | Department of Transport | {}"
    numbered = list(enumerate(RESPONSES, start=1))
    headings = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason"
    collection.plan("2026-01-31", "\n".join([headings, *(row.format(n) for n, _ in numbered)]))
    register = "Rec | Recommendation | Agency | Response"
    collection.register("2026-01-15", "\n".join([register, *(answer.format(n, word) for n, word in numbered)]))
    db = collection.load()
    found = {word: position(db, "2026-02-01", "response", "is_accepted", "state", ref=f"A{n}") for n, word in numbered}
    assert found == RESPONSES


def test_an_action_under_two_recommendations_takes_the_response_that_commits_most(plans, collection):
    collection.layout("transport", 'split = { recommendation_ref = ";" }\n' + FULL)
    db = plans(
        {"2026-01-31": "A1 | 1; 2 | Mend | Head | | d:2026-03-31 | | In progress | |"},
        register={"2026-01-15": "Not accepted\n2 | Paint | Department of Transport | In part"},
    )
    assert position(db, "2026-02-01", "response", "is_accepted", "state") == ("accepted in part", "true", "Open")


def test_overdue_begins_the_day_after_the_due_date(plans):
    db = plans({"2026-01-31": "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |"})
    columns = ("state", "timeliness", "days_overdue", "days_late", "is_overdue_by_first_date")
    assert position(db, "2026-02-28", *columns) == ("Open", "not due", "0", "0", "false")  # 31 days before
    assert position(db, "2026-03-01", *columns) == ("Open", "due soon", "0", "0", "false")  # 30 days before
    assert position(db, "2026-03-31", *columns) == ("Open", "due soon", "0", "0", "false")  # the day itself
    assert position(db, "2026-04-01", *columns) == ("Overdue", "overdue", "1", "1", "true")


def test_done_on_the_first_date_is_on_time_whatever_was_promised_later(plans):
    claim = "{} | 1 | Mend | Head | | {} | | {} | {} | Photo"
    db = plans({
        "2026-01-31": "\n".join(claim.format(f"A{n}", "d:2026-03-31", "In progress", "") for n in (1, 2, 3, 4)),
        "2026-06-30": "\n".join([
            claim.format("A1", "d:2026-03-31", "Complete", "d:2026-03-31"),
            claim.format("A2", "d:2026-05-31", "Complete", "d:2026-04-01"),   # on time by the new date only
            claim.format("A3", "d:2026-03-31", "Complete", ""),               # no date: the return that says so
            "A4 | 1 | Mend | Head | | d:2026-03-31 | | Dropped | |",
        ]),
    })  # fmt: skip
    found = {ref: position(db, "2026-07-01", "timeliness", "done_on", ref=ref) for ref in ("A1", "A2", "A3", "A4")}
    assert found == {
        "A1": ("done on time", "2026-03-31"),
        "A2": ("done late", "2026-04-01"),
        "A3": ("done late", "2026-06-30"),
        "A4": ("not applicable", None),
    }


def test_the_position_on_a_past_date_ignores_every_later_file(plans, collection):
    before = "A1 | 1 | Mend | Head | | d:2026-03-31 | | In progress | |"
    everything = "SELECT * EXCLUDE (version_id, file_id, action_id, words) FROM position_on(DATE '2026-02-15')"
    only = rows(plans({"2026-01-31": before}, register={"2026-01-15": "Accepted"}), everything)
    collection.plan("2026-02-16", HEADINGS + "A2 | 1 | New | Head | | d:2027-01-31 | | Complete | d:2026-02-01 | Photo")
    collection.register("2026-02-16", REGISTER + "Not accepted")
    collection.log("2026-02-16", LOG + "Yes | Board | d:2026-02-10 | Photo |")
    assert rows(collection.load(), everything) == only != []


def test_a_recommendation_is_only_as_far_as_its_least_advanced_action(plans):
    register = "Accepted" + "".join(f"\n{n} | Rec {n} | Department of Transport | Accepted" for n in range(2, 8))
    db = plans(
        {"2026-01-31": """
            A1 | 1 | Mend | Head | | d:2026-01-15 | | In progress |              |
            A2 | 1 | Mend | Head | | d:2026-01-15 | | Complete    | d:2026-01-10 | Photo
            A3 | 2 | Mend | Head | | d:2026-06-30 | | In progress |              |
            A4 | 2 | Mend | Head | | d:2026-01-15 | | Complete    | d:2026-01-10 | Photo
            A5 | 3 | Mend | Head | | d:2026-01-15 | | Complete    | d:2026-01-10 | Photo
            A6 | 4 | Mend | Head | |              | | In progress |              |
            A7 | 5 | Mend | Head | | d:2026-01-15 | | Dropped     |              |
            A8 | 6 | Mend | Head | | d:2026-01-15 | | Complete    | d:2026-01-10 | Photo
        """},
        register={"2026-01-15": register},
        log={"2026-02-01": "Listed | Board | d:2026-01-31 | Photo |\n"
                           "Department of Transport | A8 | Yes | Board | d:2026-01-31 | Photo |"},
    )  # fmt: skip
    sql = "SELECT recommendation_ref, actions, roll_up FROM recommendation_on(DATE '2026-02-02') ORDER BY ALL"
    assert rows(db, sql) == [
        ("1", 2, "Overdue"),
        ("2", 2, "Open"),
        ("3", 1, "Reported complete, not verified"),
        ("4", 1, "Open"),
        ("5", 1, "Closed, not done"),
        ("6", 1, "Verified complete"),
        ("7", 0, "No action planned"),
    ]  # fmt: skip
