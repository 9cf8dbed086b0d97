"""The invented example: made from its story, rich enough to show everything, and counted right on every date."""

from datetime import date
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from drawing import rows
from make_merrowshire import RECEIVED, write_all
from plain_position import position
from stored_histories import MERROWSHIRE_DATES, histories

from checks.find_rules import rules
from tracker.measure import Measure
from tracker.questions import actions, changes, measures
from tracker.terms import Change, Kind, ReportedStatus, Response, Severity, State, Timeliness, Verification

COMPARED = (
    "state", "is_overdue", "is_overdue_by_first_date", "first_due_on", "times_moved", "days_moved", "verification",
    "missing_since", "response", "is_accepted", "timeliness", "is_contradicted", "evidence_since", "still_open_on",
    "changed_after_check_on",
)  # fmt: skip
# Tested where they are computed: nobody withdraws a file in the story.
WITH_A_FILE = {change for change in Change if change.endswith(("with its file", "with its log", "a withdrawn file"))}
NO_REFERENCES = Measure.MAY_BE_COUNTED_TWICE  # each plan of the story gives references
NOT_IN_THE_STORY = {Change.RATING_CHANGED, NO_REFERENCES, *WITH_A_FILE}
PUBLIC_DATES = [
    date(2012, 9, 29),
    date(2015, 6, 1),
    date(2023, 1, 1),
    date(2024, 3, 1),
    date(2025, 12, 31),
    date(2026, 3, 31),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("made")
    return {path.relative_to(folder).as_posix(): path for path in write_all(folder)}


def on_disk() -> dict[str, Path]:
    return {path.relative_to(RECEIVED).as_posix(): path for path in RECEIVED.glob("*/*")}


def test_there_is_a_file_for_every_date_of_the_story_and_no_other(made):
    assert set(on_disk()) == set(made)


def test_the_files_agree_with_the_story_cell_by_cell(made):
    for name, path in on_disk().items():
        assert contents(path) == contents(made[name]), name


def contents(path: Path) -> dict:
    """Everything in a workbook that a reader could take a fact from, by sheet and cell."""
    found = {}
    for sheet in openpyxl.load_workbook(path):
        found[sheet.title] = (sheet.sheet_state, sorted(str(merged) for merged in sheet.merged_cells.ranges))
        found[sheet.title, "hidden"] = [name for name, column in sheet.column_dimensions.items() if column.hidden]
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None or cell.comment:
                    remark = cell.comment.text if cell.comment else None
                    found[sheet.title, cell.coordinate] = (cell.value, cell.number_format, remark)
    return found


def test_the_story_makes_the_same_bytes_each_time(made, tmp_path):
    assert {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in write_all(tmp_path)} == {
        name: path.read_bytes() for name, path in made.items()
    }


@pytest.fixture(scope="module")
def shown(merrowshire) -> dict[str, set[str]]:
    """Every word that each of four columns of the position holds on any of the dates."""
    columns = ("state", "timeliness", "reported_status", "verification")
    sql = f"SELECT DISTINCT {', '.join(columns)} FROM position_on($as_of)"
    words = [row for as_of in MERROWSHIRE_DATES for row in rows(merrowshire.db, sql, as_of=as_of)]
    return {column: {row[n] for row in words} for n, column in enumerate(columns)}


def test_every_state_is_seen(shown, merrowshire):
    assert shown["state"] == set(State)
    found = rows(merrowshire.db, "SELECT DISTINCT state FROM position_on($as_of)", as_of=merrowshire.as_of)
    assert {state for (state,) in found} == set(State)  # and all of them on the day the example is shown


def test_every_timeliness_is_seen(shown):
    assert shown["timeliness"] == set(Timeliness) - NOT_IN_THE_STORY


def test_every_reported_status_is_seen(shown):
    assert shown["reported_status"] == set(ReportedStatus)


def test_every_verification_is_seen_but_the_unreadable_whose_row_is_refused(shown, merrowshire):
    assert shown["verification"] == set(Verification) - {Verification.UNREADABLE}
    refused = rows(merrowshire.db, "SELECT DISTINCT severity FROM problem WHERE rule = 'verification_is_known'")
    assert refused == [(Severity.REFUSED,)]


def test_every_response_is_seen(merrowshire):
    found = {word for (word,) in rows(merrowshire.db, "SELECT DISTINCT response FROM recommendation_version")}
    assert found == set(Response)


def test_every_change_is_seen(merrowshire):
    """On the page "What changed", comparing each date looked at with the one before it."""
    found = [changes.rows(merrowshire.db, since, as_of) for since, as_of in pairwise(MERROWSHIRE_DATES)]
    assert {row.change for shown in found for row in shown} == set(Change) - NOT_IN_THE_STORY


def test_every_measure_counts_something(merrowshire):
    count = measures.counts(merrowshire.db, merrowshire.as_of)
    assert {measure for measure, n in count.items() if not n} == NOT_IN_THE_STORY & set(Measure)


def test_many_of_the_rules_find_something_in_the_story(merrowshire):
    """Each rule has its own case in tests/test_rules.py; here rules find things among everything else."""
    names = {rule.name for kind in Kind for rule in rules(kind)}
    found = {rule for (rule,) in rows(merrowshire.db, "SELECT DISTINCT rule FROM problem")}
    assert len(names & found) >= 16


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES, ids=str)
def test_every_action_has_the_state_that_the_slow_plain_version_gives(merrowshire, as_of):
    assert found(merrowshire.db, as_of) == expected(merrowshire.db, as_of)


@pytest.mark.parametrize("as_of", PUBLIC_DATES, ids=str)
def test_the_public_record_has_the_states_that_the_slow_plain_version_gives(public_record, as_of):
    assert found(public_record.db, as_of) == expected(public_record.db, as_of)


def found(db, as_of: date) -> dict[tuple[str, str], dict]:
    sql = f"SELECT sender, action_ref, {', '.join(COMPARED)} FROM position_on($as_of)"
    return {
        (sender, ref): dict(zip(COMPARED, values, strict=True)) for sender, ref, *values in rows(db, sql, as_of=as_of)
    }


def expected(db, as_of: date) -> dict[tuple[str, str], dict]:
    return {key: where for key, history in histories(db).items() if (where := position(history, as_of))}


def test_the_headline_numbers_agree_with_the_slow_plain_version(merrowshire):
    plain = expected(merrowshire.db, merrowshire.as_of).values()
    count = measures.counts(merrowshire.db, merrowshire.as_of)
    assert count[Measure.ACCEPTED] == sum(one["is_accepted"] for one in plain)
    assert count[Measure.ACCEPTED] + count[Measure.COUNTED_APART] == len(plain) == 76
    assert count[Measure.VERIFIED] == sum(one["is_accepted"] and one["state"] == "Verified complete" for one in plain)
    assert count[Measure.OVERDUE] == sum(one["is_overdue"] for one in plain)
    assert count[Measure.OVERDUE_BY_FIRST_DATE] == sum(one["is_overdue_by_first_date"] for one in plain)
    assert count[Measure.MOVED] == sum(one["times_moved"] > 0 for one in plain)
    assert count[Measure.MISSING] == sum(one["missing_since"] is not None for one in plain)
    assert count[Measure.COMPLETED_LATE] == sum(one["timeliness"] == "done late" for one in plain)


def test_what_the_story_says_of_checks(merrowshire):
    """These are in data/examples/merrowshire/README.md, so the test repeats them."""
    db, as_of = merrowshire.db, merrowshire.as_of
    sql = "SELECT state, verification, last_found, timeliness FROM position_on($as_of) WHERE action_ref = $ref"
    refs = ("MP/6.5.1", "NBC-14", "MP/3.1", "MP/6.2.1", "4.3", "NBC-12", "S07", "HB 7")
    claimed = "Reported complete, not verified"
    assert {ref: rows(db, sql, as_of=as_of, ref=ref) for ref in refs} == {
        "MP/6.5.1": [(claimed, "not checked", None, "done late")],               # checked by "MP": refused
        "NBC-14": [(claimed, "awaiting check", None, "done on time")],           # checked after the log came: refused
        "MP/3.1": [(claimed, "awaiting check", None, "done on time")],           # the check was withdrawn
        "MP/6.2.1": [("Verified complete", "verified", "verified", "done on time")],  # the check was corrected
        "4.3": [("Verified complete", "verified", "verified", "done on time")],  # though reported in progress
        "NBC-12": [(claimed, "awaiting check", "insufficient", "done late")],    # claimed again, with new evidence
        "S07": [(claimed, "not checked", None, "done late")],                    # its evidence is "TBC"
        "HB 7": [(claimed, "not checked", None, "disputed by its own earlier return")],
    }  # fmt: skip


def test_what_the_story_says_of_bodies(merrowshire):
    """These are in data/examples/merrowshire/README.md, so the test repeats them."""
    sql = """
        SELECT agency, response, has_plan FROM addressee_on($as_of) WHERE recommendation_ref = '6.3' ORDER BY agency
    """
    assert rows(merrowshire.db, sql, as_of=merrowshire.as_of) == [
        ("Merrowshire Fire and Rescue Service", "accepted", False),
        ("Merrowshire Police", "not accepted", True),
        ("Northmere Borough Council", "accepted", True),
        ("Saltby Borough Council", "not accepted", True),
    ]


# Measures that make up a whole, or are part of it, on every date.
PARTS = [
    ([Measure.OPEN_WITH_DATE, Measure.NO_DATE], Measure.OPEN),
    ([Measure.EVIDENCE_HELD, Measure.NO_EVIDENCE], Measure.COMPLETE),
]
WITHIN = [
    (Measure.VERIFIED, Measure.ACCEPTED),
    (Measure.OVERDUE, Measure.OPEN_WITH_DATE),
    (Measure.OVERDUE_BY_FIRST_DATE, Measure.OPEN),
    (Measure.DUE_SOON, Measure.OPEN_WITH_DATE),
    (Measure.MOVED, Measure.EVER_DATED),
    (Measure.CONTRADICTED, Measure.VERIFIED),
    (Measure.COMPLETED_LATE, Measure.COMPLETED_WITH_DATE),
    (Measure.COMPLETION_DISPUTED, Measure.COMPLETE),
    (Measure.COMPLETED_WITH_DATE, Measure.COMPLETE),
    (Measure.WENT_BACKWARDS, Measure.OPEN),
]


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES[::4], ids=str)
def test_the_measures_fit_into_each_other(merrowshire, as_of):
    shown = actions.rows(merrowshire.db, as_of)
    counted = {m: {row.action_id for row in shown if m in row.measures} for m in Measure}
    for parts, whole in PARTS:
        assert set.union(*(counted[part] for part in parts)) == counted[whole]
        assert not set.intersection(*(counted[part] for part in parts))
    for part, whole in WITHIN:
        assert counted[part] <= counted[whole], (part, whole)


@pytest.mark.parametrize("as_of", MERROWSHIRE_DATES[::4], ids=str)
def test_the_list_of_a_measure_holds_exactly_the_actions_that_it_counts(merrowshire, as_of):
    """The list asks the measure's condition; what an action counts in is worked out for each action apart."""
    shown = actions.rows(merrowshire.db, as_of)
    for measure in Measure:
        of_measure = {row.action_id for row in actions.rows(merrowshire.db, as_of, measure=measure)}
        assert of_measure == {row.action_id for row in shown if measure in row.measures}, measure


def test_what_the_story_says_of_a_few_actions(merrowshire):
    """These are in data/examples/merrowshire/README.md, so the test repeats them."""
    db, as_of = merrowshire.db, merrowshire.as_of
    sql = "SELECT state, first_due_on::TEXT, due_on::TEXT, times_moved FROM position_on($as_of) WHERE action_ref = $ref"
    told = {ref: rows(db, sql, as_of=as_of, ref=ref) for ref in ("S02", "S03", "NBC-13", "MP/6.5.2", "NBC-04", "S05")}
    assert told == {
        "S02": [("Open", "2025-10-31", "2027-03-31", 4)],                    # moved four times, never overdue
        "S03": [("Overdue", "2025-09-30", "2026-07-31", 1)],                 # went backwards
        "NBC-13": [("Closed, not done", "2026-03-31", "2026-03-31", 0)],     # cannot be implemented
        "MP/6.5.2": [("Overdue", "2026-06-30", "2026-06-30", 0)],            # missing since August, still counted
        "NBC-04": [("Verified complete", "2025-11-28", "2026-06-30", 2)],    # insufficient, later verified
        "S05": [("Open, no date set", "2026-06-30", None, 0)],               # the date was taken away
    }  # fmt: skip
