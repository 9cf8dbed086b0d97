"""Puts a file received right in one of four ways; a trial does the same in a copy to see what would change."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from loaders.load.erase import erase
from loaders.mapping.erase import NamedCell
from loaders.reader.read_file import read_workbook
from loaders.received.ledger_records import FileReceived, FileWithdrawn, WordsErased
from loaders.received.withdraw import CorrectionDecision, date_anew, replace, withdraw
from tracker.findings import NotReadable


class Way(StrEnum):
    """What can be done about a file that is on record."""

    WITHDRAW = "withdraw"
    REDATE = "redate"
    REPLACE = "replace"
    ERASE = "erase"


class Choice(NamedTuple):
    """How to correct the file at a path below the folder of all senders.

    `to` is the new day for the file, `other` the file that replaces it, and `cells` the only cells whose words are
    erased, () for all.
    """

    file: str
    way: Way = Way.WITHDRAW
    to: date | None = None
    other: Path | None = None
    cells: tuple[NamedCell, ...] = ()


class Folders(NamedTuple):
    """Where the files received, their layouts and their database are."""

    received: Path
    layouts: Path
    built: Path


def correct(
    choice: Choice,
    decision: CorrectionDecision,
    folders: Folders,
    head: str = "",
    before_erasing: Callable[[FileReceived], object] = lambda record: None,
) -> FileWithdrawn | WordsErased:
    """Corrects the file and returns the record. `before_erasing` removes copies of a file whose words are erased.

    Raises what `withdraw`, `date_anew`, `replace` and `erase` raise, and NotReadable if the replacing file cannot be
    read, or if that file or the day is missing.
    """
    match choice.way:
        case Way.ERASE:
            return erase(choice.file, decision, *folders, choice.cells, head, before_erasing)
        case Way.REDATE if choice.to:
            return date_anew(choice.file, choice.to, decision, folders.received, head)[0]
        case Way.REPLACE if choice.other:
            read_workbook(choice.other)  # a file that nobody can read is handed back, not kept for ever
            return replace(choice.file, choice.other, decision, folders.received, head)[0]
        case Way.WITHDRAW:
            return withdraw(choice.file, decision, folders.received, head)
    raise NotReadable("Give the day on which the file came, or the file to put in its place.")
