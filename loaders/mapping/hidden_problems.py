"""What was read of a sheet though nobody looking at it sees it: reported once for each kind and place, with a cell."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum

import pandas as pd

from loaders.mapping.headings import NO_HEADING
from loaders.mapping.problems import problem
from loaders.mapping.values import MappedTable
from tracker.columns.entries import COLUMNS
from tracker.file_terms import Hidden, Reason
from tracker.findings import Problem
from tracker.terms import Severity, WhoActs
from tracker.words import plural, runs

BY_ROW = {
    Hidden.ROW: "This is hidden in the file. It was read like any other row.",
    Hidden.FILTERED_OUT: "A filter hides this in the file. It was read like any other row.",
}
BY_CELL = {
    Hidden.MERGE: "A merged cell covers these words in the file. They were read.",
    Hidden.NUMBER_FORMAT: "The number format of this cell hides what is in it. It was read.",
    Hidden.FONT_COLOUR: "These words have the colour of their background, if no condition changes it. They were read.",
    Hidden.FONT_SIZE: "These words are too small to see. They were read.",
    Hidden.TEXT: "These words, or some of them, are marked as hidden in the document or page. They were read.",
    Hidden.CONDITION: "A conditional format may hide these words or strike them out. They were read.",
    Hidden.CONDITION_HOLDS: "A conditional format hides these words or strikes them out. They were read.",
    Hidden.STRUCK_OUT: "These words, or some of them, are struck out in the file. They were read like any other.",
}
SHOW = "Show in the sheet what is hidden, or take it out."
SETTLE = "Take out what is struck out if it no longer holds, or remove the strike-through."
COUNTS = "This {} counts in the figures, though people looking at the sheet cannot see it, or see it struck out."
Places = dict[Hidden, dict[str, list[int]]]  # reason, then our name of the column, to the rows


def of_table(table: MappedTable) -> Iterator[Problem]:
    """Yields notices of hidden sheets, columns, rows and cells, and warnings of hidden values that count."""
    places: Places = {}
    for cell in table.sheet.hidden_cells:
        places.setdefault(cell.why, {}).setdefault(cell.name, []).append(cell.row_number)
    yield from _sheet_and_columns(table)
    for why, sentence in BY_ROW.items():
        yield from _rows(table, sorted({row for rows in places.get(why, {}).values() for row in rows}), sentence)
    unfilled = [row for row, why in table.rows.left_out.items() if why == Reason.NOT_FILLED_IN]
    hidden = sorted(table.grid.hidden_rows.intersection(unfilled))
    yield from _rows(table, hidden, "This is hidden in the file and not filled in. It was left out.")
    for why in (why for why in BY_CELL if why in places):
        yield from _cells(table, why, places[why])
    yield from _problems_of_counting_cells(table, places)


def _sheet_and_columns(table: MappedTable) -> Iterator[Problem]:
    grid, columns = table.grid, table.columns
    if grid.is_hidden:
        sentence = "This sheet is hidden in the file. It was read."
        yield problem(table, (columns.header_rows[0], min(columns.read)), grid.name, sentence, SHOW, "hidden_is_said")
    for column in sorted(columns.read & grid.hidden_columns):
        sentence = "This column is hidden in the file. It was read."
        place = (columns.header_rows[-1], column)
        yield problem(table, place, columns.headings.get(column, NO_HEADING), sentence, SHOW, "hidden_is_said")


def _rows(table: MappedTable, rows: list[int], sentence: str) -> Iterator[Problem]:
    if rows:
        found = f"{'row' if len(rows) == 1 else 'rows'} {runs(rows)}"
        yield problem(table, (rows[0], min(table.columns.read)), found, sentence, SHOW, "hidden_is_said")


def _cells(table: MappedTable, why: Hidden, columns: dict[str, list[int]]) -> Iterator[Problem]:
    """Yields a problem for each column; only the sender can say whether struck-out words still stand."""
    is_struck_out = why == Hidden.STRUCK_OUT
    severity = Severity.WARNING if is_struck_out else Severity.NOTICE
    who_acts = WhoActs.SENDER if is_struck_out else WhoActs.DATA_OFFICER
    for name, rows in columns.items():
        to_do = SETTLE if is_struck_out else SHOW
        yield _of_column(table, name, rows, BY_CELL[why], to_do, "hidden_is_said", severity, who_acts)


def _problems_of_counting_cells(table: MappedTable, places: Places) -> Iterator[Problem]:
    """Yields warnings of hidden dates and words of a scale: they count wherever they are, so somebody must know.

    What a condition only may hide is not called hidden: it is in sight until the condition holds.
    """
    hiding = [columns for why, columns in places.items() if why != Hidden.CONDITION]
    for name in table.columns.places:
        holds = COLUMNS[table.layout.fills][name].holds
        rows = sorted({row for columns in hiding for row in columns.get(name, ())})
        if holds is date:
            rows = [row for row in rows if not pd.isna(table.sheet.rows.at[row, name])]
        if rows and issubclass(holds, date | StrEnum):
            sentence = COUNTS.format("date" if holds is date else "word")
            yield _of_column(table, name, rows, sentence, SHOW, "what_counts_is_seen", Severity.WARNING, WhoActs.SENDER)


def _of_column(
    table: MappedTable,
    name: str,
    rows: list[int],
    sentence: str,
    to_do: str,
    rule: str,
    severity: Severity,
    who_acts: WhoActs,
) -> Problem:
    """A problem of several cells in one column, placed at the first of them."""
    words = table.sheet.words.at[rows[0], name]
    found = f"{words}, and {plural(len(rows) - 1, 'more cell')} of this column" if len(rows) > 1 else words
    column = table.columns.places.get(name, min(table.columns.read))  # the title of a section is above its rows
    return problem(table, (rows[0], column), found, sentence, to_do, rule, severity, who_acts)
