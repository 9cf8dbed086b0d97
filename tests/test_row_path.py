"""One row followed from its cells to the answer of a question: read, check, store, ask."""

from datetime import date

import pytest
from drawing import LAYOUT, rows

from checks.judge import check
from loaders.load.build import build
from loaders.load.read import read_all
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from tracker import store
from tracker.measure import Measure
from tracker.questions import action, actions
from tracker.terms import Kind, Severity

PLAN = """
Harbour Town: action plan
Ref    | Rec | Action                  | Due           | Done | Status      | Evidence | Reason
A60.1  | 7   | Light the pier          | d:2026-12-31  |      | In progress |          |           # beside it
A60.10 | 7   | Mend the harbour railing | 31st March 2026 |    | In progress |          | Wet paint # the row followed
"""
REGISTER = "Rec | Recommendation | Agency | Response\n6 | Sweep the quay | Department of Transport | Accepted"
RAILING, ROW = "A60.10", 4


@pytest.fixture
def received(collection):
    collection.layout("transport", "header_row = 2\n" + LAYOUT)
    collection.plan("2026-02-01", PLAN)
    collection.register("2026-01-15", REGISTER)
    return collection


def test_read(received):
    layout = read_layout(received.layouts / "transport.toml")
    (sheet,) = read_sheets(received.received / "transport" / "2026-02-01.xlsx", layout)
    row = sheet.rows.loc[ROW]
    assert (row.action_ref, row.recommendation_ref, row.action) == (RAILING, ["7"], "Mend the harbour railing")
    assert (row.due_on.date(), row.due_on_precision, row.reported_status) == (date(2026, 3, 31), "day", "in progress")
    assert (row.agency, row.review) == ("Department of Transport", "Harbour Review")
    assert (sheet.words.due_on[ROW], sheet.letters["due_on"]) == ("31st March 2026", "D")


def test_check(received):
    checked = check(list(read_all(received.received, received.layouts)))
    stored = checked.rows[Kind.ACTION]
    (row,) = stored[stored.action_ref == RAILING].to_dict("records")
    assert (row["row_number"], row["is_refused"], row["recommendation_is_known"]) == (ROW, False, False)
    problems = checked.problems[checked.problems.row_number == ROW]
    assert problems[["cell", "found", "severity", "rule"]].values.tolist() == [
        [f"B{ROW}", "7", Severity.WARNING, "action_answers_a_known_recommendation"],
        [f"A{ROW}", RAILING, Severity.NOTICE, "reference_differs_by_more_than_a_zero"],
    ]


def test_store(received):
    files = list(read_all(received.received, received.layouts))
    db = store.connect(build(received.built, files))
    (row,) = rows(
        db,
        """
        SELECT path, sheet, row_number, letter, words['due_on'] AS words, due_on
        FROM row_received
        JOIN action_version USING (version_id)
        JOIN action USING (action_id)
        JOIN sheet_column c USING (file_id, sheet)
        JOIN file_received USING (file_id)
        WHERE action_ref = $ref AND c.name = 'due_on'
        """,
        ref=RAILING,
    )
    assert row == ("transport/2026-02-01.xlsx", "Plan", ROW, "D", "31st March 2026", date(2026, 3, 31))


def test_ask(received):
    db = received.load()
    (late,) = actions.rows(db, date(2026, 4, 10), measure=Measure.OVERDUE)
    assert (late.action_ref, late.state, late.days_overdue, late.due_words) == (
        RAILING,
        "Overdue",
        10,
        "31st March 2026",
    )
    assert actions.rows(db, date(2026, 3, 31), measure=Measure.OVERDUE) == ()
    cell = action.cells(db, date(2026, 4, 10), late.action_id)[3]
    assert (cell.heading, cell.cell, cell.words) == ("Due", f"D{ROW}", "31st March 2026")
    assert action.source(db, date(2026, 4, 10), late.action_id).path == "transport/2026-02-01.xlsx"
