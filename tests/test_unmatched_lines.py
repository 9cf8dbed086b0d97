"""Lines of a layout that match nothing in a file are reported, and lines that match something are not."""

import pytest
from one_plan import PLAN, read

LINES = """
agency = "Harbour Board"
stops_at = "Key"
not_read = ["Remarks", "Owner"]
leave_out = ["For example", "Give the date…"]
fillers = ["Text field", "tbd by lead"]
{plan}
agency = "Lead"
reported_status = "Status"
supporting_agencies = "With"
[split]
supporting_agencies = ";"
[agencies]
"HB" = "Harbour Board"
"DoT" = "Department of Transport"
"Harbor Office" = "Harbour Office"
[reported_status]
"Open" = "in progress"
[colours]
"00B050" = "Open"
"FF0000" = "Open"
"""
LAYOUT = LINES.format(plan=PLAN)
EVERY = """
Ref | Action           | Due        | Lead | Status   | With               | Remarks | Owner
A0  | For example      | 1/2/2026   |      |          |                    |         |
Give the date here |   |            |      |          |                    |         |
A1  | Mend             | 1/2/2026   | HB   | Open     | Harbor Office; DoT | x       |
A2  | Text field       | 1/2/2026   | DoT  | {00B050} |                    | x       |
A3  | tbd by lead      | 1/2/2026   |      | {FF0000} |                    | x       |
Key | green is done
"""


def lines_without_a_match(workbook, table: str, layout: str = LAYOUT, **others: str) -> str:
    sheets = read(workbook(Plan=table, **others), layout)
    return "; ".join(one.found for sheet in sheets for one in sheet.problems if one.rule == "layout_lines_match")


def test_a_layout_whose_lines_all_match_says_nothing(workbook):
    assert lines_without_a_match(workbook, EVERY) == ""


@pytest.mark.parametrize(
    ("here", "instead", "said"),
    [
        ("Key | green", "Keys | green", "stops_at: Key"),
        ("| Owner", "| Head", "not_read: Owner"),
        ("For example", "Example", "leave_out: For example"),
        ("Give the date here", "The date here", "leave_out: Give the date…"),
        ("tbd by lead", "Sweep", "fillers: tbd by lead"),
        ("Harbor Office; ", "", "agencies: Harbor Office"),
        ("{FF0000}", "{FFC000}", "colours: red (FF0000)"),
    ],
)
def test_each_kind_of_line_is_said_where_it_matches_nothing(workbook, here, instead, said):
    assert here in EVERY
    assert lines_without_a_match(workbook, EVERY.replace(here, instead)) == said


def test_a_line_that_matches_in_another_sheet_of_the_file_is_right(workbook):
    layout = LAYOUT.replace('sheet = "Plan"', 'sheet = ["Plan", "Other"]')
    assert lines_without_a_match(workbook, EVERY.replace("Harbor Office; ", ""), layout, Other=EVERY) == ""
