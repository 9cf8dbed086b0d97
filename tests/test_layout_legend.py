"""A key of colours or words, wherever it is, is shown beside each word; it decides nothing."""

from __future__ import annotations  # see conftest.py for the reason

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawing import write_workbook

from loaders.propose.builder.begin import begin
from loaders.propose.builder.legend import WordMeaning, legend
from loaders.propose.builder.study import Study, open_workbook, read_by
from loaders.propose.builder.try_choices import study

pytestmark = pytest.mark.slow  # each test reads a workbook by several layouts

PLAN = """
Ref | Action          | Due date   | Status | Remarks     {}
A1  | Mend the lamps  | 2026-03-01 | Red    | Amber = odd {}
A2  | Paint the doors | 2026-04-01 | Amber  | None so far {}
A3  | Check the hoses | 2026-05-01 | Green  | None so far {}
"""
SAYS = ("Overdue / not started", "At risk", "Delivered")
WORDS = ("Red", "Amber", "Green")
KEY = "\n".join(f"{word} | {said} | | | " for word, said in zip(WORDS, SAYS, strict=True))


def read(folder: Path, **sheets: str) -> Study:
    """The study of a workbook as drafted."""
    file = write_workbook(folder / "plan.xlsx", sheets)
    workbook = open_workbook(file)
    return read_by(workbook, file.name, begin(workbook, file.name, "", None, False))


def said(study: Study) -> dict[str, list[tuple[str, str]]]:
    return {word: [(one.meaning, one.cell) for one in found] for word, found in legend(study, WORDS).items()}


def in_cells(*cells: str) -> dict[str, list[tuple[str, str]]]:
    return {word.lower(): [(means, cell)] for word, means, cell in zip(WORDS, SAYS, cells, strict=True)}


def test_a_key_beside_the_table(tmp_path):
    beside = ["", *(f" | | {word} | {means}" for word, means in zip(WORDS, SAYS, strict=True))]
    assert said(read(tmp_path, Plan=PLAN.format(*beside))) == in_cells("G2", "G3", "G4")


def test_a_key_above_the_table_below_it_and_on_a_sheet_of_its_own(tmp_path):
    plan = PLAN.format("", "", "", "").strip()
    assert said(read(tmp_path, Plan=f"{KEY}\n| | | | \n{plan}")) == in_cells("A1", "A2", "A3")
    assert said(read(tmp_path, Plan=f"{plan}\n| | | | \nKey | | | | \n{KEY}")) == in_cells("A7", "A8", "A9")
    own = read(tmp_path, Plan=plan, Key=f"RAG | Meaning | | | \n{KEY}")
    assert legend(own, ["Amber"])["amber"] == [WordMeaning("At risk", "Key", "A3")]


@pytest.mark.parametrize("between", ["\n", "; ", ", "])
@pytest.mark.parametrize("sign", [" = ", ": ", " – "])
def test_lines_of_one_cell(tmp_path, sign, between):
    words = between.join(f"{word}{sign}{means}" for word, means in zip(WORDS, SAYS, strict=True))
    plan = PLAN.format("", "", "", "").strip()
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": f"Key here | | | | \n{plan}"})
    book = openpyxl.load_workbook(file)
    book["Plan"]["A1"] = words
    book.save(file)
    workbook = open_workbook(file)
    study = read_by(workbook, file.name, begin(workbook, file.name, "", None, False))
    assert said(study) == in_cells("A1", "A1", "A1")


def test_records_and_lists_beside_each_other_are_not_a_key_and_decide_nothing(tmp_path):
    lists = "\n".join(f"{word} | {other} | {third}" for word, other, third in zip(WORDS, "XYZ", "123", strict=True))
    assert said(read(tmp_path, Plan=PLAN.format("", "", "", ""), Lists=lists)) == {}
    study = read(tmp_path, Plan=PLAN.format("", "", "", ""), Key=KEY)
    assert said(study) == in_cells("A1", "A2", "A3")
    assert study.choices.tables[0].words == {} and all(word.meaning is None for word in study.words(0))


@pytest.mark.parametrize(("title", "rows"), [("", (5, 6, 7)), ("Colour guide | | | | \n", (5, 6, 7, 8))])
def test_a_key_right_below_the_table_is_found_and_its_rows_are_asked_about(tmp_path, title, rows):
    plan = PLAN.format("", "", "", "").strip()
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": f"{plan}\n{title}{KEY}"})
    workbook = open_workbook(file)
    found = study(file, workbook, begin(workbook, file.name, "", None, False), date(2026, 12, 1))
    (question,) = [one for one in found.questions if one.rows]
    assert question.rows == rows and "look like a key: " in question.asks
    assert "The table ends above row 5" in [answer.words for answer in question.answers]
    assert said(found) == in_cells(*(f"A{row}" for row in rows[-3:]))
    assert found.trial and [one.read for one in found.trial.rows] == [3]


def test_records_whose_reference_is_a_colour_are_no_key(tmp_path):
    plan = PLAN.format("", "", "", "").replace("A1 ", "Red").replace("A2 ", "Amber").strip()
    file = write_workbook(tmp_path / "plan.xlsx", {"Plan": plan})
    workbook = open_workbook(file)
    found = study(file, workbook, begin(workbook, file.name, "", None, False), date(2026, 12, 1))
    assert not [one for one in found.questions if one.rows]
