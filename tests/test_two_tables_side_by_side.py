"""Two tables of actions side by side on one sheet: a row holds an action of each, never taken for one another."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import pytest
from drawing import Collection

from loaders.publishing.proofs import private_equality
from tracker import store
from tracker.questions import problems

HEADINGS = "Ref | Rec | Action | Owner | Due | Status"
ESTATES = f"""{HEADINGS}
A1 | 1 | Mend the lamps  | Head of Estates | soonish      | In progress
A2 | 1 | Paint the doors | Head of Estates | d:2026-04-01 | In progress"""
WORKS = f"""{HEADINGS}
B1 | 1 | Train the crew | Head of Works | d:2026-03-02 | In progress
B2 | 1 | Write a course | Head of Works | whenever     | In progress"""
PLAN = "\n".join(" | | ".join(both) for both in zip(ESTATES.split("\n"), WORKS.split("\n"), strict=True))
TABLE = """
[[sheets]]
fills = "action"
sheet = "Plan"
header_row = 1
[sheets.columns]
action_ref = "column {}: Ref"
recommendation_ref = "column {}: Rec"
action = "column {}: Action"
owner = "column {}: Owner"
due_on = "column {}: Due"
reported_status = "column {}: Status"
[sheets.reported_status]
"In progress" = "in progress"
"""
LAYOUT = 'agency = "Department of Transport"\nreview = "Harbour Review"\nillustrative = true\ndates = "day first"\n' + (
    TABLE.format(*"ABCDEF") + TABLE.format(*"HIJKLM")
)


@pytest.fixture
def two_tables(collection: Collection) -> Collection:
    collection.layout("transport", LAYOUT)
    collection.plan("2026-01-31", PLAN)
    return collection


def test_a_problem_names_both_actions_of_its_row(two_tables):
    found = problems.of_file(two_tables.load(), date(2026, 2, 1), "transport/2026-01-31.xlsx")
    due = [(one.cell, one.ref) for one in found if one.rule == "due_on_can_be_read"]
    assert due == [("E2", "A1 or B1"), ("L3", "A2 or B2")]


@pytest.mark.parametrize(("third", "ref"), [("A2", "A2 or B2"), ("C2", "A2 or B2 or C2")])
def test_each_reference_of_a_row_is_named_once_however_many_tables_have_it(collection, third, ref):
    more = ESTATES.replace("A1", "C1").replace("A2", third).replace("soonish", "d:2026-05-01").split("\n")
    collection.layout("transport", LAYOUT + TABLE.format(*"OPQRST"))
    collection.plan("2026-01-31", "\n".join(map(" | | ".join, zip(PLAN.split("\n"), more, strict=True))))
    found = problems.of_file(collection.load(), date(2026, 2, 1), "transport/2026-01-31.xlsx")
    assert [(one.cell, one.ref) for one in found if one.rule == "due_on_can_be_read"][1] == ("L3", ref)


def test_the_copies_that_prove_a_publication_keep_each_action_in_its_row(two_tables, tmp_path):
    two_tables.load()
    for is_changing in (True, False):
        copy = tmp_path / f"{is_changing}.duckdb"
        private_equality.vary(store.current(two_tables.built), copy, is_changing)
        with store.read_only(copy) as db:
            found = db.execute(ACTIONS_OF_ROWS).fetchall()
            assert found == [(2, "A1"), (2, "B1"), (3, "A2"), (3, "B2")]


ACTIONS_OF_ROWS = """
    SELECT row_number, action_ref
    FROM row_received
    JOIN action_version USING (version_id)
    JOIN action USING (action_id)
    ORDER BY ALL
"""
