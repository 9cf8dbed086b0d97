"""A file of the exam as it was read and checked, and whether anything that was said points at a row or field."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import coordinate_from_string, range_boundaries

from benchmarks.exam.case import Case, Right
from benchmarks.exam.drafts import Draft
from checks.find_rules import rules
from checks.judge import check
from checks.received_file import ReceivedFile, Sheet
from loaders.mapping.headings import key_of
from loaders.reader.grid import Grid
from tracker.file_terms import Reason
from tracker.terms import Kind, Severity

ON = date(2026, 3, 31)
COLUMNS = {  # by kind: the columns that hold the reference, the words and the state
    Kind.ACTION: ("action_ref", "action", "reported_status"),
    Kind.RECOMMENDATION: ("recommendation_ref", "recommendation", "response"),
}
A_COLUMN = (Reason.COLUMN_NOT_READ, Reason.COLUMN_NOT_NAMED)
ROWS = re.compile(r"\brows?\b(.*)")
FROM_TO = re.compile(r"\b(\d+)(?:(?: to |-|–)(\d+))?\b")


class Read(NamedTuple):
    """One record as it was read."""

    sheet: str
    row: int
    ref: str
    words: str
    due_on: date | None
    state: str
    is_refused: bool


@dataclass(frozen=True)
class Seen:
    """A file as it was read and checked, with all that was said about it."""

    case: Case
    grids: tuple[Grid, ...]
    sheets: tuple[Sheet, ...]
    draft: Draft

    @cached_property
    def _checked(self) -> Any:
        file = ReceivedFile(1, "exam", ON, "exam/plan", "", 0, agency=self.case.agency, sheets=self.sheets)
        return check([file])

    @cached_property
    def records(self) -> list[Read]:
        """Every row that was read as a record of the case's kind."""
        ref, words, state = COLUMNS[self.case.fills]
        frame = self._checked.rows[self.case.fills]
        return [
            Read(row.sheet, row.row_number, getattr(row, ref), getattr(row, words), _day(row), getattr(row, state),
                 row.is_refused)
            for row in frame.itertuples()
        ]  # fmt: skip

    @cached_property
    def problems(self) -> list[Any]:
        """Every problem, each with the one of our columns that it is about, "" for none."""
        about = {rule.name: rule.about for kind in Kind for rule in rules(kind)}
        frame = self._checked.problems
        frame = frame.assign(about=[about.get(rule, "") for rule in frame["rule"]])
        return [*frame[frame["rule"] != "file_facts"].itertuples()]

    def places(self, right: Right) -> set[tuple[str, int]]:
        """The sheets and rows where a person finds a record, by its reference or the beginning of its words.

        Only the columns of these two count, so that a 1 among scores or totals is not taken for a reference; if they
        hold neither, any column does.
        """
        found = {
            (grid.name, row, column)
            for grid in self.grids
            for row in grid.rows
            for column, words in grid.words(row).items()
            if is_named(right.name, words, words)
        }
        names = COLUMNS[self.case.fills][:2]
        there = {
            (sheet, row)
            for sheet, row, column in found
            if any(column in self.right_columns(sheet, name) for name in names)
        }
        return there or {(sheet, row) for sheet, row, _ in found}

    def columns(self, sheet: str, field: str) -> set[int]:
        """The columns of a sheet that a field was read from."""
        read = (one.letters.get(field) for one in self.sheets if one.name == sheet)
        return {column_index_from_string(letters) for letters in read if letters}

    def right_columns(self, sheet: str, field: str) -> set[int]:
        """The columns of a sheet in which a person sees a field."""
        right = self.case.columns.get(field, [])
        headings = [right] if isinstance(right, str) else right
        names = {key_of(name) for one in headings for name in (one, one.rpartition(" / ")[2]) if name}
        grid = next(grid for grid in self.grids if grid.name == sheet)
        cells = (one for row in grid.rows for one in grid.words(row).items())
        return {column for column, words in cells if key_of(words) in names}

    def left_out(self, sheet: str, row: int) -> Iterator[tuple[Reason, int, int]]:
        """What was left out in a row: the reason, and the first and last column."""
        for one in (account for read in self.sheets for account in read.accounts if account.sheet == sheet):
            for block in one.left_out:
                left, top, right, bottom = range_boundaries(block.place)
                if top <= row <= bottom:
                    yield block.reason, left, right

    def says_row(self, sheet: str, row: int) -> bool:
        """Whether anything says that a whole row is not read or does not count."""
        return (
            any(reason not in A_COLUMN for reason, _, _ in self.left_out(sheet, row))
            or any((one.sheet, one.row) == (sheet, row) and self._is_said_refused(one) for one in self.records)
            or any(
                one.severity == Severity.REFUSED and (one.sheet, one.row_number) == (sheet, row)
                for one in self.problems
            )
            or any(
                int(first) <= row <= int(last or first)
                for line in self.draft.sentences
                for after in ROWS.findall(line)
                for first, last in FROM_TO.findall(after)
            )
        )

    def _is_said_refused(self, record: Read) -> bool:
        """Whether a row does not count, and a problem with it or with its whole sheet says so."""
        return record.is_refused and any(
            one.severity == Severity.REFUSED
            and one.sheet == record.sheet
            and (pd.isna(one.row_number) or one.row_number == record.row)
            for one in self.problems
        )

    def says_field(self, sheet: str, row: int, field: str, is_blank: bool) -> bool:
        """Whether anything points at one field of one row: at its cell, at its column, or through a rule about it.

        A warning that its column is not named counts, and so does one that no column is read as the status. An account
        of what was left out excuses only a blank: a wrong value from another column looks right to a reader.
        """
        read, right = self.columns(sheet, field), self.columns(sheet, field) | self.right_columns(sheet, field)
        return (is_blank and self._says_left_out(sheet, row, field, right)) or any(
            one.sheet == sheet
            and (
                (one.row_number == row and (one.about == field or _column(one.cell) in (right if is_blank else read)))
                or (one.rule == "columns_are_named" and _column(one.cell) in right)
                or (one.rule == "status_is_read" and field == "reported_status")
                or (pd.isna(one.row_number) and one.about == field)
            )
            for one in self.problems
        )

    def _says_left_out(self, sheet: str, row: int, field: str, columns: set[int]) -> bool:
        of_column = {
            column
            for reason, left, right in self.left_out(sheet, row)
            if reason in A_COLUMN
            for column in range(left, right + 1)
        }
        named = [re.compile(rf"\bcolumns? [A-Z, ]*\b{get_column_letter(column)}\b") for column in columns]
        return bool(columns & of_column) or any(
            field in line or any(one.search(line) for one in named) for line in self.draft.sentences
        )


def is_named(name: str, ref: str, words: str) -> bool:
    """Whether a record has this reference, or words that begin with this name."""
    return name == ref or (" " in name and " ".join(words.split()).startswith(name))


def _day(row: Any) -> date | None:
    on = getattr(row, "due_on", None)
    return None if on is None or pd.isna(on) else pd.Timestamp(on).date()


def _column(cell: str) -> int:
    return column_index_from_string(coordinate_from_string(cell)[0]) if cell else 0
