"""A plan without a status column where something else says how far an action has got is never read in silence."""

import pytest
from one_plan import PLAN, read

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
