"""How an unknown plan says how far its actions have got: found by the values, the plan's own key, marks or colours."""

from __future__ import annotations  # see conftest.py for the reason

import tomllib

import pytest
from drawing import write_workbook

from loaders.propose.draft import draft
from loaders.propose.proposal import propose


def plan(heading: str, *values: str) -> str:
    """A plan with one column of unknown heading that holds these values."""
    rows = [
        f"A{n} | Mend bridge number {n} of ten | Head of Roads | 31/0{n}/2026 | {value}"
        for n, value in enumerate(values, 1)
    ]
    return "\n".join([f"Ref | Action | Lead | Due date | {heading}", *rows])


def drafted(folder, *tables: str) -> str:
    sheets = {("Plan", "Key", "More")[n]: table for n, table in enumerate(tables)}
    return draft(propose(write_workbook(folder / "plan.xlsx", sheets), "transport"))


def status(text: str) -> str:
    """The heading that the draft fills in for the status, "" for none."""
    return tomllib.loads(text)["columns"].get("reported_status", "")


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Wotsit", ["Amber - some slippage", "Green: to plan", "Blue (done)"]),
        ("Delivery view", ["Red – off track", "Complete", "Amber – late", "Grey – not begun"]),
        ("Wotsit", ["Complete", "Amber", "Not started", "Green"]),
        ("How it goes", ["Done", "In hand", "Superseded", "Begun", "On course"]),
        ("Latest update", ["In progress", "Complete", "On hold", "In progress"]),  # a note by its heading
        ("Progress to date / RAG", ["Complete", "Amber - slipped", "Red", "Not due yet", "Green", "Amber - slipped"]),
        ("Where are we now", ["Complete", "In progress", "Complete"]),
        ("Delivered?", ["Y", "N", "Y"]),
        ("Have we finished?", ["Yes", "Partly", "No"]),
    ],
)
def test_values_say_which_column_is_the_status(heading, values, tmp_path):
    assert status(drafted(tmp_path, plan(heading, *values))) == heading


def test_one_word_that_names_a_body_hides_no_column_of_unknown_words(tmp_path):
    words = ("Handed over", "Kicked off", "Parked by the Board", "Kicked off", "Handed over", "Kicked off")
    assert '#? reported_status = "Wotsit"' in drafted(tmp_path, plan("Wotsit", *words))


@pytest.mark.parametrize(
    ("heading", "values"),
    [
        ("Statutory?", ["Y", "N", "Y"]),
        ("Ward", ["North", "South", "North"]),
        ("Trend", ["Improving", "Stable", "Stable"]),
        ("Risk", ["Red", "Amber", "Red"]),
        ("Share of the budget (%)", ["50%", "100%", "0%"]),
    ],
)
def test_no_other_column_is_read_as_the_status(heading, values, tmp_path):
    assert status(drafted(tmp_path, plan(heading, *values))) == ""


LETTERS = plan("St.", "F", "W", "W", "X")


@pytest.mark.parametrize(
    "tables",
    [
        (LETTERS + "\n|\nF = finished, W = under way, N = not started, X = stopped",),
        (LETTERS + "\n|\nKey |\nF | Finished\nW | Under way\nX | Stopped",),
        (plan("St.: F = finished; W = under way; X = stopped", "F", "W", "W", "X"),),
        (LETTERS, "Letter | Meaning\nF | Finished\nW | Under way\nX | Stopped"),
    ],
)
def test_a_key_of_letters_says_which_column_is_the_status_and_what_may_be_meant(tables, tmp_path):
    text = drafted(tmp_path, *tables)
    assert status(text).startswith("St.")
    assert tomllib.loads(text)["reported_status"] == {}
    assert '#? "F" = "reported complete"' in text and '#? "W" = "in progress"' in text
    assert '# "X": found in 1 row; the plan\'s key: ' in text  # "stopped" may be for now or for good


def test_letters_without_a_key_are_asked_about(tmp_path):
    text = drafted(tmp_path, LETTERS, "Letter | Meaning\nF | Footpaths\nW | Water\nX | Crossings")
    assert status(text) == ""
    assert '#? reported_status = "St."' in text


COLOURED = plan("RAG", "{00B0F0}", "{FFC000}", "{FFC000}")


@pytest.mark.parametrize(
    "key",
    ["Key | Complete {00B0F0} | At risk {FFC000}\n|\n", "{00B0F0} | Complete\n{FFC000} | At risk\n|\n"],
)
def test_a_key_of_colours_makes_a_coloured_column_the_status(key, tmp_path):
    text = drafted(tmp_path, key + COLOURED)
    assert status(text) == "RAG"
    assert '#? "00B0F0" = "Complete"' in text and '#? "Complete" = "reported complete"' in text


def test_colours_without_a_key_are_not_a_status(tmp_path):
    assert status(drafted(tmp_path, COLOURED)) == ""


@pytest.mark.parametrize(
    ("heading", "values", "expected"),
    [
        ("BRAG", ["Blue", "Red", "Green"], "BRAG"),
        ("RAG status", ["Red", "Amber", "Green"], "RAG status"),
        ("RAG", ["Blue", "Red", "Green"], "RAG"),
        ("RAG rating", ["Red", "Amber", "Green"], ""),  # perhaps of the risk
    ],
)
def test_a_rating_that_can_say_complete_is_the_status_where_nothing_else_is(heading, values, expected, tmp_path):
    text = drafted(tmp_path, plan(heading, *values))
    assert status(text) == expected
    assert '"Red" =' not in text  # what a colour means is never suggested without a key


@pytest.mark.parametrize("heading", ["Progress since last return", "Position statement", "Progress update"])
def test_a_rating_is_the_status_beside_sentences_on_progress(heading, tmp_path):
    """Else a suggestion that looks right would lose the rating of a row without a sentence."""
    text = drafted(tmp_path, plan(f"{heading} | BRAG", "61 left of 340 | Amber", "Launched in May | Blue", " | White"))
    assert status(text) == "BRAG"
    assert "#? reported_status" not in text


@pytest.mark.parametrize("mark", ["X", "✓", "Yes"])
def test_marks_in_several_columns_of_states_are_reported_and_not_read(mark, tmp_path):
    table = plan("Not started | In progress | Complete", f" | {mark} |", f"{mark} | |", f" | | {mark}")
    text = drafted(tmp_path, table)
    assert status(text) == ""
    assert "columns E, F, G say reported_status by a mark in one of them, which cannot be read" in text


def test_the_status_is_asked_where_two_columns_may_be_it(tmp_path):
    values = ["Open | Behind", "Open | Done", "Closed | Done"]
    text = drafted(tmp_path, plan("Ours | Theirs", *values))
    assert status(text) == ""
    assert '#? reported_status = "Ours"' in text and "or Theirs?" in text
