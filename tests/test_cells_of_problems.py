"""A problem names the cell of its own table, also where one sheet holds several."""

import pytest
from rule_files import HEADINGS, PLAN, RECEIVED_ON, problems_of
from screen import open_page, words


def test_a_problem_of_a_first_date_used_as_due_date_names_its_own_cell(collection):
    layout, table = (
        PLAN.replace('due_on = "Due"\n', ""),
        HEADINGS.replace("| Due ", "") + "A1 | 1 | Mend | | | 1/3/2226",
    )
    (problem,) = problems_of(collection, layout, table, "due_date_is_plausible")
    assert (problem["cell"], problem["found"]) == ("F2", "1/3/2226")


def test_one_sheet_read_for_two_kinds_of_row_keeps_their_cells_apart(collection):
    collection.layout(
        "transport",
        """
        agency = "Department of Transport"
        review = "Harbour Review"
        illustrative = true
        sheet = "Plan"
        dates = "day first"
        [[sheets]]
        fills = "recommendation"
        columns = { recommendation_ref = "Rec", response = "Answer" }
        [[sheets]]
        fills = "action"
        columns = { action_ref = "Ref", recommendation_ref = "Rec", due_on = "Due" }
    """,
    )
    collection.plan(RECEIVED_ON, "Rec | Answer | Ref | Due\n1 | Perhaps | A1 | soon")
    problems = collection.check().problems
    found = set(problems[["cell", "found", "rule"]].itertuples(index=False, name=None))
    assert {("B2", "Perhaps", "response_is_known"), ("D2", "soon", "due_on_can_be_read")} <= found


def test_a_table_beside_another_keeps_its_own_cells(collection):
    """The same rows hold records of both tables, so a row alone does not say which table a problem belongs to."""
    layout = """
        agency = "Department of Transport"
        fills = "action"
        review = "Harbour Review"
        illustrative = true
        sheet = "Plan"
        dates = "day first"
        [[sheets]]
        columns = { action_ref = "Ref", action = "Action", due_on = "Due" }
        [[sheets]]
        columns = { action_ref = "Ref2", action = "Action2", due_on = "Due2" }
    """
    table = """Ref | Action | Due | | Ref2 | Action2 | Due2
        1 | Mend  | 1/3/2026 | | 5 | Paint | soon
        2 | Sweep | late     | | 6 | Dry   | 1/4/2026"""
    found = problems_of(collection, layout, table, "due_on_can_be_read")
    assert {(one["cell"], one["found"]) for one in found} == {("G2", "soon"), ("C3", "late")}


def test_a_table_below_another_on_one_sheet_keeps_its_own_columns(collection):
    collection.layout(
        "transport",
        """
        agency = "Department of Transport"
        fills = "action"
        review = "Harbour Review"
        illustrative = true
        sheet = "Plan"
        dates = "day first"
        [[sheets]]
        stops_at = "Later"
        columns = { action_ref = "Ref", due_on = "Due" }
        [[sheets]]
        header_row = 4
        columns = { action_ref = "No.", due_on = "When" }
    """,
    )
    collection.plan(RECEIVED_ON, "Ref | Due\nA1 | soon\nLater\nWhen | No.\nsooner | A2")
    problems = collection.check().problems
    found = problems[problems.rule == "due_on_can_be_read"]
    assert list(zip(found.cell, found.found, strict=True)) == [("B2", "soon"), ("A5", "sooner")]


def test_a_name_in_many_cells_is_one_line_of_the_page(collection, monkeypatch):
    collection.layout("transport", PLAN)
    collection.plan(RECEIVED_ON, HEADINGS + "\n".join(f"A{n} | 1 | Mend {n} | Harbor Board" for n in range(1, 41)))
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    text = words(open_page("staff/90_problems.py", as_of="2026-12-31"))
    assert text.count("Harbor Board") == 2  # in the page's filter of agencies, and as what was found
    assert "D2, D3, D4, D5, D6, D7, D8, D9 and 32 more" in text and ", in " in text


@pytest.mark.parametrize(
    ("layout", "due"), [(PLAN, ""), (PLAN, "N/A"), (PLAN, "No  change"), (PLAN.replace('due_on = "Due"\n', ""), "")]
)
def test_a_first_date_that_nobody_can_read_is_one_problem_in_its_own_cell(layout, due, collection):
    """It stands for a due date that has not moved: nobody is asked to write there too, or asked twice."""
    collection.layout("transport", layout)
    headings = HEADINGS if layout == PLAN else HEADINGS.replace("| Due ", "")
    collection.plan(RECEIVED_ON, headings + f"A1 | 1 | Mend | | | ASAP | {due}")
    problems = collection.check().problems
    found = problems[problems.sentence.str.startswith("A date can be read")]
    assert list(zip(found.cell, found.found, strict=True)) == [("F2", "ASAP")]
