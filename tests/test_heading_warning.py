"""The page says that wrongly chosen headings look wrong, and names the rows that seem right."""

from __future__ import annotations  # see conftest.py for the reason

from pathlib import Path

import pytest
from drawing import write_workbook

from loaders.propose.builder import tables
from loaders.propose.builder.begin import begin
from loaders.propose.builder.heading_warning import HeadingWarning, heading_warning
from loaders.propose.builder.study import open_workbook

TWO_ROWS = """
Improvement plan | | | | |
Ref | Agreed action | Target date | Target date | Progress | Lead
    |               | Original    | Revised     | Status   | Post
A1  | Mend the lamps in every room  | 2026-03-01 | 2026-05-01 | Done  | Head of Estates
A2  | Paint the doors of all wards  | 2026-04-01 |            | Begun | Head of Estates
A3  | Check the hoses and the pumps | 2026-05-01 | 2026-06-01 | Begun | Head of Works
"""
ONE_ROW = """
Ref | Action | Due date | Status
A1  | Mend the lamps  | 2026-03-01 | Done
A2  | Paint the doors | 2026-04-01 | Begun
A3  | Check the hoses | 2026-05-01 | Begun
"""
STRANGE = """
Wo  | Was            | Wann       | Wie
    | Kurz           | Bis        | Stand
X1  | Lampen richten | 2026-03-01 | Fertig
X2  | Tore streichen | 2026-04-01 | Offen
X3  | Pumpen warten  | 2026-05-01 | Offen
"""


def doubt(folder: Path, drawn: str, first: int, deep: int) -> HeadingWarning | None:
    """What is said after somebody pressed a row for the headings."""
    file = folder / "plan.xlsx"
    write_workbook(file, {"Plan": drawn})
    workbook = open_workbook(file)
    begun = begin(workbook, file.name, "", None, False)
    pressed = tables.with_headings(workbook, file.name, begun, 0, "Plan", first, deep)
    return heading_warning(workbook.grids[0], pressed.tables[0])


@pytest.mark.parametrize(("drawn", "rows"), [(TWO_ROWS, (2, 3)), (ONE_ROW, (1,))])
def test_rows_that_the_program_would_take_itself_are_not_doubted(tmp_path, drawn, rows):
    assert doubt(tmp_path, drawn, rows[0], len(rows)) is None


@pytest.mark.parametrize(
    ("first", "deep", "says"),
    [
        (3, 1, "Row 2 looks like headings too."),
        (2, 1, "Row 3 looks like headings too, and would be read as a record."),
        (3, 2, "Row 4 looks like a record: it holds A4, “A"),
        (4, 1, "Row 4 looks like a record: it holds A4, “A"),
        (5, 1, "Row 5 looks like a record: it holds A5, “A"),
    ],
)
def test_of_headings_over_two_rows_both_are_offered_whichever_row_was_pressed(tmp_path, first, deep, says):
    found = doubt(tmp_path, TWO_ROWS, first, deep)
    assert found is not None and found.says.startswith(says) and found.better == (2, 3)


@pytest.mark.parametrize("row", [2, 3])
def test_a_record_is_not_silently_read_as_headings(tmp_path, row):
    found = doubt(tmp_path, ONE_ROW, row, 1)
    assert found is not None and found.says.startswith(f"Row {row} looks like a record") and found.better == (1,)


@pytest.mark.parametrize(
    ("drawn", "first", "deep", "says", "better"),
    [
        ("Plan of works | Version 3 | Estate | North" + ONE_ROW, 1, 2, "Row 1 looks like no headings.", (2,)),
        (TWO_ROWS, 1, 1, "Rows 2 and 3 look like headings, more than the chosen row does.", (2, 3)),
    ],
)
def test_rows_too_many_and_rows_elsewhere_are_called_so(tmp_path, drawn, first, deep, says, better):
    assert doubt(tmp_path, drawn, first, deep) == HeadingWarning(says, better)


def test_a_second_row_of_unknown_headings_is_seen_by_the_days_below_it(tmp_path):
    found = doubt(tmp_path, STRANGE, 1, 1)
    assert found == HeadingWarning("Row 2 looks like headings too, and would be read as a record.", (1, 2))
