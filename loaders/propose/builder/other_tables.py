"""Asks about tables on a sheet that is read, below, beside or above the table that the layout reads there."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import groupby

import msgspec

from loaders.mapping.reconcile import ELSEWHERE
from loaders.mapping.sheets import sheet_named
from loaders.propose.builder.begin import draft_tables, propose_for_officer
from loaders.propose.builder.choices import Choices
from loaders.propose.builder.question import Answer, LayoutQuestion
from loaders.propose.builder.row_labels import ending
from loaders.propose.builder.study import SheetRead, Study
from loaders.propose.builder.tables import MOST_TABLES, with_another_table
from loaders.propose.points_to_check import one_line
from loaders.propose.unread_tables import UnreadTable, unread_tables
from loaders.reader.grid import Grid
from tracker.column_letters import letter
from tracker.findings import NotReadable
from tracker.words import plural, runs


def other_tables(study: Study) -> Iterator[LayoutQuestion]:
    """A question for each table that nothing reads on a sheet where another table is read."""
    by_sheet = sorted(study.reads.items(), key=lambda one: one[0][1])
    for sheet, group in groupby(by_sheet, key=lambda one: one[0][1]):
        reads = {number: read for (number, _), read in group}
        with suppress(NotReadable):
            grid = sheet_named(study.workbook, sheet)
            for table in unread_tables(grid, _used(reads.values())):
                key = f"table: row {table.header_row} from column {letter(table.columns[0])} of {sheet}"
                if not any(key in study.choices.tables[number].decided for number in reads):
                    yield _question(study, grid, reads, key, table)


def with_next_table(study: Study, sheet: str) -> Choices:
    """The choices with one more table of a sheet: one that nothing reads, else the same rows for another kind.

    Raises NotReadable where none is found, or there are too many.
    """
    grid = sheet_named(study.workbook, sheet)
    reads = {number: read for (number, name), read in study.reads.items() if name == sheet}
    unread = sorted(unread_tables(grid, _used(reads.values())), key=lambda table: not table.is_plan) if reads else []
    found = (one for table in unread for one in _reading(study, _ended(study, grid, reads, table), grid, table))
    if answer := next(found, None):
        return answer.choices
    return with_another_table(study.workbook, study.proposals[0].file, study.choices, sheet)


def _used(reads: Iterable[SheetRead]) -> dict[int, set[int]]:
    """The columns of each row that some table takes: those of its headings, its records, and rows left out of them."""
    used: dict[int, set[int]] = {}
    for columns, rows in ((read.columns, read.rows) for read in reads if read.columns):
        left_out = (row for row, why in rows.left_out.items() if why not in ELSEWHERE)
        for row in (*columns.header_rows, *rows.records, *left_out):
            used.setdefault(row, set()).update(columns.table)
    return used


def _question(study: Study, grid: Grid, reads: dict[int, SheetRead], key: str, table: UnreadTable) -> LayoutQuestion:
    place = _place(study, grid, reads, table)
    n = len(table.rows)
    first = one_line(table.first_heading)
    asks = (
        f"{place} hold another table, which begins with “{first}” and has {plural(n, 'row')}. Nothing reads it. "
        "Is it part of this plan?"
    )
    choices = _ended(study, grid, reads, table)
    leave = Answer("It is no part of this plan", choices.with_decided(reads, key))
    answers = (*_reading(study, choices, grid, table), leave)
    if not table.is_plan:
        answers = answers[::-1]
    in_headline = f"{place[:1].lower()}{place[1:]} hold another table, which nothing reads"
    return LayoutQuestion(key, (*reads,), asks, answers, in_headline=in_headline, sheet=grid.name)


def _place(study: Study, grid: Grid, reads: dict[int, SheetRead], table: UnreadTable) -> str:
    """The rows of a table with its headings, and its columns where another table is beside it."""
    rows = range(table.header_row, table.rows[-1] + 1)
    beside = not _used(reads.values()).keys().isdisjoint(rows)
    columns = f" of columns {letter(table.columns[0])} to {letter(table.columns[-1])}" if beside else ""
    sheet = f" of “{one_line(grid.name)}”" if len(study.workbook.grids) > 1 else ""
    return f"Rows {runs([*rows])}{columns}{sheet}"


def _reading(study: Study, choices: Choices, grid: Grid, table: UnreadTable) -> Iterator[Answer]:
    """The answer that the table is read too, unless there are too many."""
    file, first = study.proposals[0].file, letter(table.columns[0])
    with suppress(NotReadable):
        found = propose_for_officer(study.workbook, file, choices.sender, grid.name, (table.header_row,), first)
        every = (*choices.tables, *draft_tables(found))
        if len(every) <= MOST_TABLES:
            yield Answer("Read it too", msgspec.structs.replace(choices, tables=every))


def _ended(study: Study, grid: Grid, reads: dict[int, SheetRead], table: UnreadTable) -> Choices:
    """The choices with an end above the table for each that cannot be read past its headings."""
    choices = study.choices
    for number, read in reads.items():
        if read.why_not and read.columns and read.columns.header_rows[-1] < table.header_row:
            with suppress(NotReadable):
                choices = choices.with_table(number, stops_at=ending(grid, read.columns, table.header_row))
    return choices
