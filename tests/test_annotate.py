"""A workbook handed back: a note on each problem's cell, a list with links, and nothing received is touched."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date

import openpyxl
import pytest
from annotated_plan import (
    DONE,
    DUE,
    EVIDENCE,
    PLAN,
    REC,
    fingerprints,
    furnish,
    links,
    notes,
    problem_rows,
    receive_plan,
)
from drawing import write_workbook
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from checks.received_file import ReceivedFile
from loaders.__main__ import main
from loaders.load.annotate import annotate as module
from loaders.load.annotate.annotate import annotate
from loaders.load.annotate.cell_styles import COLOUR
from loaders.load.annotate.notes import NOTE_BEGINS
from loaders.load.annotate.problem_sheet import ILLUSTRATIVE, TITLE, Findings
from loaders.load.annotate.xml_part import as_excel_writes
from loaders.received.receive import receive
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs

FAULTLESS = PLAN.splitlines()[1] + "\nA1 | 1 | Paint | d:2026-09-30 | | In progress | | \n"


def test_each_problem_is_a_note_on_its_cell_and_a_row_of_the_list(hand_back):
    book = hand_back()
    assert {cell for _, cell in notes(book)} == {DUE, DONE, EVIDENCE, REC}
    assert notes(book)["Plan", DUE] == (
        f"{NOTE_BEGINS}\nWarning. Write the date under “Due” for row 2 as a day, for example 31 March 2027, or "
        "leave the cell blank.\nWhat is needed: A date can be read, or is left blank.\n"
        "We found: when we can\nWho can put it right: the agency"
    )
    assert {where for _, where, *_ in problem_rows(book)} == {f"Plan, {cell}" for cell in (DUE, DONE, EVIDENCE, REC)}
    assert {book["Plan"][cell].fill.fgColor.rgb for cell in (DUE, DONE, EVIDENCE, REC)} == {COLOUR}
    assert (hand_back.result.notes, hand_back.result.problems, hand_back.result.why_list_alone) == (4, 4, "")


def test_the_heading_says_which_file_and_how_its_rows_were_read(hand_back):
    book = hand_back(plan=PLAN + "    | 1   | No reference here | d:2026-09-30 |      | In progress |          |\n")
    heading = [row[0].value for row in book[TITLE].iter_rows(max_row=4, max_col=1)]
    assert heading == [
        ILLUSTRATIVE,
        f"{TITLE} in transport/2026-03-31.xlsx",
        "From Department of Transport, received 31 March 2026.",
        "4 rows read, 3 shown, 1 refused.",
    ]
    assert problem_rows(book)[0][0] == "Row refused"


def test_the_heading_names_a_file_as_its_sender_did_unless_that_is_its_name_here(collection, tmp_path):
    named = {"Plan v7.xlsx": "“Plan v7.xlsx”", "2026-02-28.xlsx": "transport/2026-02-28.xlsx"}
    for month, (name, shown) in enumerate(named.items(), 1):
        sent = write_workbook(tmp_path / name, {"Plan": PLAN.replace("railing", f"railing {month}")})
        record = receive(sent, "transport", date(2026, month, 28), collection.received)
        kept = collection.received / record.file
        book = openpyxl.load_workbook(annotate(kept, tmp_path / "back.xlsx", collection.layouts, force=True).path)
        assert book[TITLE]["A2"].value == f"{TITLE} in {shown}"


def test_the_list_is_the_first_sheet_and_the_only_one_chosen(hand_back):
    def with_a_chosen_sheet(book: Workbook) -> None:
        book.active = book.create_sheet("Notes")
        for sheet in book.worksheets:
            sheet.sheet_view.tabSelected = True

    book = hand_back(with_a_chosen_sheet)
    assert book.sheetnames == [TITLE, "Plan", "Notes"]
    assert book.active.title == TITLE
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False]


def test_several_problems_on_one_cell_make_one_note(hand_back):
    rows = PLAN.splitlines()
    book = hand_back(plan="\n".join([*rows[:2], rows[2], *rows[2:]]))  # the same row twice
    on_first = [row for row in problem_rows(book) if row[1] == "Plan, A3"]
    assert len(on_first) == 2
    assert notes(book)["Plan", "A3"].count("We found: ") == len(on_first)
    assert hand_back.result.notes < hand_back.result.problems == len(problem_rows(book))


def test_a_merged_cell_carries_its_note_on_the_corner(hand_back):
    book = hand_back(lambda book: book["Plan"].merge_cells("B3:B4"), plan=PLAN.replace("| 1   | Mend", "| 9   | Mend"))
    about_recommendations = [row for row in problem_rows(book) if "register" in row[4]]
    assert [row[1] for row in about_recommendations] == ["Plan, B3", "Plan, B4"]
    assert notes(book)["Plan", "B3"].count("We found: 9") == 2
    assert ("Plan", "B4") not in notes(book)
    assert links(book).count("'Plan'!B3") == 2


def test_a_note_already_there_keeps_its_words_and_ours_are_added_below(hand_back):
    def with_notes(book: Workbook) -> None:
        book["Plan"][DUE].comment = Comment("Ask the board.\n", "Head of Works")
        book["Plan"]["C4"].comment = Comment("Untouched", "Head of Works")

    book = hand_back(with_notes)
    assert notes(book)["Plan", DUE].startswith(f"Ask the board.\n\n{NOTE_BEGINS}\n")
    assert book["Plan"][DUE].comment.author == "Head of Works"
    assert notes(book)["Plan", "C4"] == "Untouched"


def test_a_colour_of_its_own_stays_and_white_is_none(hand_back):
    def with_colours(book: Workbook) -> None:
        book["Plan"][DUE].fill = PatternFill("solid", fgColor="FFFF0000")
        book["Plan"][REC].fill = PatternFill("solid", fgColor="FFFFFFFF")

    book = hand_back(with_colours)
    assert book["Plan"][DUE].fill.fgColor.rgb == "FFFF0000"
    assert book["Plan"][REC].fill.fgColor.rgb == COLOUR


def test_a_blank_cell_keeps_the_look_of_its_column(hand_back):
    def with_column(book: Workbook) -> None:
        book["Plan"].column_dimensions["G"].number_format = "0.00"

    assert hand_back(with_column)["Plan"][EVIDENCE].number_format == "0.00"


def test_the_data_officers_problems_are_shown_only_when_asked_for(hand_back):
    plan = PLAN.replace("In progress", "Nearly there", 1)
    assert not any("Nearly there" in row for row in problem_rows(hand_back(plan=plan)))
    book = hand_back(plan=plan, show_all=True)
    assert [row[5] for row in problem_rows(book) if "Nearly there" in row] == [WhoActs.DATA_OFFICER]
    assert ("Plan", "F2") in notes(book)


def test_a_copy_without_problems_says_so(hand_back):
    book = hand_back(plan=FAULTLESS)
    assert (notes(book), problem_rows(book)) == ({}, [])
    assert "Nothing to put right." in [row[0].value for row in book[TITLE].iter_rows(max_col=1)]


def test_notes_are_spoken_of_only_where_there_are_any(hand_back):
    """A problem with the whole file has no cell that could carry a note."""

    def hide_a_row(book: Workbook) -> None:
        book["Plan"].row_dimensions[99].hidden = True

    for plan, notes_there in ((PLAN, True), (FAULTLESS, False)):
        book = hand_back(hide_a_row, plan, show_all=True)
        said = " ".join(str(row[0].value) for row in book[TITLE].iter_rows(max_col=1))
        assert bool(notes(book)) is ("carries a note" in said) is notes_there
        assert ("Put right what is listed below and send the workbook back." in said) is not notes_there


def test_a_marked_copy_that_was_sent_back_is_marked_afresh(hand_back, collection, tmp_path):
    def with_their_note(book: Workbook) -> None:
        book["Plan"][DUE].comment = Comment("Ask the board.", "Head of Works")

    book = hand_back(with_their_note)
    book["Plan"][DUE] = date(2026, 9, 30)
    book.save(collection.received / "transport" / "2026-04-30.xlsx")
    made = annotate(collection.received / "transport" / "2026-04-30.xlsx", tmp_path / "2.xlsx", collection.layouts)
    again = openpyxl.load_workbook(made.path)
    assert again.sheetnames == [TITLE, "Plan"]
    assert {cell for _, cell in notes(again)} == {DUE, DONE, EVIDENCE, REC}
    assert notes(again)["Plan", DUE] == "Ask the board."
    assert notes(again)["Plan", REC].count(NOTE_BEGINS) == 1
    assert again["Plan"][DUE].fill.fill_type is None


def test_a_sheet_of_theirs_with_our_name_stays(hand_back):
    book = hand_back(lambda book: book.create_sheet(TITLE).append(["their own list"]))
    assert book[TITLE]["A1"].value == "their own list"
    assert book.sheetnames == [f"{TITLE}1", "Plan", TITLE]


# Hostile words


HOSTILE = ['=HYPERLINK("https://example.org","x")', "=1+1", "+44 when funded", "-cmd|' /C calc'!A0", "@SUM(A1)"]


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(words, hand_back):
    def with_words(book: Workbook) -> None:
        book["Plan"][DUE].value = words
        book["Plan"][DUE].data_type = "s"

    book = hand_back(with_words)
    found = [cell for row in book[TITLE].iter_rows(max_col=5) for cell in row if cell.value == words]
    assert [(cell.data_type, cell.quotePrefix) for cell in found] == [("s", True)]
    assert f"We found: {words}\n" in notes(book)["Plan", DUE]
    assert [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row].count("f") == 0


MARKUP = [
    "</t></is></c><c r='A1'><f>1+1</f></c>",
    "]]><!-- & -->",
    '"/><x a="',
    "<script>alert(1)</script> &amp; &#61;",
]


@pytest.mark.parametrize("words", MARKUP)
def test_words_that_look_like_xml_stay_words(words, hand_back):
    book = hand_back(lambda book: book["Plan"].__setitem__(DUE, words))
    assert [row[3] for row in problem_rows(book) if row[1] == f"Plan, {DUE}"] == [words]
    assert f"We found: {words}\n" in notes(book)["Plan", DUE]
    assert [cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row].count("f") == 0


def test_words_that_excel_would_take_for_a_letter_are_shown_as_they_stand():
    """Excel shows _x003D_ as =; openpyxl does not."""
    assert as_excel_writes("_x003D_1+1 of_x\r\n_x00") == "_x005F_x003D_1+1 of_x\n_x00"


def test_characters_that_no_workbook_can_contain_are_left_out(tmp_path):
    problem = Problem(
        found="=1\x00\ud800\uffff" + "x" * 40_000,
        sentence="A\x0bsentence.",
        to_do="Do\x0bit.",
        severity=Severity.WARNING,
        who_acts=WhoActs.SENDER,
        rule="any",
        sheet="O'Brien: plan",
        cell="A1",
    )
    file = ReceivedFile(1, "transport", date(2026, 3, 31), "transport/2026-03-31.xlsx", "", 0)
    made = module.write(tmp_path / "nowhere.xlsx", tmp_path / "list.xlsx", Findings(file, (problem,), 1, 0))
    row = problem_rows(openpyxl.load_workbook(made.path))[0]
    assert row[1:5] == ("O'Brien: plan, A1", "Doit.", "=1" + "x" * 998 + "…", "Asentence.")


def test_a_link_leads_into_a_sheet_with_an_odd_name(collection, tmp_path):
    collection.layout("transport", (collection.layouts / "transport.toml").read_text().replace('"Plan"', '"It\'s & 1"'))
    file = write_workbook(collection.received / "transport" / "2026-03-31.xlsx", {"It's & 1": PLAN})
    book = openpyxl.load_workbook(annotate(file, tmp_path / "back.xlsx", collection.layouts).path)
    assert "'It''s & 1'!D2" in links(book)


# What is received is never touched


def test_nothing_received_is_changed(hand_back, collection):
    receive_plan(collection, furnish)
    before = fingerprints(collection.received)
    annotate(collection.received / "transport" / "2026-03-31.xlsx", collection.built / "b.xlsx", collection.layouts)
    assert fingerprints(collection.received) == before


@pytest.mark.parametrize(
    "out", ["received/transport/2026-03-31.xlsx", "received/new/copy.xlsx", "layouts/copy.txt", "."]
)
@pytest.mark.parametrize("force", [[], ["--force"]])
def test_an_out_that_is_not_for_writing_is_refused(out, force, collection, capsys):
    file = receive_plan(collection, lambda book: None)
    before = fingerprints(collection.received)
    arguments = [str(file), "--layouts", str(collection.layouts), "--out", str(collection.received.parent / out)]
    assert main(["annotate", *arguments, *force]) == 2
    assert capsys.readouterr().err.startswith("Nothing was written. ")
    assert fingerprints(collection.received) == before


def test_a_copy_already_there_is_replaced_only_by_force(collection, tmp_path, capsys):
    file, out = receive_plan(collection, lambda book: None), tmp_path / "back.xlsx"
    out.write_text("kept")
    arguments = [str(file), "--layouts", str(collection.layouts), "--out", str(out)]
    assert (main(["annotate", *arguments]), out.read_text()) == (2, "kept")
    assert "Add --force to replace it" in capsys.readouterr().err
    assert main(["annotate", *arguments, "--force"]) == 0
    assert capsys.readouterr().out == f"{out}: a copy with 4 notes; 4 problems listed.\n"


def test_a_link_to_a_received_file_is_never_written_through(collection, tmp_path):
    file, out = receive_plan(collection, lambda book: None), tmp_path / "back.xlsx"
    out.hardlink_to(file)
    before = fingerprints(collection.received)
    annotate(file, out, collection.layouts, force=True)
    assert fingerprints(collection.received) == before


def test_the_copy_is_written_beside_the_database_by_default(collection, monkeypatch):
    monkeypatch.setattr(module.store, "build_folder", lambda: collection.built)
    made = annotate(receive_plan(collection, lambda book: None), layouts=collection.layouts)
    assert made.path == collection.built / "returned" / "transport-2026-03-31-to-put-right-illustrative.xlsx"


@pytest.mark.parametrize("name", ["transport/2026-12-31.xlsx", "transport", ".", "transport/~$2026-03-31.xlsx"])
def test_what_is_not_a_received_file_is_refused(name, collection, tmp_path, capsys):
    receive_plan(collection, lambda book: None)
    (collection.received / "transport" / "~$2026-03-31.xlsx").write_text("lock")
    assert main(["annotate", str(collection.received / name), "--out", str(tmp_path / "back.xlsx")]) == 2
    assert "is not a received file" in capsys.readouterr().err


def test_the_same_thing_in_many_cells_is_one_line_and_each_cell_has_its_note(hand_back):
    rows = "\n".join(f"A{n} | 1 | Mend {n} | when we can | | In progress | |" for n in range(1, 31))
    book = hand_back(plan=PLAN.strip().splitlines()[0] + "\n" + rows)
    (line,) = [row for row in problem_rows(book) if row[3] == "when we can"]
    assert line[1] == "Plan, D2 and 29 more" and "for row 2 and 29 more as a day" in line[2]
    assert links(book).count("'Plan'!D2") == 1
    assert sum(cell.startswith("D") for _, cell in notes(book)) == 30
