"""What is found in a file received: why it cannot be used, what is wrong or hidden, what became of its cells."""

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.file_terms import Hidden, Reason
from tracker.terms import Severity, WhoActs
from tracker.words import and_list

AS_RECEIVED = "file_is_as_received"  # the rule for a file on record whose bytes are no longer those received
NO_COLUMN = "no such column"  # what a rule finds when the sheet lacks the rule's column


class NotReadable(ValueError):
    """A file, sheet or layout that cannot be used; the message says where, what was found and what to do."""


class NotAsLaidOut(NotReadable):
    """A sheet that differs from its layout; `found` says how, for people who read no layouts."""

    def __init__(self, message: str, found: str):
        super().__init__(message)
        self.found = found


@dataclass(frozen=True)
class Problem:
    """One thing wrong in one sheet; `cell` is the spreadsheet's own address, "" for a whole sheet or file.

    `sentence` says what must hold, `to_do` what to do about it: see `instruction`.
    """

    found: str
    sentence: str
    to_do: str
    severity: Severity
    who_acts: WhoActs
    rule: str
    sheet: str = ""
    row_number: int | None = None
    cell: str = ""


def instruction(to_do: str, refs: Sequence[str]) -> str:
    """What to do about the same problem in several rows; `refs` replace {refs} in `to_do`, if it is there."""
    return to_do.replace("{refs}", and_list(refs))


@dataclass(frozen=True)
class HiddenCell:
    """A record's cell that a person looking at the sheet would not see, or sees struck out; `name` is our column's."""

    row_number: int
    name: str
    why: Hidden


@dataclass(frozen=True)
class CellsLeftOut:
    """Filled cells that were not stored: their place, such as "A1:F2", how many, their first words, and why."""

    place: str
    filled: int
    words: str
    reason: Reason


@dataclass(frozen=True)
class Account:
    """What became of the filled cells of one sheet: each was stored or left out."""

    sheet: str
    filled: int
    stored: int
    left_out: tuple[CellsLeftOut, ...]
