"""A form that comes back is read by its record: each row is the action that it was made for."""

from datetime import date

import msgspec
import openpyxl
import pytest
from drawing import rows
from forms import FULL, PLAN, asked, began, came_back, cell_of, changed, column_of, edited, filled_in, said
from office import saved_anew
from returns import position, positions

from loaders.__main__ import main
from loaders.received import request_log
from loaders.received.fingerprints import sha256
from tracker.open_problems import known_on
from tracker.questions.problems import counts

WHERE = ("state", "due_on", "first_due_on", "missing_since", "not_in_return_on")


@pytest.fixture
def made(collection):
    began(collection)
    return asked(collection)


def test_a_form_that_comes_back_untouched_changes_nothing_and_raises_nothing(made, collection):
    before = positions(collection.load(), "2026-03-31", *WHERE)
    db = came_back(collection, made.path)
    assert changed(db) == [] and said(db) == []
    assert positions(db, "2026-04-01", *WHERE) == before


FILLED = {
    ("A1", "Status"): "Complete",
    ("A1", "Date completed"): date(2026, 3, 20),
    ("A1", "Evidence"): "Certificate 12",
    ("A2", "Status"): "In progress",
    ("A2", "New date"): date(2027, 6, 30),
    ("A2", "Reason"): "The paint came late",
    ("A2", "What it waits for"): "The Harbour Board",
    ("A2", "Supporting bodies"): "Harbour Board; Fishing Board",
    ("", "Status"): "Not started",
    ("", "Action"): "Ask them at the harbour",
    ("", "Current date"): date(2026, 12, 31),
    ("", "Reference"): "A5",
}


def check_filled(db, what=WHERE[:3]):
    assert positions(db, "2026-04-01", *what) == {
        "A1": ("Reported complete, not verified", "2027-03-31", "2027-03-31"),
        "A2": ("Open", "2027-06-30", "2027-03-31"),
        "A3": ("Reported complete, not verified", "2026-01-31", "2026-01-31"),
        "A4": ("Closed, not done", None, None),
        "A5": ("Open", "2026-12-31", "2026-12-31"),
    }
    assert changed(db) == [
        ("A1", "reported complete, evidence named", "in progress", "reported complete"),
        ("A2", "date moved later", "2027-03-31", "2027-06-30"),
        ("A2", "status changed", "not started", "in progress"),
        ("A2", "supporting agencies changed", "", "Fishing Board, Harbour Board"),
        ("A5", "first recorded", "", "2026-12-31"),
    ]
    ((waits,),) = rows(db, "SELECT words['waits_for'] FROM position_on(DATE '2026-04-01') WHERE action_ref = 'A2'")
    assert waits == "The Harbour Board"


def test_what_was_filled_in_is_read_without_a_layout(made, collection):
    db = came_back(collection, filled_in(made.path, FILLED))
    check_filled(db)
    assert said(db) == []


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_form_saved_by_libreoffice_gives_the_same(made, collection, ending):
    db = came_back(collection, saved_anew(filled_in(made.path, FILLED), ending))
    check_filled(db)
    assert [rule for rule, *_ in said(db) if rule != "file_facts"] == []


def test_a_form_opened_and_saved_by_libreoffice_first_gives_the_same(made, collection):
    db = came_back(collection, filled_in(saved_anew(made.path), FILLED))
    check_filled(db)
    assert [rule for rule, *_ in said(db) if rule != "file_facts"] == []


def test_the_sheet_shows_in_libreoffice_that_a_reason_is_missing(made):
    book = openpyxl.load_workbook(saved_anew(filled_in(made.path, {("A1", "New date"): date(2027, 9, 30)})))
    sheet = book["Actions"]
    (area,) = sheet.conditional_formatting
    assert cell_of(sheet, "A1", "Reason").coordinate in area.sqref
    assert sheet.protection.sheet and book["Form"].sheet_state == "hidden"
    assert {one.type for one in sheet.data_validations.dataValidation} == {"list", "date"}


def test_rows_may_be_sorted_and_columns_moved_in_between(made, collection):
    def sort(book):
        sheet = book["Actions"]
        for column in sheet.iter_cols(min_row=2, max_row=5):
            values = [cell.value for cell in column]
            for cell, value in zip(column, reversed(values), strict=True):
                cell.value = value
        sheet.insert_rows(1, 2)
        sheet.title = "Our actions"

    db = came_back(collection, edited(filled_in(made.path, FILLED), sort))
    check_filled(db)
    assert said(db) == []


def test_a_new_date_without_a_reason_is_reported_with_its_cell(made, collection):
    path = filled_in(made.path, {("A1", "New date"): date(2027, 9, 30)})
    db = came_back(collection, path)
    assert said(db) == [("moved_date_has_a_reason", "L2", "")]
    assert position(db, "2026-04-01", "due_on", "first_due_on") == ("2027-09-30", "2027-03-31")


def test_an_older_form_is_read_and_reported(made, collection):
    newer = asked(collection)
    db = came_back(collection, filled_in(made.path, {("A1", "Status"): "Complete"}))
    older = [one for one in said(db) if one[0] == "form_is_the_newest"]
    assert older == [("form_is_the_newest", "A2", made.form.form)]
    assert position(db, "2026-04-01", "state") == ("Reported complete, not verified",)
    db = came_back(collection, newer.path, "2026-04-02")
    assert [one for one in said(db) if one[0] == "form_is_the_newest"] == []


def test_a_return_that_came_in_between_is_reported(made, collection):
    collection.plan("2026-03-15", PLAN.replace("d:2027-03-31", "d:2027-06-30"))
    collection.load()
    db = came_back(collection, made.path)
    assert said(db) == [("form_follows_the_last_return", "A2", made.form.form)]
    ((sentence,),) = rows(db, "SELECT sentence FROM problem WHERE rule = 'form_follows_the_last_return'")
    assert sentence.startswith("A return of 15 March 2026 came after this form was made.")


def test_a_form_made_after_the_return_reports_no_return_in_between(made, collection):
    came_back(collection, made.path)
    asked(collection)
    (collection.built / "CURRENT").unlink()  # so that every file is read again
    assert said(collection.load()) == []


def test_rows_that_share_a_reference_come_back_as_the_same_actions(collection):
    twice = PLAN + "A1 | 3 | Hold a meeting | | d:2026-12-31 | | In progress | | |\n"
    began(collection, twice)
    made = asked(collection)

    def change(book):
        sheet = book["Actions"]
        for row in range(2, 8):
            if sheet.cell(row, column_of(sheet, "Action")).value == "Hold a meeting":
                sheet.cell(row, column_of(sheet, "Status")).value = "Complete"

    db = came_back(collection, edited(made.path, change))
    assert {ref: state for ref, (state,) in positions(db, "2026-04-01", "state").items()} == {
        "A1": "Open",
        "A1 (2)": "Reported complete, not verified",
        "A2": "Open",
        "A3": "Reported complete, not verified",
        "A4": "Closed, not done",
    }
    assert {ref for ref, *_ in changed(db)} == {"A1 (2)"}
    assert [one for one in said(db) if not one[0].startswith("complete")] == []


def test_a_plan_that_numbers_nothing_gets_its_rows_back(collection):
    layout = FULL.replace('action_ref = "Ref"\n', "").replace("[columns]", 'numbered_by = "action"\n[columns]', 1)
    began(collection, layout=layout)
    made = asked(collection)
    names = [row.action_ref for row in made.form.rows if row.action_ref]
    assert names == ["2026-03-01/2", "2026-03-01/3", "2026-03-01/4", "2026-03-01/5"]
    db = came_back(collection, filled_in(made.path, {(names[0], "Status"): "Complete"}))
    assert [(ref, change) for ref, change, *_ in changed(db)] == [(names[0], "reported complete, no evidence named")]
    collection.plan("2026-05-01", PLAN)  # its own workbook again
    db = collection.load()
    assert {ref for ref, change, *_ in changed(db) if change == "first recorded"} == set()


def test_loading_one_by_one_gives_the_same_as_all_at_once(made, collection):
    db = came_back(collection, filled_in(made.path, FILLED))
    one_by_one = positions(db, "2026-12-31", *WHERE), changed(db), said(db)
    (collection.built / "CURRENT").unlink()
    db = collection.load()
    assert (positions(db, "2026-12-31", *WHERE), changed(db), said(db)) == one_by_one


def test_a_lead_agency_that_was_not_stated_may_be_stated_and_stays_so_otherwise(collection):
    layout = FULL.replace('owner = "Owner"', 'agency = "Owner"')
    plan = PLAN.replace("Head of works", "").replace("Head of boats", "Harbour Board").replace("Head of light", "")
    began(collection, plan.replace("Head of", "Department of"), layout)
    made = asked(collection)
    sheet = openpyxl.load_workbook(made.path)["Actions"]
    leads = [cell_of(sheet, ref, "Lead agency") for ref in ("A1", "A3", "A4")]
    assert [(cell.value, cell.protection.locked) for cell in leads] == [
        (None, False), (None, False), ("Harbour Board", True)
    ]  # fmt: skip
    db = came_back(collection, filled_in(made.path, {("A3", "Lead agency"): "Harbour Board"}))
    found = positions(db, "2026-04-01", "agency")
    assert [found[ref] for ref in ("A1", "A3", "A4")] == [("Lead not stated",), ("Harbour Board",), ("Harbour Board",)]
    assert [one for one in said(db) if one[0].startswith(("locked", "form", "key"))] == []


def test_a_form_of_open_actions_reports_only_on_its_own_rows(collection):
    began(collection)
    db = came_back(collection, asked(collection, open_only=True).path)
    assert changed(db) == []
    assert positions(db, "2026-04-01", "state", "missing_since", "not_in_return_on") == {
        "A1": ("Open", None, None),
        "A2": ("Open", None, None),
        "A3": ("Reported complete, not verified", None, "2026-04-01"),
        "A4": ("Closed, not done", None, "2026-04-01"),
    }
    collection.plan("2026-05-01", PLAN)
    db = collection.load()
    assert changed(db) == []
    assert positions(db, "2026-05-01", "not_in_return_on")["A3"] == (None,)


def test_a_form_has_no_room_for_a_comment_and_withdraws_none(collection):
    comment = '[[sheets]]\n[[sheets]]\nfills = "comment"\nsheet = "Comment"\ncolumns = { comment = "Words" }\n'
    began(collection, layout=FULL + comment, comment="Words\nWe are short of paint")
    db = came_back(collection, asked(collection).path)
    assert rows(db, "SELECT comment FROM comment_on(DATE '2026-04-01')") == [("We are short of paint",)]


def test_a_row_that_was_refused_in_the_plan_still_stands_when_a_form_comes(collection):
    db = began(collection, PLAN + "   | 3 | Ask them | | | | In progress | | |\n")
    before = counts(db, date(2026, 3, 31))
    assert before.rows_refused == 1
    db = came_back(collection, asked(collection).path)
    assert counts(db, date(2026, 4, 1)) == before
    sql = f"SELECT rule FROM ({known_on('$as_of')}) WHERE severity = 'row refused'"
    assert rows(db, sql, as_of=date(2026, 4, 1)) == [("reference_is_present",)]


def test_the_form_of_another_sender_is_refused(made, collection, capsys):
    collection.layout("works", FULL)
    words = ["receive", str(made.path), "--sender", "works", "--on", "2026-04-01"]
    folders = ["--received", str(collection.received), "--layouts", str(collection.layouts)]
    assert main([*words, *folders]) == 2
    assert "which was made for “transport”. Receive it from that sender, not “works”." in capsys.readouterr().err
    db = came_back(collection, made.path, sender="works")
    ((rule, _, found),) = said(db)
    assert (rule, found) == ("file_can_be_read", "works/2026-04-01.xlsx")


def test_a_form_of_a_later_version_is_refused_by_name(made, collection):
    later = b'{"version": 2, "form": "of another shape"}\n'
    record = msgspec.structs.replace(made.record, line_sha256=sha256(later))
    (collection.received / request_log.REQUESTS).write_bytes(later)
    (sentence,) = request_log.faults(collection.received, [record])
    assert sentence.endswith("is of a later version. Use the newer program that made it.")


def test_a_form_that_was_not_made_here_is_refused(made, collection, capsys):
    (collection.received / request_log.REQUESTS).write_bytes(b"")
    db = came_back(collection, made.path)
    ((sentence,),) = rows(db, "SELECT sentence FROM problem WHERE rule = 'file_can_be_read'")
    assert f"The form {made.form.form} (record {made.record.number}) was altered in requests.jsonl" in sentence
