"""A form with forbidden alterations is read safely, and each alteration is reported with its cell."""

import zipfile
from datetime import date

import pytest
from drawing import rows
from forms import asked, began, came_back, cell_of, changed, column_of, edited, filled_in, said
from returns import position, positions

from loaders.load.erase import erase
from loaders.load.trial import try_file
from loaders.load.trial_report import trial_report
from loaders.received import ledger, verify
from loaders.received.actor import Actor
from loaders.received.withdraw import CorrectionDecision
from tracker.file_terms import Withdrawal
from tracker.questions import problems
from tracker.terms import WhoActs


@pytest.fixture
def made(collection):
    began(collection)
    return asked(collection)


def states(db, as_of="2026-04-01"):
    return {ref: state for ref, (state,) in positions(db, as_of, "state").items()}


AS_BEFORE = {
    "A1": "Open",
    "A2": "Open",
    "A3": "Reported complete, not verified",
    "A4": "Closed, not done",
}


@pytest.mark.parametrize(
    ("heading", "value", "cell"),
    [
        ("Reference", "A9", "B2"),
        ("Recommendation", "2", "C2"),
        ("What was recommended", "Nothing", "D2"),
        ("Action", "Mend the railing, if there is money", "E2"),
        ("What you said last", "Complete", "F2"),
        ("First promised", "31 March 2030", "G2"),
        ("Current date", date(2030, 3, 31), "H2"),
    ],
)
def test_an_altered_locked_cell_is_reported_and_the_row_stays_its_action(made, collection, heading, value, cell):
    db = came_back(collection, filled_in(made.path, {("A1", heading): value}))
    found = value.isoformat() if isinstance(value, date) else value
    assert [one for one in said(db) if one[0] == "locked_cell_is_as_sent"] == [("locked_cell_is_as_sent", cell, found)]
    assert states(db) == AS_BEFORE
    assert position(db, "2026-04-01", "first_due_on") == ("2027-03-31",)


@pytest.mark.parametrize(
    ("heading", "then"),
    [("First promised", "What is on record stays."), ("Action", "It is read as it stands now.")],
)
def test_an_altered_locked_cell_says_which_words_count(made, collection, heading, then):
    db = came_back(collection, filled_in(made.path, {("A1", heading): "31 March 2030"}))
    found = db.execute("SELECT sentence FROM problem WHERE rule = 'locked_cell_is_as_sent'").fetchall()
    assert found == [(f"What stands under “{heading}” was not to be changed. {then}",)]


def test_a_locked_cell_with_other_spaces_is_as_sent(made, collection):
    path = filled_in(made.path, {("A1", "Action"): " Mend  the railing "})
    assert [one for one in said(came_back(collection, path)) if one[0] == "locked_cell_is_as_sent"] == []


def test_a_removed_row_is_reported_and_its_action_is_missing_but_stays(made, collection):
    db = came_back(collection, edited(made.path, lambda book: book["Actions"].delete_rows(2)))
    assert ("form_has_all_rows", "", "removed: A1") in said(db)
    assert position(db, "2026-04-01", "state", "missing_since") == ("Open", "2026-04-01")
    assert states(db) == AS_BEFORE


def test_an_added_row_is_reported_and_read_as_a_row_of_its_own(made, collection):
    def add(book):
        sheet = book["Actions"]
        row = sheet.max_row + 1
        for heading, value in {"Reference": "A9", "Action": "Buy a boat", "Status": "Complete"}.items():
            sheet.cell(row, column_of(sheet, heading)).value = value

    db = came_back(collection, edited(made.path, add))
    assert [one for one in said(db) if one[0] == "row_is_of_the_form"] == [("row_is_of_the_form", "B17", "A9")]
    assert states(db) == AS_BEFORE | {"A9": "Reported complete, not verified"}


def test_a_row_with_a_copied_key_and_other_words_is_a_row_of_its_own(made, collection):
    def copy(book):
        sheet = book["Actions"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(17, column).value = sheet.cell(2, column).value
        sheet.cell(17, column_of(sheet, "Action")).value = "Buy a boat"
        sheet.cell(17, column_of(sheet, "Status")).value = "Complete"

    db = came_back(collection, edited(made.path, copy))
    assert ("row_is_of_the_form", "B17", "A1") in said(db)
    assert states(db) == AS_BEFORE | {"A1 (2)": "Reported complete, not verified"}


def test_a_row_that_occurs_twice_is_refused_once(made, collection):
    def copy(book):
        sheet = book["Actions"]
        for column in range(1, sheet.max_column + 1):
            sheet.cell(17, column).value = sheet.cell(2, column).value
        sheet.cell(17, column_of(sheet, "Status")).value = "Complete"

    db = came_back(collection, edited(made.path, copy))
    assert [one for one in said(db) if one[0] == "row_is_in_the_form_once"] == [
        ("row_is_in_the_form_once", "B17", "A1")
    ]
    ((sentence,),) = rows(db, "SELECT sentence FROM problem WHERE rule = 'row_is_in_the_form_once'")
    assert sentence.endswith("This one repeats row 2.")
    assert states(db) == AS_BEFORE
    assert rows(db, "SELECT count(*) FROM row_received WHERE refused_words IS NOT NULL") == [(1,)]


def test_swapped_keys_do_not_swap_what_people_filled_in(made, collection):
    def swap(book):
        sheet = book["Actions"]
        sheet["A2"].value, sheet["A3"].value = sheet["A3"].value, sheet["A2"].value
        cell_of(sheet, "A1", "Status").value = "Complete"

    db = came_back(collection, edited(made.path, swap))
    assert states(db) == AS_BEFORE | {"A1": "Reported complete, not verified"}
    keys = [(cell, found[-2:]) for rule, cell, found in said(db) if rule == "key_is_of_its_row"]
    assert keys == [("A2", "/2"), ("A3", "/1")]


@pytest.mark.parametrize("key", ["form-000000000000/1", "form-000000000000", "nonsense", "", 12, "{form}/999"])
def test_a_key_of_no_row_is_reported_and_the_words_decide(made, collection, key):
    value = key.format(form=made.form.form) if isinstance(key, str) else key
    db = came_back(collection, edited(made.path, lambda book: book["Actions"].__setitem__("A2", value or None)))
    assert states(db) == AS_BEFORE
    assert [one[:2] for one in said(db)] == [("key_is_of_its_row", "A2")]


def test_a_form_without_its_hidden_sheet_is_known_by_its_keys(made, collection):
    db = came_back(collection, edited(made.path, lambda book: book.remove(book["Form"])))
    assert states(db) == AS_BEFORE
    assert [one for one in said(db) if one[0] != "file_facts"] == [("form_names_itself", "A2", made.form.form)]


def test_rows_without_keys_are_known_by_their_words(made, collection):
    def remove(book):
        sheet = book["Actions"]
        cell_of(sheet, "A1", "Status").value = "Complete"
        sheet.delete_cols(1)
        sheet.column_dimensions["A"].hidden = False

    db = came_back(collection, edited(made.path, remove))
    assert states(db) == AS_BEFORE | {"A1": "Reported complete, not verified"}
    assert ("form_has_keys", "", "no column “Row key”") in said(db)


def test_a_workbook_without_both_is_not_a_form(made, collection):
    def remove(book):
        book.remove(book["Form"])
        book["Actions"].delete_cols(1)
        book["Read this first"].delete_rows(1, 99)

    db = came_back(collection, edited(made.path, remove))
    ((sentence,),) = rows(db, "SELECT sentence FROM problem WHERE rule = 'file_can_be_read'")
    assert "no sheet 'Plan'" in sentence and states(db) == AS_BEFORE


def test_a_form_without_a_needed_column_is_refused_with_what_to_do(made, collection):
    def remove(book):
        sheet = book["Actions"]
        sheet.delete_cols(column_of(sheet, "Evidence"))

    db = came_back(collection, edited(made.path, remove))
    ((sentence,),) = rows(db, "SELECT sentence FROM problem WHERE rule = 'file_can_be_read'")
    assert "the column “Evidence” of the form is gone. Ask the sender to put it back" in sentence
    assert states(db) == AS_BEFORE


def test_a_missing_column_that_only_informs_is_reported(made, collection):
    def remove(book):
        sheet = book["Actions"]
        sheet.delete_cols(column_of(sheet, "First promised"))

    db = came_back(collection, edited(made.path, remove))
    assert [one for one in said(db) if one[0] != "file_facts"] == [
        ("form_has_all_columns", "", "no column “First promised”")
    ]
    assert states(db) == AS_BEFORE


def test_a_formula_in_the_status_is_not_computed(made, collection):
    db = came_back(collection, filled_in(made.path, {("A1", "Status"): '=IF(1=1,"Complete","")'}))
    assert ("formula_has_result", "I2", '=IF(1=1,"Complete","")') in said(db)
    assert states(db) == AS_BEFORE


def test_a_status_outside_the_list_counts_as_open_and_is_reported(made, collection):
    db = came_back(collection, filled_in(made.path, {("A1", "Status"): "All done!"}))
    assert ("reported_status_is_offered_by_its_form", "I2", "All done!") in said(db)
    assert states(db) == AS_BEFORE
    (found,) = [one for one in problems.rows(db, date(2026, 4, 1)) if one.found == "All done!"]
    assert found.who_acts == WhoActs.SENDER and "layout" not in found.sentence + found.to_do
    assert found.to_do == "Choose a word from the list under “Status” for {refs}."


def test_a_trial_of_a_form_with_an_unknown_word_does_not_speak_of_a_layout(made, collection):
    file = filled_in(made.path, {("A1", "Status"): "All done!"})
    trial = try_file(file, None, "transport", date(2026, 4, 1), collection.received, collection.layouts)
    text = trial_report(trial, date(2026, 4, 1))
    assert "words that the form does not offer: “All done!” (1)" in text and "layout" not in text


def test_a_nonsense_date_is_stored_and_reported(made, collection):
    db = came_back(
        collection, filled_in(made.path, {("A1", "New date"): "when the tide is low", ("A1", "Reason"): "Tide"})
    )
    assert ("due_on_can_be_read", "K2", "when the tide is low") in said(db)
    assert position(db, "2026-04-01", "due_words", "first_due_on") == ("when the tide is low", "2027-03-31")


def test_a_huge_or_broken_package_is_refused_like_any_other(made, collection):
    with zipfile.ZipFile(made.path, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("xl/worksheets/sheet2.xml", "<worksheet><not closed")
    db = came_back(collection, made.path)
    assert rows(db, "SELECT count(*) FROM problem WHERE rule = 'file_can_be_read'") == [(1,)]
    assert states(db) == AS_BEFORE


def test_rows_of_two_forms_in_one_workbook_are_those_of_the_form_that_it_names(made, collection):
    newer = asked(collection)
    theirs = f"{newer.form.form}/1"
    db = came_back(collection, edited(made.path, lambda book: book["Actions"].__setitem__("A2", theirs)))
    assert ("key_is_of_its_row", "A2", theirs) in said(db)
    assert states(db) == AS_BEFORE


def test_the_file_received_is_never_changed(made, collection):
    before = made.path.read_bytes()
    came_back(collection, made.path)
    assert (collection.received / "transport" / "2026-04-01.xlsx").read_bytes() == before == made.path.read_bytes()
    records = ledger.read(collection.received)
    assert [*verify.all_faults(collection.received, records, built=collection.built)] == []


def test_the_words_of_a_form_can_be_erased_and_it_counts_as_before(made, collection):
    path = filled_in(made.path, {("A1", "Status"): "Complete", ("A1", "Evidence"): "A letter"})
    before = states(came_back(collection, path))
    decision = CorrectionDecision(
        Actor("Data officer"), date(2026, 4, 2), "It names a person", Withdrawal.PERSONAL_DATA
    )
    erase("transport/2026-04-01.xlsx", decision, collection.received, collection.layouts, collection.built)
    db = collection.load()
    assert states(db) == before == AS_BEFORE | {"A1": "Reported complete, not verified"}
    assert [one for one in said(db) if one[0] not in ("file_facts", "completed_has_date")] == []
    assert rows(db, "SELECT DISTINCT evidence FROM action_version WHERE evidence LIKE '%letter%'") == []
    assert changed(db)[0][:2] == ("A1", "reported complete, evidence named")
