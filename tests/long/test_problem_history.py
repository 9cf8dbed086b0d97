"""The history of problems: since when each exists, which were put right, and which went with their row."""

import re
from datetime import date

from drawing import LAYOUT, Collection

from tracker.questions import problem_history, problems

PLAN = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
UNREAD = "due_on_can_be_read"


def drawn(collection: Collection, **plans: str):
    collection.layout("transport", LAYOUT)
    for day, table in plans.items():
        collection.plan(day.strip("d").replace("_", "-"), PLAN + table)
    return collection.load()


def standing(db, as_of: date, rule: str = UNREAD) -> dict[str, tuple[date, int]]:
    """By reference, when each unreadable date of the last files was first found, and in how many files."""
    since = problem_history.open_problems(db, as_of)
    rows = [row for row in problems.rows(db, as_of) if row.rule == rule]
    found = {row.ref: since[row.path, row.rule, row.found, row.ref] for row in rows}
    return {ref: (one.first_found_on, one.files) for ref, one in found.items()}


def gone(db, as_of: date) -> list[tuple[str, str, bool]]:
    found = problem_history.resolved_problems(db, as_of)
    return [(row.ref, row.found, row.is_row_there) for row in found if row.rule == UNREAD]


def test_a_problem_dates_from_the_first_of_the_unbroken_files_that_have_it(collection):
    db = drawn(
        collection,
        d2026_01_31="A1 | 1 | Mend | soon | | | |\nA2 | 1 | Sweep | later | | | |\nA3 | 1 | Paint | once | | | |",
        d2026_02_28="A1 | 1 | Mend | soon | | | |\nA2 | 1 | Sweep | d:2026-05-31 | | | |\nA3 | 1 | Dig | once | | | |",
        d2026_03_31="A3 | 1 | Paint | once | | | |\nA2 | 1 | Sweep | later | | | |\nA1 | 1 | Mend | then | | | |",
    )
    assert standing(db, date(2026, 3, 31)) == {
        "A1": (date(2026, 3, 31), 1),  # other words are another problem
        "A2": (date(2026, 3, 31), 1),  # put right for a while
        "A3": (date(2026, 1, 31), 3),  # although its row moved
    }
    assert standing(db, date(2026, 2, 28)) == {"A1": (date(2026, 1, 31), 2), "A3": (date(2026, 1, 31), 2)}


def test_a_problem_that_went_with_its_row_was_not_put_right(collection):
    db = drawn(
        collection,
        d2026_01_31="A1 | 1 | Mend | soon | | | |\nA2 | 1 | Sweep | later | | | |\nA3 | 1 | Paint | once | | | |",
        d2026_02_28="A1 | 1 | Mend | d:2026-05-31 | | | |\nA3 | 1 | Paint | once | | | |",
    )
    assert gone(db, date(2026, 2, 28)) == [("A1", "soon", True), ("A2", "later", False)]
    assert gone(db, date(2026, 1, 31)) == []
    since = problems.corrections(db, date(2026, 1, 31), date(2026, 2, 28))
    assert [(row.ref, row.is_row_there) for row in since if row.rule == UNREAD] == [("A1", True), ("A2", False)]


def test_a_return_of_open_actions_puts_right_only_problems_of_its_own_rows(collection):
    collection.layout("transport", LAYOUT.replace("[columns]", 'holds = "open actions"\n[columns]', 1))
    collection.plan("2026-01-31", PLAN + "A1 | 1 | Mend | soon | | | |\nA2 | 1 | Sweep | later | | | |")
    collection.plan("2026-02-28", PLAN + "A1 | 1 | Mend | d:2026-05-31 | | | |")
    db = collection.load()
    assert gone(db, date(2026, 2, 28)) == [("A1", "soon", True)]


def test_every_problem_of_a_file_and_no_other_has_a_first_day(merrowshire):
    since = problem_history.open_problems(merrowshire.db, merrowshire.as_of)
    rows = problems.rows(merrowshire.db, merrowshire.as_of)
    found = {row.rule for row in rows if (row.path, row.rule, row.found, row.ref) not in since}
    assert found and found <= {
        "report_agrees_with_the_check",
        "checked_action_is_unchanged",
        "successors_end",
        "successor_is_checked_as_one",
        "completion_fits_earlier_returns",
        "file_can_be_read",
        "file_is_as_received",
    }
    for row in rows:
        if known := since.get((row.path, row.rule, row.found, row.ref)):
            assert known.first_found_on <= row.received_on and (known.files > 1) == (
                known.first_found_on < row.received_on
            )


def test_the_problems_put_right_are_the_difference_of_two_positions(merrowshire):
    """Asked between two days about a sender whose last file came in between."""
    rows = problem_history.resolved_problems(merrowshire.db, merrowshire.as_of)
    assert rows
    for row in rows:
        between = problems.corrections(merrowshire.db, row.received_on, merrowshire.as_of)
        assert (row.ref, row.rule, row.found, row.is_row_there) in {
            (one.ref, one.rule, one.found, one.is_row_there) for one in between
        }


def test_new_problems_are_counted_by_their_places(merrowshire):
    since = problem_history.open_problems(merrowshire.db, merrowshire.as_of)
    rows = problems.rows(merrowshire.db, merrowshire.as_of)
    said = problem_history.sentence(rows, since)
    assert said.startswith("Of these places, ") and sum(map(int, re.findall(r"\d+", said))) == len(rows)
    assert problem_history.sentence((), since) == ""
    (one,) = [row for row in rows if row.found == "Nearly there"]
    assert problem_history.sentence((one,), since) == "Of these places, 1 was in earlier files."


def test_a_file_with_only_some_rows_is_not_a_gap(collection):
    collection.layout("transport", LAYOUT)
    collection.layout("transport.2026-02-01", LAYOUT.replace("[columns]", 'holds = "open actions"\n[columns]', 1))
    collection.layout("transport.2026-03-01", LAYOUT)
    row = "A1 | 1 | Mend | d:2026-05-31 | | | |\n"
    collection.plan("2026-01-31", f"{PLAN}{row}A2 | 1 | Sweep | later | | | |")
    collection.plan("2026-02-28", f"{PLAN}{row}")
    collection.plan("2026-03-31", f"{PLAN}{row}A2 | 1 | Sweep | later | | | |")
    assert standing(collection.load(), date(2026, 3, 31)) == {"A2": (date(2026, 1, 31), 2)}
