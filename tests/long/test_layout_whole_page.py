"""The page Layout keeps everything that it shows, whichever button is pressed; no answer is lost."""

from __future__ import annotations  # see conftest.py for the reason

import openpyxl
import pytest
from drawing import write_workbook
from layout_screen import Screen
from test_layout_page import FIRE, dropped, fire

from loaders.propose.builder.choices import Choices, read_choices
from loaders.propose.builder.row_labels import RowLabel

TWO = """
No. | What the brigade will do | Officer in charge | By when    | How far
G/1 | Sweep the yard           | Head of Estates   | 31/03/2027 | Begun
"""
RISKS = """
Risk | How it is met | Who meets it
R/1  | Buy a pump    | Head of Estates
"""
ALL = {
    "row-6": RowLabel.END,
    "col-B": "action",
    "dates": "month first",
    "sender": "fire-and-rescue",
    "agency": "Merrowshire Fire Brigade",
    "review": "Larkfield Review",
    "every": "90",
    "holds": "yes",
}
BUTTONS = ["rows", "columns", "words", "sender", "save", "", "go table=1&part=1", "add", "heading 2", "nonsense"]


def kept_of(screen: Screen, copy) -> Choices:
    (file,) = [one for one in copy.waiting if one.sha256 == screen.told["file"]]
    found = read_choices(file.path)
    assert found
    return found


@pytest.mark.parametrize("button", BUTTONS)
def test_every_button_keeps_every_part(site, copy, tmp_path, button):
    screen = dropped(site, fire(tmp_path, f"Whole {button[:3]}"))
    words = {f"ours-{name[7:]}": "paused" for name in screen.fields if name.startswith("theirs-")}
    assert len(words) >= 3
    screen.send(button, {**ALL, **words})
    found = kept_of(screen, copy)
    table = found.tables[0]
    assert (table.stops_at, table.columns["B"], table.dates) == ("Notes", ("action",), "month first")
    assert {*table.words["reported_status"].values()} == {"paused"} and len(table.words["reported_status"]) == len(
        words
    )
    assert (found.sender, found.agency, found.review) == (ALL["sender"], ALL["agency"], ALL["review"])
    assert found.reports_every == 90 and found.holds_open_actions
    shown = screen.fields
    assert (shown["sender"], shown["every"]) == ("fire-and-rescue", "90")


def test_a_refusal_in_one_part_does_not_hold_back_the_others(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Refused"))
    screen.send("columns", {**ALL, "every": "often", "row-6": RowLabel.END, "row-1": RowLabel.END, "fills": ""})
    found = kept_of(screen, copy)
    assert found.agency == ALL["agency"] and found.tables[0].columns["B"] == ("action",)
    assert found.tables[0].stops_at and found.reports_every == 0
    assert "The reporting interval is a number of days, such as 90." in screen.words
    assert "Say what one row is. Until you do, it stays what it was: action." in screen.words


def test_a_page_that_is_sent_as_it_is_shown_changes_nothing(site, copy, merrowshire):
    """Otherwise untouched fields would change with each press, and a layout could not be saved at once."""
    for sender in ("police", "youth-justice", "northmere", "health-board", "saltby"):
        files = sorted((merrowshire.received / sender).glob("*.xlsx"))
        if not files:
            continue
        screen = dropped(site, files[-1], sender)
        screen.send("rows", {"review": f"Review of {sender}", "which-review": ""})
        before = kept_of(screen, copy)
        screen.send("columns")
        assert kept_of(screen, copy) == before, sender
        assert screen.told.get("said") is None


def test_saving_keeps_unsent_choices_and_asks_the_officer_to_look_again(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Beside"))
    words = {f"ours-{name[7:]}": "paused" for name in screen.fields if name.startswith("theirs-")}
    screen.send("sender", {**ALL, **words, "sender": "beside"})
    before = copy.everything
    screen.send("save", {"by": "Data officer", "agency": "Another Brigade"})
    assert "Nothing was saved." in screen.words and "is kept too." in screen.words
    assert copy.everything == before and screen.fields["agency"] == "Another Brigade"


def test_other_headings_keep_columns_with_the_same_words_and_set_the_rest_aside(site, copy, tmp_path):
    table = FIRE.replace("\nNo.", "\nWhat follows is for | the board | | | and others\nNo.")
    screen = dropped(site, fire(tmp_path, "Again", table))
    row = next(row for row in range(1, 9) if f"Now they stand in row {row} of" in screen.words)
    screen.send("columns", {"col-B": "action", "col-C": "progress_note", "row-7": RowLabel.END})
    answered = kept_of(screen, copy).tables
    screen.send("heading 2")
    assert kept_of(screen, copy).tables != answered
    assert f"headings in row {row}" in screen.words and "Bring back" in screen.words
    screen.send(f"heading {row}")
    assert kept_of(screen, copy).tables == answered  # as the officer answered, not a new proposal
    screen.send("heading 2")
    screen.send("heading 4")
    bring = [one.split('"')[0] for one in screen.html.split('value="')[1:] if one.startswith("back ")]
    back = next(one for one in bring if kept_of(screen, copy).set_aside[int(one[5:])].tables == answered)
    screen.send(back)
    assert kept_of(screen, copy).tables == answered
    screen.send(f"heading {row}")  # the row of the current headings
    assert kept_of(screen, copy).tables == answered


def test_headings_over_two_rows_keep_the_answers_about_the_same_words(site, copy, tmp_path):
    screen = dropped(site, write_workbook(tmp_path / "Two.xlsx", {"Plan": FIRE, "More": TWO}))
    screen.send("columns", {"col-B": "action", "col-C": "progress_note", "dates": "day first"})
    screen.send("heading 1", {"shown": "1"})  # the other sheet has the same headings
    table = kept_of(screen, copy).tables[0]
    assert table.sheets == ("More",) and table.columns["B"] == ("action",) and table.columns["C"] == ("progress_note",)
    assert table.dates == "day first" and table.stops_at == ""


def test_another_kind_of_row_and_back_brings_the_answers_back(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Kinds"))
    words = {f"ours-{name[7:]}": "paused" for name in screen.fields if name.startswith("theirs-")}
    screen.send("columns", {**words, "col-B": "action"})
    answered = kept_of(screen, copy).tables
    screen.send("rows", {"fills": "recommendation"})
    assert kept_of(screen, copy).tables != answered and "Bring back" in screen.words
    screen.send("rows", {"fills": "action"})
    assert kept_of(screen, copy).tables == answered


def test_words_of_a_column_that_is_not_read_for_a_while_are_there_again(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "While"))
    words = {f"ours-{name[7:]}": "paused" for name in screen.fields if name.startswith("theirs-")}
    screen.send("words", words)
    said = kept_of(screen, copy).tables[0].words
    screen.send("columns", {"col-E": ""})
    assert "reported_status" not in screen.html.partition("The file of the layout")[2].partition("</details>")[0]
    screen.send("columns", {"col-E": "reported_status"})
    assert kept_of(screen, copy).tables[0].words == said


@pytest.fixture
def two_tables(site, tmp_path) -> Screen:
    screen = dropped(site, write_workbook(tmp_path / "Two.xlsx", {"Plan": FIRE, "Risks": RISKS}))
    screen.send("add", {"add": "1", "agency": "Merrowshire Fire Brigade"})
    return screen


def test_another_table_is_opened_and_every_sentence_says_which_one_it_is_about(two_tables, copy):
    screen = two_tables
    assert screen.told["table"] == "2" and screen.fields["agency"] == "Merrowshire Fire Brigade"
    words = screen.words
    assert "Which rows of table 2 are read" in words and "What each column of table 2 is" in words
    ways = words.partition("What is missing in it")[2].partition("Which rows of table 2")[0]
    assert "Table 1: action in Plan" in ways and "in Risks" in ways
    assert "No column holds a status" not in words.partition("What is missing in it")[0]
    assert 'value="go table=1"' in screen.html
    screen.send("go table=1", {"agency": "Another Brigade"})
    assert screen.told["table"] == "1" and screen.fields["agency"] == "Another Brigade"
    assert "Table 1: Say what these words mean: " in screen.words
    screen.send("take-away")
    assert len(kept_of(screen, copy).tables) == 1
    screen.send("back 0")
    assert [table.sheets for table in kept_of(screen, copy).tables] == [("Risks",), ("Plan",)]


def test_a_button_leads_back_to_the_part_of_the_sheet_that_was_shown(site, tmp_path):
    rows = "".join(f"\nF/{n} | Do thing {n} | Clerk | 1/4/2027 | Begun" for n in range(10, 150))
    screen = dropped(site, fire(tmp_path, "Long", FIRE.partition("\nNotes")[0] + rows))
    screen.send("go table=1&part=2")
    assert screen.told["part"] == "2" and "Row 70" in screen.html
    screen.send("rows", {"row-70": RowLabel.LEAVE_OUT})
    assert screen.told["part"] == "2" and "Guidance or example" in screen.words


def test_refused_rows_are_counted_apart_from_those_that_count(site, tmp_path):
    screen = dropped(site, fire(tmp_path, "Apart", FIRE.replace("F/2 ", "    ")))
    assert "2 actions; " in screen.lead
    assert "; 1 more row refused, which nothing counts: 1 has no reference; " in screen.lead


def test_another_plan_of_the_same_body_gets_another_short_name(site, merrowshire):
    screen = dropped(site, merrowshire.received / "police" / "2026-10-26.xlsx", "police")
    assert "other plan" in screen.parsed.options["why"]
    screen.send("sender", {"why": "other plan"})
    assert "police is the short name of the body’s other plan. Give this one its own, such as police-2." in screen.words
    screen.send("sender", {"sender": "police-2"})
    assert "short name of the body" not in screen.words and "Save it as police-2.toml" in screen.words


def test_a_review_that_is_nearly_one_in_use_is_asked_about(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Near"))
    screen.send("sender", {"review": "Larkfield review"})
    assert '<option value="Larkfield Review">' in screen.html.partition("<datalist")[2]
    assert "“Larkfield review” is nearly the name of a review in use, “Larkfield Review”." in screen.words
    screen.send("sender", {"which-review": "other: Larkfield Review"})
    assert "is nearly the name" not in screen.words and screen.fields["review"] == "Larkfield review"
    screen.send("sender", {"which-review": "same: Larkfield Review"})
    assert "is nearly the name" not in screen.words and screen.fields["review"] == "Larkfield Review"


def test_the_page_states_correctly_what_a_short_name_may_contain(site, tmp_path):
    screen = dropped(site, fire(tmp_path, "Name"))
    screen.send("sender", {"sender": "a/b"})
    rule = "Give the sender a short name of letters, digits, blanks and hyphens, such as transport."
    assert rule in screen.words
    screen.send("sender", {"sender": "Bolton Council-2"})
    assert rule not in screen.words


def test_a_title_merged_across_columns_is_shown_once_and_each_meaning_is_explained(site, tmp_path):
    file = write_workbook(tmp_path / "Merged.xlsx", {"Plan": FIRE})
    book = openpyxl.load_workbook(file)
    book.active.merge_cells("A1:E1")
    book.active.row_dimensions[3].hidden = True
    book.save(file)
    screen = dropped(site, file)
    box = screen.html.partition("an-grid")[2].partition("</table>")[0]
    assert box.count("Fire and Rescue plan") == 1 and 'colspan="5"' in box
    assert "Hidden in the workbook, and shown here: 1 row." in screen.words
    assert "What is to be done, in the sender&#39;s words." in screen.html
    assert "Press the number of the row in which the headings stand." in screen.words


def test_wrong_headings_are_doubted_and_one_press_chooses_the_right_ones(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "Wrongly pressed"))
    assert "for the headings" not in screen.words
    screen.send("heading 3")
    assert kept_of(screen, copy).tables[0].header_rows == (3,)
    assert "Row 3 looks like a record" in screen.words and "Take row 2 for the headings" in screen.words
    screen.send("better")
    assert kept_of(screen, copy).tables[0].header_rows == (2,) and "for the headings" not in screen.words


def test_a_plan_that_states_no_review_takes_one_press_to_save(site, copy, tmp_path):
    screen = dropped(site, fire(tmp_path, "No review"))
    screen.send("rows", {"row-6": RowLabel.END})
    screen.send("sender", {"sender": "fire-and-rescue", "agency": "Merrowshire Fire Brigade", "review": ""})
    asks = "Name the review that the rows belong to, or confirm under “Whose plan it is” that this plan states none."
    assert asks in screen.words and "No column says which review the rows belong to" in screen.words
    assert screen.send("no-review").endswith("#whose")
    assert asks not in screen.words and kept_of(screen, copy).states_no_review
    assert "This plan states no review. Its rows stand under “Review not stated”, with those" in screen.words


def test_each_of_several_tables_says_which_review_it_has_and_can_have_another(site, copy, tmp_path):
    file = write_workbook(tmp_path / "Two reviews.xlsx", {"Tasks": TWO, "Risks": RISKS})
    screen = dropped(site, file)
    assert "table-review" not in screen.fields
    screen.send("sender", {"review": "Larkfield Review"})
    screen.send("add", {"add": "1"})
    screen.send("rows", {"fills": "action"})
    assert "The review typed for the whole workbook, “Larkfield Review”, is that of this table too" in screen.words
    screen.send("columns", {"table-review": "Risk Review"})
    found = kept_of(screen, copy)
    assert [found.review_of(n) for n in range(2)] == ["Larkfield Review", "Risk Review"]
    assert screen.fields["table-review"] == "Risk Review"
