"""What is reported where a rule needs a column that the layout does not name or the workbook does not have."""

import pytest
from rule_files import HEADINGS, PLAN, problems_of

from tracker.terms import Kind, Severity, WhoActs

COMPLETE = """A1 | 1 | Mend  | | | | | 1/3/2026 | Complete | Minute 4 |
A2 | 1 | Paint | | | | | 1/3/2026 | Complete | Minute 5 |"""


def test_a_column_that_the_layout_does_not_name_is_one_problem_for_the_data_officer(collection):
    """The sender has filled the column in, so the problem is not for the sender."""
    layout, table = (
        PLAN.replace('evidence = "Evidence"\n', ""),
        HEADINGS.replace("Evidence", "Evidence held") + COMPLETE,
    )
    (problem,) = problems_of(collection, layout, table, "complete_names_evidence")
    assert (problem["cell"], problem["found"]) == ("", "no such column")
    assert problem["who_acts"] == WhoActs.DATA_OFFICER
    assert problem["to_do"] == (
        "Name the column for “Evidence” in the layout. Nearest: “Evidence held” (column J). If the workbook has none, "
        "ask the agency to add it and to fill it for A1 and A2."
    )


def test_a_column_that_is_unread_on_purpose_or_blank_is_for_the_data_officer(collection):
    layout = 'not_read = "Evidence held"\n' + PLAN.replace('evidence = "Evidence"\n', "")
    for cells in (COMPLETE, COMPLETE.replace("Minute 4", "").replace("Minute 5", "")):
        table = HEADINGS.replace("Evidence", "Evidence held") + cells
        (problem,) = problems_of(collection, layout, table, "complete_names_evidence")
        assert problem["who_acts"] == WhoActs.DATA_OFFICER and "Nearest: “Evidence held”" in problem["to_do"]


def test_a_column_with_a_heading_like_none_of_ours_is_named_too(collection):
    layout, table = PLAN.replace('evidence = "Evidence"\n', ""), HEADINGS.replace("Evidence", "Zzz") + COMPLETE
    (problem,) = problems_of(collection, layout, table, "complete_names_evidence")
    assert "Not read: “Zzz” (column J)." in problem["to_do"]


@pytest.mark.parametrize(
    "rows", [COMPLETE, "\n".join(f"B{n} | 1 | Mend | | | | | 1/3/2026 | Complete" for n in range(15))]
)
def test_a_column_that_the_workbook_lacks_is_asked_for_once(collection, rows):
    layout = PLAN.replace('evidence = "Evidence"\n', "")
    table = HEADINGS.replace("Evidence | ", "") + rows.replace(" Minute 4 |", "").replace(" Minute 5 |", "")
    (problem,) = problems_of(collection, layout, table, "complete_names_evidence")
    refs = "A1 and A2" if rows == COMPLETE else f"{', '.join(f'B{n}' for n in range(12))} and 3 more"
    assert problem["to_do"] == f"Add a column “Evidence” and fill it for {refs}."
    assert problem["who_acts"] == WhoActs.SENDER


def test_a_missing_column_refuses_each_row_with_one_instruction(collection):
    layout, table = PLAN.replace('action_ref = "Ref"\n', ""), HEADINGS.replace("Ref", "Risk ID", 1) + COMPLETE
    problem, other = problems_of(collection, layout, table, "reference_is_present")
    assert (problem["to_do"], problem["row_number"], other["row_number"]) == (other["to_do"], 2, 3)
    assert problem["severity"] == Severity.REFUSED and problem["who_acts"] == WhoActs.DATA_OFFICER
    assert "“Risk ID” (column A)" in problem["to_do"] and "row 2 and row 3" in problem["to_do"]
    assert list(collection.check().rows[Kind.ACTION].is_refused) == [True, True]


def test_a_wrong_value_that_the_layout_gives_every_row_is_one_problem_for_the_data_officer(collection):
    layout = PLAN.replace('agency = "Agency"\n', "").replace("[split]", '[always]\nagency = "Harbor Board"\n[split]')
    table = HEADINGS.replace("Agency | ", "") + "A1 | 1 | Mend\nA2 | 1 | Paint"
    (problem,) = problems_of(collection, layout, table, "agency_is_known")
    assert (problem["found"], problem["cell"]) == ("Harbor Board", "")
    assert problem["who_acts"] == WhoActs.DATA_OFFICER
