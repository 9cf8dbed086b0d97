"""A layout of a plan is saved only once a column holds what is to be done; a headline says which answers it awaits."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import pytest
from drawing import write_workbook

from loaders.propose.builder.begin import begin
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.headline import headline
from loaders.propose.builder.missing import open_questions
from loaders.propose.builder.study import Study, open_workbook
from loaders.propose.builder.try_choices import study
from tracker.terms import Kind

pytestmark = pytest.mark.slow  # each test reads a workbook by several layouts

FINDINGS = """
Ref | Weakness         | Due date   | Status
F1  | Lamps are broken | 2026-03-01 | Begun
F2  | Doors are bare   | 2026-04-01 | Begun
"""
NO_ACTION = "No column holds what is to be done"
GUIDANCE = """
Ref                 | Action                     | Due date   | Status   | Lead
Enter the reference | Please describe the action | 2026-01-01 | Pick one | Enter the post
"""


def seen(folder: Path, table: str, choices: Choices | None = None) -> Study:
    file = write_workbook(folder / "plan.xlsx", {"Plan": table})
    workbook = open_workbook(file)
    return study(file, workbook, choices or begin(workbook, file.name, "", None, False), date(2026, 12, 1))


def asked(choices: Choices) -> list[str]:
    return [one for one in open_questions(choices, set()) if NO_ACTION in one]


def test_a_plan_without_words_of_what_is_to_be_done_is_not_saved(tmp_path):
    choices = seen(tmp_path, FINDINGS).choices
    assert choices.tables[0].fills == Kind.ACTION and "action" not in {*choices.tables[0].columns.values()}
    assert len(asked(choices)) == 1
    columns = {**choices.tables[0].columns, "B": ("action",)}
    assert asked(choices.with_table(0, columns=columns)) == []
    assert asked(choices.with_table(0, section="action")) == []
    assert asked(choices.with_table(0, always={"action": "Mend it"})) == []


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.ACTION])
def test_a_sheet_of_another_kind_needs_no_such_column(tmp_path, kind):
    assert asked(seen(tmp_path, FINDINGS).choices.with_table(0, fills=kind)) == []


def test_actions_beside_the_words_of_their_recommendations_need_no_such_column(tmp_path):
    choices = seen(tmp_path, FINDINGS).choices
    register = Choices((choices.tables[0], choices.tables[0])).with_table(1, fills=Kind.RECOMMENDATION)
    assert asked(register) == []
    assert len(asked(register.with_table(1, fills=Kind.ACTION))) == 2


def test_a_workbook_is_not_said_to_be_blank_before_its_questions_are_answered(tmp_path):
    found = seen(tmp_path, GUIDANCE)
    assert found.questions and found.is_empty
    assert headline(found).startswith("1 question is still to be answered. So far no row counts as a record. ")
    assert "drop it" not in headline(found)
