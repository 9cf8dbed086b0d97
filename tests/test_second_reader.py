"""Where two readers of a workbook differ is told cell by cell, but for how each rounds a second."""

import io
from datetime import datetime, time, timedelta

import openpyxl
import pytest

from loaders.reader.differences import MOST_DISAGREEMENTS
from loaders.reader.raw_sheet import RawSheet
from loaders.reader.with_openpyxl import disagreements


def saved(*values: object) -> bytes:
    """A workbook with the values in its first column."""
    workbook, content = openpyxl.Workbook(), io.BytesIO()
    workbook.active.title = "Plan"
    for row, value in enumerate(values, start=1):
        workbook.active.cell(row, 1, value)
    workbook.save(content)
    return content.getvalue()


def first_reader(*values: object) -> list[RawSheet]:
    """What the first reader has found in that column."""
    return [RawSheet("Plan", rows={row: [value] for row, value in enumerate(values, start=1)})]


@pytest.mark.parametrize(
    ("other", "one", "is_same"),
    [
        (time(9, 30), time(9, 30, 1), True),
        (time(9, 30), time(9, 29, 59), True),
        (time(9, 30), time(9, 30, 2), False),
        (time(9, 30), time(10, 30), False),
        (time(9, 30), time(9, 31), False),
        (datetime(2026, 3, 31, 9, 30), datetime(2026, 3, 31, 9, 30, 1), True),
        (datetime(2026, 3, 31, 9, 30), datetime(2026, 3, 31, 9, 30, 2), False),
        (datetime(2026, 3, 31), datetime(2026, 4, 1), False),
        (timedelta(hours=30), timedelta(hours=30, seconds=1), True),
        (timedelta(hours=30), timedelta(hours=30, seconds=2), False),
        (1, 1.0, True),
        (1, True, False),
        (0, False, False),
        (True, True, True),
        (False, True, False),
        ("Done", "Done ", True),
        ("Done", "done", False),
    ],
)
def test_a_cell_that_the_second_reader_reads_otherwise_is_told(other, one, is_same):
    found = disagreements(saved(other), first_reader(one))
    assert [(cell["sheet"], cell["cell"]) for cell in found] == ([] if is_same else [("Plan", "A1")])


@pytest.mark.parametrize(
    ("differing", "last"), [(MOST_DISAGREEMENTS, ""), (MOST_DISAGREEMENTS + 2, "2 more cells differ")]
)
def test_beyond_the_first_thousand_only_their_number_is_told(differing, last):
    assert MOST_DISAGREEMENTS == 1_000
    found = disagreements(saved(*range(differing)), first_reader(*range(1, differing + 1)))
    assert len(found) == MOST_DISAGREEMENTS + bool(last)
    assert (found[-1]["cell"], found[-1]["one"] if last else "") == ("" if last else f"A{MOST_DISAGREEMENTS}", last)
