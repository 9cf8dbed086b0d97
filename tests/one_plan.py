"""Reads one plan by a layout given as text."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from checks.received_file import Sheet
from loaders.mapping.read_layout import read_layout
from loaders.mapping.sheets import read_sheets
from tracker.file_terms import Reason
from tracker.findings import NotReadable

STATUS = """
reported_status = "Status"
[reported_status]
"Under way" = "in progress"
"Done" = "reported complete"
"""
PLAN = """
fills = "action"
sheet = "Plan"
dates = "day first"

[columns]
action_ref = "Ref"
action = "Action"
due_on = "Due"
"""
NO_STATUS = "status_is_stated"
NOT_NAMED = "The layout does not name this column, so it was not read. Name it in [columns] or in not_read."
STATUS_THERE = "A status word is in a column that is not read."


def read_with_all_problems(path: Path, layout: str = PLAN) -> tuple[Sheet, ...]:
    """The sheets of a workbook by a layout given as text."""
    (path.parent / "transport.toml").write_text(layout, encoding="utf-8")
    return read_sheets(path, read_layout(path.parent / "transport.toml"))


def read(path: Path, layout: str = PLAN) -> tuple[Sheet, ...]:
    """The same without the problem that no column states a status: most of these plans have none, to be short."""
    sheets = read_with_all_problems(path, layout)
    return tuple(replace(one, problems=tuple(it for it in one.problems if it.rule != NO_STATUS)) for one in sheets)


def refusal(path: Path, layout: str = PLAN) -> str:
    with pytest.raises(NotReadable) as sentence:
        read(path, layout)
    return str(sentence.value)


def with_change(path: Path, change) -> Path:
    """Saves a change that text cannot draw in the workbook, and returns its path."""
    book = openpyxl.load_workbook(path)
    change(book.active)
    book.save(path)
    return path


def values(sheet: Sheet, *names: str) -> dict[int, tuple]:
    """Row number to the values read in the named columns."""
    return {row: tuple(values) for row, *values in sheet.rows[list(names)].itertuples(name=None)}


def notices(sheet: Sheet) -> list[tuple[str, str, str]]:
    """The problems found in the cells of a sheet: cell, words found, and the sentence."""
    found = (problem for problem in sheet.problems if problem.sheet)
    return [(problem.cell, problem.found, problem.sentence) for problem in found]


CORRECT = " Correct the layout, or make one for its new form on the page Load."


def blocks_left_out(sheet: Sheet, number: int = 0) -> list[tuple[str, int, str, Reason]]:
    """Place, filled cells, words and reason of each block left out, in the order of the sheet."""
    return [(one.place, one.filled, one.words, one.reason) for one in sheet.accounts[number].left_out]
