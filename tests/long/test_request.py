"""A request: the form for a sender, what is stored of it, and its record in the ledger."""

from datetime import date, datetime

import openpyxl
import pytest
from drawing import rows, write_workbook
from forms import PLAN, POST, asked, began, cell_of

from loaders.__main__ import main
from loaders.received import ledger, request_log, verify
from loaders.received.receive import receive
from loaders.request.kinds.action import FORM
from tracker.findings import NotReadable


@pytest.fixture
def made(collection):
    began(collection)
    return asked(collection)


@pytest.fixture
def book(made):
    return openpyxl.load_workbook(made.path)


def test_a_form_has_every_action_as_last_reported(book):
    sheet = book["Actions"]
    headings = ("Status", "Evidence", "Reason", "Supporting bodies", "Owner (a post)")
    said = {ref: tuple(cell_of(sheet, ref, heading).value for heading in headings) for ref in ("A1", "A3", "A4")}
    assert said == {
        "A1": ("In progress", None, None, "Harbour Board", "Head of works"),
        "A3": ("Complete", "Photographs of May", None, None, "Head of light"),
        "A4": ("Dropped", None, "No boats left", None, "Head of boats"),
    }
    assert cell_of(sheet, "A1", "Current date").value == datetime(2027, 3, 31)
    assert cell_of(sheet, "A2", "Current date").value == "March 2027"
    assert cell_of(sheet, "A4", "Current date").value == "TBC"
    assert cell_of(sheet, "A2", "Recommendation").value == "1; 2"
    assert cell_of(sheet, "A2", "What was recommended").value == "Make the railing safe\nMake the path safe"
    assert cell_of(sheet, "A1", "What you said last").value == "In progress (return of 1 March 2026)"


def test_a_recommendation_without_an_action_is_a_row_to_fill_in(book):
    sheet = book["Actions"]
    assert cell_of(sheet, "", "Recommendation").value == "3"
    headings = ("Recommendation", "Reference", "Action")
    assert [cell_of(sheet, "", heading).protection.locked for heading in headings] == [True, False, False]


def test_recorded_cells_are_locked_and_look_locked(book):
    sheet = book["Actions"]
    assert sheet.protection.sheet and sheet.column_dimensions["A"].hidden
    for column in FORM.columns:
        if column.heading in [cell.value for cell in sheet[1]]:
            cell = cell_of(sheet, "A1", column.heading)
            assert cell.protection.locked is not column.is_open, column.heading
            assert (cell.fill.fgColor.rgb == "00EFEFEF") is not column.is_open, column.heading


def test_the_status_is_chosen_from_the_words_of_the_sender(book):
    sheet = book["Actions"]
    (choice,) = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert choice.formula1 == "Words"
    status = cell_of(sheet, "A1", "Status").coordinate
    assert status in choice.sqref
    (place,) = [*book.defined_names["Words"].destinations]
    assert [cell.value for (cell,) in book[place[0]][place[1]]] == ["Not started", "In progress", "Complete", "Dropped"]
    assert book[place[0]].sheet_state == "hidden"


def test_the_hidden_sheet_names_the_form_and_the_head_of_the_ledger(made, book, collection):
    about = {row[0].value: row[1].value for row in book["Form"].iter_rows(max_row=4)}
    records = ledger.read(collection.received)
    assert about == {
        "Form": made.form.form,
        "Sender": "transport",
        "Due": "2027-01-08",
        "Ledger head": records[-2].chain,
    }


def test_a_request_is_a_record_and_verify_covers_the_form(made, collection):
    records, made_by = ledger.read(collection.received), made.record
    assert records[-1] == made_by
    assert (made_by.kind, made_by.by, made_by.due) == ("requested", POST, "2027-01-08")
    assert faults(collection) == []
    alter(collection.received / request_log.REQUESTS)
    assert faults(collection) == [
        f"The form {made.form.form} (record {made_by.number}) was altered in requests.jsonl or removed. Put the "
        "file back from a copy."
    ]
    alter(collection.received / ledger.LEDGER)
    assert f"Record {made_by.number} of the ledger (requests.jsonl) was altered" in faults(collection)[0]


def alter(path):
    path.write_bytes(path.read_bytes().replace(b'"due": "2027-01-08"', b'"due": "2027-02-08"'))


def faults(collection):
    records = ledger.read(collection.received)
    return [*verify.all_faults(collection.received, records, built=collection.built)]


def test_a_request_changes_no_figure_and_the_next_load_goes_on(made, collection):
    before = rows(collection.load(), "SELECT action_ref, state FROM position_on(DATE '2026-12-01') ORDER BY 1")
    assert [ref for ref, _ in before] == ["A1", "A2", "A3", "A4"]
    assert collection.load() is not None
    assert ledger.read(collection.received)[-1] == made.record


def test_a_form_of_open_actions_leaves_out_what_is_done(collection):
    began(collection)
    made = asked(collection, open_only=True)
    assert [row.action_ref for row in made.form.rows if row.action_ref] == ["A1", "A2"]
    assert "holds 2 open actions, as known on 1 March 2026. Actions that it does not list stay" in made.text


def test_an_action_that_the_sender_dropped_has_no_prefilled_status(collection):
    began(collection)
    collection.plan("2026-03-15", "\n".join(line for line in PLAN.splitlines() if not line.startswith("A1")))
    collection.load()
    sheet = openpyxl.load_workbook(asked(collection).path)["Actions"]
    assert cell_of(sheet, "A1", "Status").value is None
    assert "not in your returns since 15 March 2026" in cell_of(sheet, "A1", "What you said last").value


def test_text_that_looks_like_a_formula_stays_text(collection):
    began(collection, PLAN.replace("Mend the railing", "+SUM(A1:A9)"))
    sheet = openpyxl.load_workbook(asked(collection).path)["Actions"]
    assert {cell.data_type for row in sheet.iter_rows(min_row=2) for cell in row if cell.value is not None} <= {
        "s",
        "d",
    }


@pytest.mark.parametrize(
    ("sender", "due", "sentence"),
    [
        ("transprot", "2027-01-08", "There is no sender “transprot” in "),
        ("transport", "2026-03-01", "2026-03-01 is not after 2026-03-01, the last day on record."),
        (
            "committee",
            "2027-01-08",
            "committee.toml reads nothing that its sender keeps and can be asked for, so there is nothing to ask for.",
        ),
    ],
)
def test_an_impossible_request_is_refused_and_nothing_is_recorded(collection, sender, due, sentence):
    began(collection)
    with pytest.raises(NotReadable) as error:
        asked(collection, due=due, sender=sender)
    assert sentence in str(error.value)
    assert "requested" not in {record.kind for record in ledger.read(collection.received)}
    assert not (collection.received / request_log.REQUESTS).exists()


def test_no_request_is_made_from_a_database_that_is_out_of_date(collection):
    began(collection)
    collection.plan("2026-03-15", PLAN)

    other = write_workbook(collection.received.parent / "later.xlsx", {"Plan": PLAN.replace("A4", "A5")})
    (collection.received / "transport" / "2026-03-15.xlsx").unlink()
    receive(other, "transport", date(2026, 3, 20), collection.received)
    with pytest.raises(NotReadable, match="does not hold what is on record"):
        asked(collection)


def test_the_command_writes_the_workbook_and_prints_the_message(collection, capsys):
    began(collection)
    out = collection.received.parent / "to send"
    words = ["request", str(collection.received), "--sender", "transport", "--due", "2027-01-08", "--out", str(out)]
    places = ["--built", str(collection.built), "--layouts", str(collection.layouts)]
    assert main([*words, *places, "--by", POST, "--open"]) == 0
    printed = capsys.readouterr().out
    (file,) = out.iterdir()
    assert (
        str(file) in printed
        and "Nothing was sent. A message to copy:\n\nSubject: Your actions, by 8 January 2027" in printed
    )
    assert main([*words, *places, "--due", "2020-01-01"]) == 2
    assert len([*out.iterdir()]) == 1
