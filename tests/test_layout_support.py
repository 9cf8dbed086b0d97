"""A column that may name supporting bodies, or say by colour how far an action is, is asked about."""

from __future__ import annotations  # see conftest.py for the reason

import re
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawing import write_workbook
from openpyxl.styles import PatternFill

from loaders.propose.builder import answers
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.column_facts import column_facts
from loaders.propose.builder.question import LayoutQuestion
from loaders.propose.builder.questions import choices_after, form_key, left_as_they_are
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.suggestions import suggested_words, with_suggestions
from loaders.propose.builder.try_choices import study
from pages.staff.layout.grid import window
from pages.staff.layout.questions import ask_again_block
from pages.staff.layout.rows import rows_part
from pages.staff.layout.words import words_part

pytestmark = pytest.mark.slow  # each test reads a workbook by several layouts

PLAN = """
Ref | Action          | Due date   | Status | {}
A1  | Mend the lamps  | 2026-03-01 | Begun  | Police
A2  | Paint the doors | 2026-04-01 | Begun  | More money
"""


def seen(folder: Path, heading: str, choices: Choices | None = None, plan: str = PLAN) -> Study:
    file = write_workbook(folder / "plan.xlsx", {"Plan": plan.format(heading)})
    workbook = open_workbook(file)
    return study(file, workbook, choices or begin(workbook, file.name, "", None, False), date(2026, 12, 1))


def asked(found: Study) -> list[LayoutQuestion]:
    return [one for one in found.questions if "bodies that support" in one.asks]


@pytest.mark.parametrize("heading", ["Support", "Stakeholder"])
def test_a_column_that_may_name_supporting_bodies_is_asked_about_with_its_words(tmp_path, heading):
    found = seen(tmp_path, heading)
    (question,) = asked(found)
    says = f"Column E, {heading}, has Police, More money. Does it name the bodies that support an action?"
    assert question.asks == says
    yes = seen(tmp_path, heading, choices_after(found, form_key(question), "0"))
    assert asked(yes) == [] and yes.choices.tables[0].columns["E"] == ("supporting_agencies",)
    no = seen(tmp_path, heading, choices_after(found, form_key(question), "1"))
    assert asked(no) == [] and "E" not in no.choices.tables[0].columns


def test_a_heading_that_says_so_and_a_column_chosen_otherwise_are_not_asked_about(tmp_path):
    found = seen(tmp_path, "Supporting agencies")
    assert found.choices.tables[0].columns["E"] == ("supporting_agencies",) and asked(found) == []
    (tmp_path / "other").mkdir()
    found = seen(tmp_path / "other", "Support")
    columns = {**found.choices.tables[0].columns, "E": ("progress_note",)}
    assert asked(seen(tmp_path / "other", "Support", found.choices.with_table(0, columns=columns))) == []


@pytest.mark.parametrize(("answer", "columns"), [("0", ("due_on",)), ("1", ("completed_on",)), ("2", None)])
def test_a_date_that_may_be_the_day_it_is_due_or_was_done_is_asked_about(tmp_path, answer, columns):
    plan = PLAN.replace("Due date  ", "Completion date")
    found = seen(tmp_path, "Lead", plan=plan)
    (question,) = [one for one in found.questions if "Which day is that?" in one.asks]
    assert question.asks == "Column C, Completion date, has 2026-03-01, 2026-04-01. Which day is that?"
    after = seen(tmp_path, "Lead", choices_after(found, form_key(question), answer), plan)
    assert after.choices.tables[0].columns.get("C") == columns
    assert not [one for one in after.questions if "Which day is that?" in one.asks]


def test_a_column_that_is_not_sure_is_explained_in_words_for_people(tmp_path):
    found = seen(tmp_path, "Lead", plan=PLAN.replace("Due date  ", "Completion date"))
    assert [one.evidence for one in column_facts(found, 0) if one.letter == "C"] == [
        "unsure “due on”, or is it “completed on”?"
    ]


def test_what_was_answered_by_leaving_things_as_they_are_is_named(tmp_path):
    found = seen(tmp_path, "Support")
    assert left_as_they_are(found) == []
    (question,) = asked(found)
    after = seen(tmp_path, "Support", choices_after(found, form_key(question), "0"))
    assert [one.asks for one in left_as_they_are(after)] == [question.asks]
    assert [one.answer_that_leaves for one in left_as_they_are(after)] == ["It names them"]
    block = str(ask_again_block(left_as_they_are(after), 1))
    assert "1 answer changed nothing:" in block and "Answer: “It names them”" in block


SUMMED = """
Ref | Task            | Due date
1   | Mend the roads  |
1.1 | Mend the lamps  | 2026-03-01
1.2 | Paint the doors | 2026-04-01
2   | Mend the parks  |
2.1 | Check the hoses | 2026-05-01
2.2 | Sweep the paths | 2026-06-01
"""


def test_a_row_that_was_called_the_title_of_a_part_is_not_denied_by_the_choice_of_what_titles_say(tmp_path):
    found = seen(tmp_path, "", plan=SUMMED)
    (asks,) = [one for one in found.questions if one.rows]
    n = next(n for n, one in enumerate(asks.answers) if "titles of parts" in one.words)
    after = seen(tmp_path, "", choices_after(found, form_key(asks), str(n)), SUMMED)
    grid = after.workbook.grids[0]
    page = str(rows_part(after, 0, grid, window(grid, "1", "1", 1)))
    assert [one.records for one in after.trial.rows] == [4]
    assert "There are no such titles" not in page and "Nothing, or there are none" in page


def test_a_column_that_says_how_far_by_colour_alone_is_asked_about_and_each_colour_can_be_answered(tmp_path):
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": PLAN.format("Lead").replace("Begun", "     ")})
    book = openpyxl.load_workbook(file)
    for row, colour in ((2, "00B050"), (3, "FF0000")):
        book["Plan"][f"D{row}"].fill = PatternFill("solid", fgColor=colour)
    book["Plan"]["D1"] = "Progress"
    book.save(file)
    workbook = open_workbook(file)
    found = study(file, workbook, begin(workbook, file.name, "", None, False), date(2026, 12, 1))
    (question,) = [one for one in found.questions if "how far" in one.asks]
    assert question.asks.startswith(
        "Column D, Progress, has cells without words in the colours green (00B050) and red (FF0000)"
    )
    after = study(file, workbook, choices_after(found, form_key(question), "0"), date(2026, 12, 1))
    assert after.choices.tables[0].columns["D"] == ("reported_status",)
    part = words_part(after, 0)
    assert 'name="fill-00B050"' in part and "reported complete" in part
    assert "Empty cells in green (00B050) stand for" in part


def coloured(folder: Path, fills: dict[int, str], **sheets: str) -> Study:
    """The page of a plan whose status column holds colours without words."""
    file = write_workbook(folder / "plan.xlsx", {"Plan": PLAN.format("Lead").replace("Begun", "     "), **sheets})
    book = openpyxl.load_workbook(file)
    for row, colour in fills.items():
        book["Plan"][f"D{row}"].fill = PatternFill("solid", fgColor=colour)
        for sheet in sheets:
            book[sheet][f"A{row}"].fill = PatternFill("solid", fgColor=colour)
    book.save(file)
    return again(folder, begin(open_workbook(file), file.name, "", None, False))


def again(folder: Path, choices: Choices) -> Study:
    file = folder / "plan.xlsx"
    return study(file, open_workbook(file), choices, date(2026, 12, 1))


def options(found: Study, colour: str) -> list[str]:
    """What can be chosen for a colour on the page."""
    field = str(words_part(found, 0)).partition(f'name="fill-{colour}"')[2].partition("</select>")[0]
    return re.findall(r'<option value="([^"]+)"', field)


def test_every_word_can_be_chosen_for_a_colour_after_another_colour_has_one(tmp_path):
    found = coloured(tmp_path, {2: "00B050", 3: "FF0000"})
    assert {"reported complete", "in progress"} <= {*options(found, "FF0000")}
    after = again(tmp_path, found.choices.with_table(0, colours={"00B050": "reported complete"}))
    assert {"reported complete", "in progress"} <= {*options(after, "FF0000")}


def test_a_key_on_another_sheet_says_what_a_colour_stands_for(tmp_path):
    found = coloured(tmp_path, {2: "00B050", 3: "FF0000"}, Key="Sign | Meaning\n | Complete\n | On track\n")
    assert options(found, "00B050")[0] == "Complete" and options(found, "FF0000")[0] == "On track"


def test_a_word_that_a_colour_stands_for_is_not_missed_in_the_file(tmp_path):
    found = coloured(tmp_path, {2: "00B050", 3: "FF0000"})
    columns = {**found.choices.tables[0].columns, "D": ("reported_status",)}
    words = {"reported_status": {"Complete": "reported complete", "Parked": "paused"}}
    chosen = {"columns": columns, "colours": {"00B050": "Complete"}, "words": words}
    after = again(tmp_path, found.choices.with_table(0, **chosen))
    assert after.trial.unused == {"reported_status": ("Parked",)}


def test_one_of_our_words_that_a_colour_stands_for_is_suggested_as_what_it_means(tmp_path):
    found = coloured(tmp_path, {2: "00B050", 3: "FF0000"})
    columns = {**found.choices.tables[0].columns, "D": ("reported_status",)}
    colours = {"00B050": "reported complete", "FF0000": "not reported"}
    after = again(tmp_path, found.choices.with_table(0, columns=columns, colours=colours))
    suggestions = {word.as_written: word.suggestion for word in suggested_words(after, 0)}
    assert suggestions == {"reported complete": "reported complete", "not reported": "not reported"}
    assert again(tmp_path, with_suggestions(after, 0)).open_words == []


@pytest.mark.parametrize("fill", ["zz", "#00B050", "00b050", "00B0500", " "])
def test_what_is_no_colour_is_not_taken_from_a_form(tmp_path, fill):
    """A name for such a colour could not be worked out, and the page failed."""
    found = coloured(tmp_path, {2: "00B050", 3: "FF0000"})
    after = again(tmp_path, answers.with_words(found.choices, 0, [], {fill: "Done"}))
    assert after.choices.tables[0].colours == {}
