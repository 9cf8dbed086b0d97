"""The forms for a log of checks and a log of resolutions: what they contain, and how they are read on return."""

import tomllib
from datetime import date, datetime

import openpyxl
import pytest
from drawing import LAYOUT, LOG, rows, write_workbook
from forms import POST, PUBLISHER, came_back, column_of, edited, said
from office import saved_anew
from returns import positions
from test_resolutions import HEADINGS, MINUTES

from loaders.__main__ import main
from loaders.received.actor import Actor
from loaders.request.form_kind import KINDS, form_kind
from loaders.request.request import RequestDetails, request
from tracker.findings import NotReadable
from tracker.questions import problems
from tracker.terms import Kind

PLAN = """
Ref | Rec | Action | Due | Done | Status | Evidence | Reason
A1 | 1 | Mend the railing | d:2026-01-31 | d:2026-01-20 | Complete | Photographs |
A2 | 1 | Paint the steps | d:2026-01-31 | | Complete | Invoice |
A3 | 2 | Light the path | d:2026-03-31 | | In progress | |
A4 | 2 | Count the boats | d:2026-01-31 | d:2026-01-10 | Complete | List of boats |
"""
CHECKS = """
Agency | Ref | Found | Checker | On | Seen | Why
Department of Transport | A4 | Yes | Harbour Board | d:2026-02-10 | List of boats |
Department of Transport | A2 | No | Harbour Board | d:2026-02-11 | Invoice | It is unpaid
"""
MET = "d:2026-03-10"
MINUTE = f"""
{HEADINGS.strip()}
{MET} | 6a | Asked | Why so late? | Department of Transport; Harbour Board | A3; A1 | 2 | d:2026-04-10 | |
{MET} | 6b | Asked | Who counts? | Harbour Board | | | at the next meeting | The harbour master. | d:2026-03-20
{MET} | 7 | Noted | The report was noted. | | | | | |
"""


@pytest.fixture
def site(collection):
    """A plan, a log of checks and a log of resolutions, loaded."""
    collection.layout("transport", LAYOUT)
    collection.layout("board", f'agency = "Harbour Board"\n{LOG}')
    collection.layout("minutes", MINUTES)
    collection.plan("2026-02-01", PLAN)
    collection.log("2026-02-20", CHECKS)
    write_workbook(collection.received / "minutes" / "2026-03-25.xlsx", {"Log": MINUTE})
    collection.load()
    return collection


def asked(collection, sender: str, open_only: bool = False, kind: Kind | None = None):
    question = RequestDetails(sender, date(2027, 1, 8), Actor(POST), open_only, kind)
    out = collection.received.parent / "out"
    return request(question, collection.received, collection.built, out, PUBLISHER, collection.layouts)


def table_of(path, sheet: str) -> list[dict[str, object]]:
    """The rows of a form's table, by heading."""
    headings, *lines = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def filled(made, sheet: str, rows_: dict[int, dict[str, object]]):
    """The form with values put in, by row of the sheet (the first below the headings is 2) and heading."""

    def change(book):
        for row, values in rows_.items():
            for heading, value in values.items():
                book[sheet].cell(row, column_of(book[sheet], heading)).value = value

    return edited(made.path, change)


def findings(db, as_of="2026-05-01"):
    return {ref: found for ref, (found,) in positions(db, as_of, "verification").items()}


BEFORE = {"A1": "awaiting check", "A2": "insufficient", "A3": "not checked", "A4": "verified"}


def test_every_kind_of_form_is_one_file_and_its_names_are_its_own():
    assert KINDS == (Kind.ACTION, Kind.VERIFICATION, Kind.RESOLUTION)
    for kind in KINDS:
        form = form_kind(kind)
        headings = [column.heading for column in form.columns]
        assert form.kind == kind and len({*headings}) == len(headings)
        assert {*form.named, form.words, *form.days, *(form.reason_for or ())} <= {*form.columns}
        assert {*form.prefilled} - {"row_key"} <= {column.fills for column in form.columns}


# Checks


def test_a_checker_is_sent_what_agencies_report_complete(site):
    made = asked(site, "board")
    table = [row for row in table_of(made.path, "Checks") if row["Reference"]]
    assert [row["Reference"] for row in table] == ["A1", "A2", "A4"]
    first, second, third = table
    assert first["Evidence that it names"] == "Photographs" and first["What was found last"] is None
    assert first["What the agency reports"] == "Complete, on 20 January 2026; return of 1 February 2026"
    assert second["What was found last"] == "insufficient by Harbour Board, 11 February 2026"
    assert {row["Checked by (a body)"] for row in table} == {"Harbour Board"}
    assert {row["Finding"] for row in table} == {None} and third["Lead agency"] == "Department of Transport"
    assert "Subject: Actions to check, by 8 January 2027" in made.text
    assert "holds 3 actions reported complete, as known on 25 March 2026." in made.text


def test_a_form_for_a_checker_can_leave_out_verified_actions(site):
    made = asked(site, "board", open_only=True)
    assert [row.action_ref for row in made.form.rows if row.is_on_record] == ["A1", "A2"]
    assert "Checks of other actions stay as they are." in made.text


def test_the_findings_are_the_words_of_the_checker(site):
    book = openpyxl.load_workbook(asked(site, "board").path)
    (place,) = [*book.defined_names["Words"].destinations]
    words = [cell.value for (cell,) in book[place[0]][place[1]]]
    assert words == [*tomllib.loads(LOG)["verification"]] and words


def test_an_untouched_form_records_no_finding(site):
    made = asked(site, "board")
    db = came_back(site, made.path, sender="board")
    assert findings(db) == BEFORE
    assert said(db) == []


def test_a_checkers_findings_are_read_without_a_layout(site):
    made = asked(site, "board")
    found = {"Finding": "Yes", "Date checked": date(2026, 3, 30)}
    path = filled(made, "Checks", {2: {**found, "Evidence seen": "The railing"}})
    db = came_back(site, path, sender="board")
    assert findings(db) == BEFORE | {"A1": "verified"}
    assert said(db) == []
    (site.built / "CURRENT").unlink()
    assert findings(site.load()) == BEFORE | {"A1": "verified"}


def test_an_altered_reference_does_not_verify_another_action(site):
    made = asked(site, "board")
    found = {"Finding": "Yes", "Date checked": date(2026, 3, 30)}
    path = filled(made, "Checks", {2: {**found, "Evidence seen": "The railing", "Reference": "A3"}})
    db = came_back(site, path, sender="board")
    assert findings(db) == BEFORE | {"A1": "verified"}
    assert [(rule, found) for rule, _, found in said(db)] == [("locked_cell_is_as_sent", "A3")]


def test_sorted_rows_keep_their_findings(site):
    made = asked(site, "board")

    def turn(book):
        sheet = book["Checks"]
        one, two = ([cell.value for cell in sheet[row]] for row in (2, 4))
        for column, (first, second) in enumerate(zip(one, two, strict=True), start=1):
            sheet.cell(2, column).value, sheet.cell(4, column).value = second, first
        for heading, value in {
            "Finding": "No",
            "Date checked": date(2026, 3, 30),
            "Checked by (a body)": "Harbour Board",
            "Evidence seen": "List of boats",
            "Remarks": "Two boats are missing",
        }.items():
            sheet.cell(2, column_of(sheet, heading)).value = value

    db = came_back(site, edited(made.path, turn), sender="board")
    assert findings(db) == BEFORE | {"A4": "insufficient"}


def test_a_check_of_an_action_outside_the_form_is_read(site):
    made = asked(site, "board")
    row = {
        "Lead agency": "Department of Transport",
        "Reference": "A3",
        "Finding": "Yes",
        "Date checked": date(2026, 3, 30),
        "Evidence seen": "The path",
    }
    db = came_back(site, filled(made, "Checks", {5: row}), sender="board")
    assert findings(db) == BEFORE | {"A3": "verified"}


def test_a_removed_row_is_reported_and_withdraws_no_finding(site):
    db = came_back(site, edited(asked(site, "board").path, lambda book: book["Checks"].delete_rows(4)), sender="board")
    assert findings(db) == BEFORE
    assert ("form_has_all_rows", "", "removed: A4") in said(db)


def test_a_form_of_checks_does_not_affect_the_plan_of_its_sender(site):
    before = positions(site.load(), "2026-05-01", "state", "missing_since")
    db = came_back(site, asked(site, "board").path, sender="board")
    assert positions(db, "2026-05-01", "state", "missing_since") == before
    assert rows(db, "SELECT count(*) FROM row_asked_for") == [(0,)]


def test_a_form_of_checks_saved_by_another_program_is_read(site):
    made = asked(site, "board")
    found = {"Finding": "Yes", "Date checked": date(2026, 3, 30)}
    path = filled(made, "Checks", {2: {**found, "Evidence seen": "The railing"}})
    db = came_back(site, saved_anew(path, "ods"), sender="board")
    assert findings(db) == BEFORE | {"A1": "verified"}


# Resolutions


def answers(db, as_of="2026-05-01"):
    sql = "SELECT item, outcome, outcome_on::TEXT, withdrawn_on FROM resolution_on($as_of) ORDER BY item"
    return {item: (outcome, on, gone) for item, outcome, on, gone in rows(db, sql, as_of=date.fromisoformat(as_of))}


ANSWERED = {"6a": ("", None, None), "6b": ("The harbour master.", "2026-03-20", None), "7": ("", None, None)}


def test_a_committee_is_sent_its_resolutions(site):
    made = asked(site, "minutes")
    table = [row for row in table_of(made.path, "Resolutions") if row["Meeting"]]
    assert [(row["Meeting"], row["Item"], row["Kind"]) for row in table] == [
        (datetime(2026, 3, 10), "6a", "Asked"),
        (datetime(2026, 3, 10), "6b", "Asked"),
        (datetime(2026, 3, 10), "7", "Noted"),
    ]
    assert (table[0]["Of whom"], table[0]["Actions"]) == ("Department of Transport; Harbour Board", "A3; A1")
    assert (table[1]["Answer due"], table[1]["Answer"]) == ("at the next meeting", "The harbour master.")
    assert "holds 3 resolutions, as known on 25 March 2026." in made.text
    only = asked(site, "minutes", open_only=True)
    assert [row.label for row in only.form.rows if row.is_on_record] == ["10 March 2026, item 6a"]
    assert "holds 1 question without an answer on record" in only.text


def test_an_untouched_form_of_resolutions_changes_nothing(site):
    before = rows(site.load(), "SELECT * EXCLUDE (file_id, sheet, row_number, received_on) FROM resolution_on($on)",
                  on=date(2026, 5, 1))  # fmt: skip
    db = came_back(site, asked(site, "minutes").path, sender="minutes")
    assert answers(db) == ANSWERED
    assert len(before) == 3 and said(db) == []


def test_an_answer_is_read_beside_its_question(site):
    made = asked(site, "minutes")
    path = filled(made, "Resolutions", {2: {"Answer": "Rain.", "Answered on": date(2026, 4, 2)}})
    db = came_back(site, path, sender="minutes", on="2026-04-10")
    assert answers(db) == ANSWERED | {"6a": ("Rain.", "2026-04-02", None)}
    (asked_of,) = rows(
        db, "SELECT asked_of, action_refs FROM resolution_on($on) WHERE item = '6a'", on=date(2026, 5, 1)
    )
    assert asked_of == (["Department of Transport", "Harbour Board"], ["A3", "A1"])
    assert said(db) == []


def test_a_new_resolution_is_read_from_an_empty_row(site):
    made = asked(site, "minutes", open_only=True)
    row = {"Meeting": date(2026, 4, 7), "Item": "3", "Kind": "Noted", "Asked or resolved": "The path was noted."}
    db = came_back(site, filled(made, "Resolutions", {3: row}), sender="minutes", on="2026-04-10")
    assert answers(db) == ANSWERED | {"3": ("", None, None)}


def test_an_altered_question_is_reported(site):
    made = asked(site, "minutes")
    path = filled(
        made,
        "Resolutions",
        {2: {"Answer": "Rain.", "Answered on": date(2026, 4, 2), "Asked or resolved": "Why so soon?"}},
    )
    db = came_back(site, path, sender="minutes", on="2026-04-10")
    assert [(rule, found) for rule, _, found in said(db)] == [("locked_cell_is_as_sent", "Why so soon?")]


# Who is asked for what


def test_no_body_is_asked_for_a_log_that_it_does_not_keep(site):
    assert asked(site, "transport").form.kind == "action"
    with pytest.raises(NotReadable, match=r"transport\.toml reads no verifications that its sender keeps"):
        asked(site, "transport", kind=Kind.VERIFICATION)


def test_the_command_asks_for_a_log(site, capsys):
    out = site.received.parent / "to send"
    words = ["request", str(site.received), "--sender", "board", "--due", "2027-01-08", "--out", str(out), "--open"]
    places = ["--built", str(site.built), "--layouts", str(site.layouts)]
    assert main([*words, *places, "--kind", "verification"]) == 0
    assert "Subject: Actions to check" in capsys.readouterr().out
    assert main([*words, *places, "--kind", "action"]) == 2
    assert "reads no actions that its sender keeps" in capsys.readouterr().err


def test_a_late_form_withdraws_no_answer(site):
    made = asked(site, "minutes")
    answered = f"{HEADINGS}{MET} | 6a | Asked | Why so late? | Department of Transport | A1 | | d:2026-04-10 | Rain. | "
    write_workbook(site.received / "minutes" / "2026-04-05.xlsx", {"Log": answered + "d:2026-04-02"})
    db = came_back(site, made.path, sender="minutes", on="2026-04-10")
    assert answers(db)["6a"] == ("Rain.", "2026-04-02", None)
    assert [rule for rule, *_ in said(db)] == ["form_follows_the_last_return"]


def test_a_new_check_in_a_form_is_not_assigned_to_a_review_that_it_does_not_name(site):
    """The reference occurs in the plans of two reviews, so nobody can say which one is meant."""
    site.layout("pier", LAYOUT.replace("Harbour Review", "Pier Review").replace("transport", "pier"))
    site.plan("2026-03-01", PLAN.replace("A3 | 2", "A3 | 3").replace("Complete", "In progress"), sender="pier")
    site.load()
    made = asked(site, "board")
    assert "Review" in table_of(made.path, "Checks")[0]
    row = {"Lead agency": "Department of Transport", "Reference": "A3", "Finding": "Yes", "Evidence seen": "A path"}
    path = filled(made, "Checks", {5: {**row, "Date checked": date(2026, 3, 30)}})
    db = came_back(site, path, sender="board")
    assert rows(db, "SELECT count(*) FROM check_on(DATE '2026-05-01') WHERE evidence = 'A path'") == [(0,)]
    assert "verification_is_of_a_known_action" in [rule for rule, *_ in said(db)]


def test_an_altered_grey_cell_is_reported_even_if_nothing_else_changed(site):
    db = came_back(
        site, filled(asked(site, "minutes"), "Resolutions", {2: {"Answer due": date(2026, 6, 1)}}), sender="minutes"
    )
    assert ("locked_cell_is_as_sent", "I2", "2026-06-01") in said(db)


def test_an_answer_to_one_of_two_questions_under_an_item_is_read(collection):
    collection.layout("transport", LAYOUT)
    collection.layout("minutes", MINUTES)
    collection.plan("2026-02-01", PLAN)
    asked_twice = f"{MET} | 6 | Asked | Why so late? | | A3 | | | |\n{MET} | 6 | Asked | Who counts? | | A1 | | | |"
    write_workbook(collection.received / "minutes" / "2026-03-25.xlsx", {"Log": f"{HEADINGS}{asked_twice}"})
    collection.load()
    made = asked(collection, "minutes", open_only=True)
    words = [row["Asked or resolved"] for row in table_of(made.path, "Resolutions")][:2]
    path = filled(made, "Resolutions", {2: {"Answer": "Rain.", "Answered on": date(2026, 4, 2)}})
    db = came_back(collection, path, sender="minutes", on="2026-04-10")
    told = rows(db, "SELECT minute, outcome FROM resolution_on(DATE '2026-05-01') ORDER BY outcome DESC")
    assert told == [(words[0], "Rain."), (words[1], "")]


BOTH = """
agency = "Harbour Board"
review = "Harbour Review"
illustrative = true
dates = "day first"

[[sheets]]
fills = "action"
sheet = "Plan"
[sheets.columns]
action_ref = "Ref"
recommendation_ref = "Rec"
action = "Action"
due_on = "Due"
completed_on = "Done"
reported_status = "Status"
evidence = "Evidence"
reason = "Reason"
[sheets.reported_status]
"Complete" = "reported complete"
"In progress" = "in progress"

[[sheets]]
fills = "verification"
sheet = "Log"
[sheets.columns]
agency = "Agency"
action_ref = "Ref"
verification = "Found"
checker = "Checker"
checked_on = "On"
evidence = "Seen"
reason = "Why"
[sheets.verification]
"Yes" = "verified"
"No" = "insufficient"
"""


def test_the_plan_of_a_sender_stays_with_its_problems_when_its_form_of_checks_comes(collection):
    collection.layout("transport", LAYOUT)
    collection.layout("board", BOTH)
    collection.plan("2026-02-01", PLAN)
    own = PLAN.replace("A", "H").replace("d:2026-03-31", "some day").replace("Hction", "Action")
    write_workbook(collection.received / "board" / "2026-03-02.xlsx", {"Plan": own, "Log": CHECKS})
    before = collection.load()

    def stands(db) -> list[tuple[str, str, str]]:
        return [(row.path, row.rule, row.found) for row in problems.rows(db, date(2026, 5, 1))]

    stood, told = stands(before), positions(before, "2026-05-01", "state", "missing_since")
    assert ("board/2026-03-02.xlsx", "due_on_can_be_read", "some day") in stood
    db = came_back(collection, asked(collection, "board", kind=Kind.VERIFICATION).path, sender="board")
    assert positions(db, "2026-05-01", "state", "missing_since") == told
    assert stands(db) == stood
