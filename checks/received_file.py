"""A file as received and a sheet as read, as the loaders hand them to the checks and the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import pandas as pd

from tracker.columns.entries import COLUMNS
from tracker.findings import Account, HiddenCell, Problem
from tracker.spans import NO_DAY, NO_RECORD
from tracker.terms import Kind

FRAME_TYPES = {date: "datetime64[us]", list: object}  # everything else is text


class ActionOfRow(NamedTuple):
    """The action that a row of a form belongs to, whatever its words are now.

    `sender` is who reported it first and `ref_given` the reference that the plan gives. `repeats` is the number of the
    first row with the action if the form holds it twice, else 0.
    """

    sender: str
    action_ref: str
    ref_given: str
    repeats: int = 0


@dataclass(frozen=True)
class Sheet:
    """One sheet of one file, column by column; `numbers` are its records' row numbers in the spreadsheet.

    `values` holds the values by our column, read by their type (see `tracker/columns/`), a date column joined by
    `<name>_precision`; `written` holds the same cells as written. `rows` and `words` are both as frames. `accounts`
    says what became of the cells of every sheet of the file and comes with the first one. `confirmed` are the names in
    the layout's list of agencies, `agencies` its spellings, each with the name that it means. `log` says whether a log
    of checks is a "whole" record or a "list" of new entries, "" if the layout does not say. `without_marks` names a
    format, such as ".csv", that does not say of any cell whether it was hidden; it is "" for one that does. `not_named`
    are the filled columns that the layout does not name, by heading and letter, and `nearest` the one that each of our
    columns without a heading may be. `numbered_by` are the columns whose words tell apart the rows of a plan without
    references, and `renumbered` says which of the references that we gave them continues under another.
    `actions_of_rows` gives the action of each row of a form.
    """

    name: str
    kind: Kind
    numbers: list[int]
    values: dict[str, Sequence[Any]]
    written: dict[str, Sequence[str]]
    headings: dict[str, str]
    letters: dict[str, str]
    problems: tuple[Problem, ...] = ()
    accounts: tuple[Account, ...] = ()
    confirmed: frozenset[str] = frozenset()
    agencies: dict[str, str] = field(default_factory=dict)
    log: str = ""
    hidden_cells: tuple[HiddenCell, ...] = ()
    without_marks: str = ""
    not_named: tuple[str, ...] = ()
    nearest: dict[str, str] = field(default_factory=dict)
    numbered_by: tuple[str, ...] = ()
    renumbered: dict[str, str] = field(default_factory=dict)
    actions_of_rows: dict[int, ActionOfRow] = field(default_factory=dict)

    @cached_property
    def place_of(self) -> dict[int, int]:
        """The place in the columns of each row number."""
        return {row: n for n, row in enumerate(self.numbers)}

    @cached_property
    def rows(self) -> pd.DataFrame:
        """The values as a frame, indexed by row number."""
        return frame_of(self.kind, self.values).set_axis(self.numbers)

    @cached_property
    def words(self) -> pd.DataFrame:
        """The cells as written, as a frame indexed by row number."""
        return pd.DataFrame(self.written, index=self.numbers, dtype=str)


class FileCorrection(NamedTuple):
    """A correction that the ledger makes to a file after it was recorded: its kind, when, and by which post.

    `known_from` is the day from which it counts and `known_from_file` the number of its record; `made_on` is the day
    that it names.
    """

    kind: str
    known_from: date
    known_from_file: int
    made_on: date
    because: str
    post: str
    why: str
    chain: str


@dataclass(frozen=True)
class ReceivedFile:
    """One file from one sender; `path` is relative to the folder that was loaded, with forward slashes.

    `known_on` is the day from which it counts; `sent_as`, `commitment`, `names` and `chain` come from the ledger, as do
    the `corrections` of a file that was recorded by mistake or holds personal data. A withdrawn file counts before the
    day `known_to` and the record `known_to_file`. `holds` says what it answers for if that is not every action of its
    sender. As the `form` of a request it answers for the `requested_actions`, each given by who
    reported it first and its reference.
    """

    file_id: int
    sender: str
    received_on: date
    path: str
    sha256: str
    size_bytes: int
    known_on: date = date.min
    known_to: date = NO_DAY
    known_to_file: int = NO_RECORD
    corrections: tuple[FileCorrection, ...] = ()
    sent_as: str = ""
    commitment: str = ""
    names: str = ""
    chain: str = ""
    layout: str = ""
    layout_sha256: str = ""
    bodies_sha256: str = ""
    agency: str = ""
    reports_every: int | None = None
    illustrative: bool = False
    compiled: bool = False
    note: str = ""
    holds: str = ""
    form: str = ""
    requested_actions: tuple[tuple[str, str], ...] = ()
    sheets: tuple[Sheet, ...] = ()
    problems: tuple[Problem, ...] = field(default=())
    is_read: bool = True

    @property
    def is_withdrawn(self) -> bool:
        """Whether it was withdrawn, so that it no longer counts."""
        return self.known_to_file < NO_RECORD

    @property
    def without_marks(self) -> str:
        """Its format, such as ".csv", if that does not say of any cell whether it was hidden; "" for one that does."""
        return next((sheet.without_marks for sheet in self.sheets), "")

    @property
    def why_not_read(self) -> str:
        """Why it could not be read at all, "" if it was."""
        return "" if self.is_read else self.problems[0].sentence.partition(": ")[2]


def frame_of(kind: Kind, values: Mapping[str, Sequence[Any]]) -> pd.DataFrame:
    """The values of a kind of sheet, column by column, as a frame."""
    types = {name: FRAME_TYPES.get(column.holds, str) for name, column in COLUMNS[kind].items()}
    return pd.DataFrame({name: pd.Series(column, dtype=types.get(name, str)) for name, column in values.items()})
