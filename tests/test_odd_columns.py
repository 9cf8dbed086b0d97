"""How a date in two columns, and a completion date in place of a status, are read and stored."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import pytest
from drawing import rows

from loaders.mapping.read_layout import read_layout
from tracker.findings import NotReadable

LAYOUT = """
agency = "Department of Transport"
fills = "action"
review = "Harbour Review"
illustrative = true
sheet = "Plan"
dates = "day first"
years = "financial"
closed_by_date = true
year_in = { due_on = "Year" }

[columns]
action_ref = "Ref"
action = "Action"
due_on = "Quarter"
completed_on = "Closed"
reported_status = "Status"

[reported_status]
"Open" = "in progress"
"""
PLAN = """
Ref | Action | Quarter | Year | Closed | Status
A1 | Train | Q3 | 2025/26 | |
A2 | Tell | Q1 | n:2026 | 20/01/2026 |
A3 | Ask | | 2026/27 | 21/01/2026 | Open
A4 | Test | March | ^ | soon |
A5 | Write | Q2 | | |
A6 | Print | TBC | later | |
"""


def test_a_quarter_and_its_year_are_read_and_kept_as_one(collection):
    collection.layout("transport", LAYOUT)
    collection.plan("2026-03-31", PLAN)
    db = collection.load()
    sql = (
        "SELECT action_ref, due_on, due_on_precision, words['due_on'] FROM action_version JOIN action USING (action_id)"
    )
    assert sorted(rows(db, sql)) == [
        ("A1", date(2025, 12, 31), "quarter", "Q3 2025/26"),
        ("A2", date(2026, 6, 30), "quarter", "Q1 2026"),
        ("A3", date(2027, 3, 31), "year", "2026/27"),
        ("A4", None, "unreadable", "March 2026/27"),
        ("A5", None, "unreadable", "Q2"),
        ("A6", None, "unreadable", "TBC later"),
    ]


def test_a_date_of_closure_says_complete_where_no_status_is_written(collection):
    collection.layout("transport", LAYOUT)
    collection.plan("2026-03-31", PLAN)
    found = collection.check().rows["action"].set_index("action_ref").reported_status.to_dict()
    assert found == {
        "A1": "not reported",
        "A2": "reported complete",
        "A3": "in progress",
        "A4": "not reported",
        "A5": "not reported",
        "A6": "not reported",
    }


@pytest.mark.parametrize(
    ("found", "instead", "sentence"),
    [
        ('due_on = "Year"', 'action = "Year"', "year_in: found 'action', but it must be a column of dates: "),
        (
            'due_on = "Year"',
            'original_due_on = "Year"',
            "year_in: found 'original_due_on', but it must be a column of ",
        ),
        ('completed_on = "Closed"', "", "closed_by_date: found True, but it must be with a heading for completed_on"),
        ('"Year" }', '"Year" }\nnot_read = "Year"', "not_read: found 'Year', but it must be a heading that [columns]"),
    ],
)
def test_what_cannot_be_meant_is_refused(tmp_path, found, instead, sentence):
    (tmp_path / "transport.toml").write_text(LAYOUT.replace(found, instead), encoding="utf-8")
    with pytest.raises(NotReadable) as refused:
        read_layout(tmp_path / "transport.toml")
    assert sentence in str(refused.value)
