"""A plan without a status column where something else says how far an action has got is never read in silence."""

import pytest
from one_plan import PLAN, read, read_with_all_problems

from tracker.terms import Severity, WhoActs

TABLE = """
Ref | Action | Due        | {heading}
A1  | x      | 2026-01-31 | {first}
A2  | x      | 2026-01-31 |
A3  | x      | 2026-01-31 | {third}
"""
RATING = ("rag", "BRAG", "Blue", "Red")
CLOSED = ("completed_on", "Closed on", "2026-01-30", "2026-02-01")


def found(workbook, name, heading, first, third, columns="", more=""):
    layout = PLAN.replace("[columns]", f'{more}\n[columns]\n{name} = "{heading}"{columns}')
    table = TABLE.format(heading=heading, first=first, third=third)
    return [one for one in read(workbook(Plan=table), layout)[0].problems if one.rule == "status_is_read"]


@pytest.mark.parametrize(("name", "heading", "first", "third"), [RATING, CLOSED])
def test_what_could_say_it_is_named_with_its_cells(workbook, name, heading, first, third):
    (problem,) = found(workbook, name, heading, first, third)
    assert problem.found == f"{heading}: {first}, and in 1 more row"
    assert (problem.cell, problem.severity, problem.who_acts) == ("D2", Severity.WARNING, WhoActs.DATA_OFFICER)
    assert (
        problem.sentence == "No column is read as the status, so these actions count as open. This column may say more."
    )


@pytest.mark.parametrize(("name", "heading", "first", "third"), [RATING, CLOSED])
def test_nothing_is_reported_where_that_column_is_empty(workbook, name, heading, first, third):
    assert found(workbook, name, heading, "", "") == []


def test_nothing_is_reported_where_the_layout_says_how_far_an_action_is(workbook):
    words = '\n[reported_status]\n"Open" = "in progress"\n'
    layout = PLAN.replace("[columns]", f'always = {{ reported_status = "Open" }}{words}[columns]\nrag = "BRAG"')
    assert found(workbook, *CLOSED, more="closed_by_date = true") == []
    read_always = read(workbook(Plan=TABLE.format(heading="BRAG", first="Blue", third="Red")), layout)[0].problems
    assert "status_is_read" not in [one.rule for one in read_always]
    table = "Ref | Action | Due | BRAG | Status\nA1 | x | 2026-01-31 | Blue | Open"
    layout = f'{PLAN}rag = "BRAG"\nreported_status = "Status"{words}'
    assert "status_is_read" not in [one.rule for one in read(workbook(Plan=table), layout)[0].problems]


def stated(workbook, layout, table):
    problems = read_with_all_problems(workbook(Plan=table), layout)[0].problems
    return [one for one in problems if one.rule == "status_is_stated"]


WITHOUT = "Ref | Action | Due\nA1  | x | 2026-01-31\nA2  | x | 2026-01-31"


def test_a_plan_in_which_no_column_states_a_status_is_one_problem_for_its_sender(workbook):
    (problem,) = stated(workbook, PLAN, WITHOUT)
    assert problem.sentence == "No column states a status, so every action counts as open."
    assert problem.to_do == "Add a column that says how far each action has got, and fill it."
    assert (problem.sheet, problem.row_number, problem.found) == ("Plan", 1, "no such column")
    assert (problem.severity, problem.who_acts) == (Severity.WARNING, WhoActs.SENDER)


def test_a_column_that_is_not_named_may_state_it_so_the_data_officer_looks_first(workbook):
    (problem,) = stated(workbook, PLAN, WITHOUT.replace("Due", "Due | Position").replace("-31", "-31 | Halfway"))
    assert problem.who_acts == WhoActs.DATA_OFFICER
    assert problem.to_do == (
        "Name the column of the status in the layout. Not read: “Position” (column D). If the workbook has none, ask "
        "the agency to add one and to fill it."
    )


def test_a_plan_whose_status_is_read_or_given_is_not_asked_for_a_column(workbook):
    words = '\n[reported_status]\n"Open" = "in progress"\n'
    always = PLAN.replace("[columns]", f'always = {{ reported_status = "Open" }}{words}[columns]')
    assert stated(workbook, always, WITHOUT) == []
    closed = PLAN.replace("[columns]", 'closed_by_date = true\n[columns]\ncompleted_on = "Closed on"')
    assert stated(workbook, closed, WITHOUT.replace("Due", "Due | Closed on").replace("-31", "-31 | 2026-02-01")) == []
    with_status = WITHOUT.replace("Due", "Due | Status").replace("-31", "-31 | Open")
    assert stated(workbook, f'{PLAN}reported_status = "Status"{words}', with_status) == []
    assert (
        found(workbook, *RATING)
        and stated(workbook, f'{PLAN}rag = "BRAG"', TABLE.format(heading="BRAG", first="Blue", third="Red")) == []
    )  # that problem says it already
