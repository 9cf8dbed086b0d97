"""A cell of an action that lists several points counts as one action, and somebody is asked whether it is one."""

from __future__ import annotations  # see conftest.py for the reason

import time
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawing import write_workbook
from one_plan import PLAN as PLAN_LAYOUT
from one_plan import read

from loaders.mapping.lists_in_cells import is_list
from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.headline import headline
from loaders.propose.builder.question import LayoutQuestion
from loaders.propose.builder.questions import choices_after, form_key
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.try_choices import study
from tracker.file_terms import Lists
from tracker.terms import Severity, WhoActs

PLAN = """
Ref | Action          | Due date   | Status
A1  | Mend the lamps  | 2026-03-01 | Begun
A2  | Paint the doors | 2026-04-01 | Begun
A3  | Check the hoses | 2026-05-01 | Begun
"""
LISTS = ("1. Train all staff 2. Publish the policy", "Do two things:\n(a) train all staff\n(b) publish the policy")


def seen(folder: Path, *texts: str, choices: Choices | None = None) -> Study:
    """The page of a plan whose actions say these texts, from the first one on."""
    file = write_workbook(folder / "plan.xlsx", {"Plan": PLAN})
    book = openpyxl.load_workbook(file)
    for row, text in enumerate(texts, 2):
        book["Plan"][f"B{row}"] = text
    book.save(file)
    workbook = open_workbook(file)
    return study(file, workbook, choices or begin(workbook, file.name, "", None, False), date(2026, 12, 1))


def asked(found: Study) -> list[LayoutQuestion]:
    return [one for one in found.questions if "several" in one.asks]


def test_lists_in_cells_of_actions_are_asked_about_with_their_cells_and_first_words(tmp_path):
    found = seen(tmp_path, *LISTS)
    (question,) = asked(found)
    assert question.asks == (
        "2 actions list several points in one cell: “1. Train all staff 2. Publish the policy” (B2) and “Do two "
        "things: (a) train all staff (b) publish the policy” (B3). A row counts as one action, and nothing is split "
        "here. Is each of them one action, or several?"
    )
    assert [answer.words for answer in question.answers] == [
        "Each is one action, as its row says",
        "Each is several actions: ask the sender to give each a row of its own",
    ]
    assert "2 actions list several points, so each may be more than one" in headline(found)


@pytest.mark.slow
def test_the_answer_stands_in_the_layout_and_several_actions_are_put_to_the_sender(tmp_path):
    found = seen(tmp_path, *LISTS)
    key = form_key(asked(found)[0])
    for n, rules in enumerate(([], ["row_is_one_action"] * 2)):
        again = seen(tmp_path, *LISTS, choices=choices_after(found, key, str(n)))
        assert asked(again) == [] and f'lists = "{[*Lists][n]}"' in again.text
        assert [one.records for one in again.trial.rows] == [3]
        assert [one.rule for one in again.trial.problems if "one_action" in one.rule or "lists" in one.rule] == rules
    (first, _) = [one for one in again.trial.problems if one.rule == "row_is_one_action"]
    assert (first.cell, first.found, first.who_acts) == ("B2", LISTS[0], WhoActs.SENDER)


BELOW = """
Action          | Due date   | Status
Mend the lamps  | 2026-03-01 | Begun
Paint the doors | 2026-04-01 | Begun
Check the hoses | 2026-05-01 | Begun

Issues of all actions
Tell us: 1. what is late 2. what comes next
"""


def test_a_row_that_may_be_no_record_is_asked_about_as_a_list_only_once_somebody_counts_it(tmp_path):
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": BELOW})
    workbook = open_workbook(file)
    found = study(file, workbook, begin(workbook, file.name, "", None, False), date(2026, 12, 1))
    (rows,) = [one for one in found.questions if one.rows]
    assert rows.rows == (6, 7) and asked(found) == [] and "several points" not in headline(found)
    counted = choices_after(found, form_key(rows), str(len(rows.answers) - 1))
    (question,) = asked(study(file, workbook, counted, date(2026, 12, 1)))
    assert "“Tell us: 1. what is late 2. what comes next” (A7)" in question.asks


def test_one_list_is_spoken_of_as_one(tmp_path):
    (question,) = asked(seen(tmp_path, LISTS[0]))
    assert question.asks.startswith("1 action lists several points in one cell: ")
    assert question.asks.endswith("Is it one action, or several?")
    assert question.answers[0].words == "It is one action, as its row says"


def test_the_data_officer_is_asked_once_for_each_table_where_a_layout_does_not_say_what_lists_are(workbook):
    table = "Ref | Action | Due\nA1 | 1. x 2. y | 2026-01-31\nA2 | x | 2026-01-31\nA3 | (a) x (b) y | 2026-01-31"
    (problem,) = [one for one in read(workbook(Plan=table), PLAN_LAYOUT)[0].problems if "lists" in one.rule]
    assert (problem.found, problem.cell) == ("1. x 2. y, and in 1 more row", "B2")
    assert (problem.severity, problem.who_acts) == (Severity.WARNING, WhoActs.DATA_OFFICER)
    said = PLAN_LAYOUT.replace("[columns]", 'lists = "one action"\n[columns]')
    assert not [one for one in read(workbook(Plan=table), said)[0].problems if "lists" in one.rule]


@pytest.mark.parametrize("text", [
    *LISTS, "1) Train 2) Publish", "(1) Train all staff; and (2) publish", "[1] Train [2] Publish",
    "1.Train all staff\n2.Publish the policy", "a) Train all staff b) Publish", "(i) Train all (ii) Publish",
    "1 Train all staff\n2 Publish the policy", "1 - Train all staff 2 - Publish the policy",
    "• Train all staff\n• Publish the policy", "- Train all staff\n- Publish the policy\n- Tell everybody",
    "Action 1: train all staff. Action 2: publish the policy", "A. Train all staff\nB. Publish the policy",
    "We will:\n  1. Train all\n     staff\n  2. “Publish” the policy",
])  # fmt: skip
def test_a_list_is_known_however_its_points_are_marked(text):
    assert is_list(text)


@pytest.mark.parametrize("text", [
    "Train all staff", "Train all staff\nand publish the policy", "1. Train all staff", "Deliver 1.1 and 1.2",
    "Meet the duty under section 47 (a) and (b)", "Report by 1.4.2026 and 2.5.2026", "Write version 1.0, then 2.0",
    "Open from 1:30 to 2:30", "Train 1 in 2 officers", "- Train all staff", "Spend £1. Then £2. Then stop",
    "Follow recommendations 1, 2 and 3", "Train all staff - and publish - the policy", "Agree 1–2 dates",
    "Have a plan, e.g. a rota, i.e. a list", "Ask A & B; see para. (a) to (c)",
])  # fmt: skip
def test_what_only_has_numbers_or_signs_in_it_is_no_list(text):
    assert not is_list(text)


@pytest.mark.parametrize("point", ["1. a ", "(1) a ", "1 - a\n", "(a) a ", "- 1\n", "\t", " \n", "1. 2. 3. "])
def test_a_cell_as_long_as_excel_allows_is_searched_once(point):
    """A pattern that looked for the second point anew from each first one took three to five seconds for a cell."""
    text = (point * 32_767)[:32_767]
    began = time.process_time()
    assert not is_list(text)
    assert time.process_time() - began < 1  # takes some hundredths
