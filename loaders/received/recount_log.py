"""What figures were before and after the same files were counted in another way: a log beside the ledger."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from loaders.received import json_lines, ledger_records
from loaders.received.lock import alone_in
from tracker.findings import NotReadable

RECOUNTS = "recounts.jsonl"
VERSION = 1
ADVICE = "is no recount. Put the file back from a copy."


class Part(msgspec.Struct, frozen=True, order=True):
    """What figures depend on beside the files: a word of `tracker.terms.Cause`; of a layout whose, and from when."""

    cause: str
    sender: str = ""
    begins_on: str = ""


class Figure(msgspec.Struct, frozen=True):
    """How many actions of an agency a measure counted before and after."""

    review: str
    agency: str
    measure: str
    actions_before: int
    actions_after: int


class Recount(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """That the files up to `record` were counted anew, and their headline figures as at the day of that record.

    `before` are the methods by which the files had been counted, each by the number of the first one.
    """

    version: int = VERSION
    number: int = 0
    record: int
    as_of: str
    before: dict[str, str]
    causes: tuple[Part, ...]
    figures: tuple[Figure, ...]
    chain: str = ""

    def link(self, before: str) -> str:
        """The link that belongs after `before`."""
        return ledger_records.fingerprint([before, msgspec.to_builtins(msgspec.structs.replace(self, chain=""))])


def read(folder: Path) -> list[Recount]:
    """Every recount in the order made, none where none was. Raises NotReadable when one was altered or removed."""
    path = folder / RECOUNTS
    for number, header in enumerate(json_lines.read(path, ledger_records.Header, ADVICE), start=1):
        if header.version > VERSION:
            raise NotReadable(
                f"{path}, line {number}, is of version {header.version}, and this program knows versions up to "
                f"{VERSION}. Use the newer program that wrote it; nothing was changed."
            )
    checked: list[Recount] = []
    for number, recount in enumerate(json_lines.read(path, Recount, ADVICE), start=1):
        if recount.number != number or recount.chain != recount.link(_head(checked)):
            raise NotReadable(f"{path}, line {number}, was altered, or one before it removed. Put it back from a copy.")
        checked.append(recount)
    return checked


def add(folder: Path, recount: Recount) -> list[Recount]:
    """Adds a recount, waits until the disk has it, and gives all.

    One that stands there as the last is not added again: a load was cut off after it. Raises NotReadable.
    """
    with alone_in(folder):
        recounts = read(folder)
        if not recounts or _chained(recount, recounts[:-1]) != recounts[-1]:
            recounts.append(_chained(recount, recounts))
            json_lines.append(folder / RECOUNTS, recounts[-1:])
        return recounts


def _chained(recount: Recount, before: Sequence[Recount]) -> Recount:
    numbered = msgspec.structs.replace(recount, number=len(before) + 1, chain="")
    return msgspec.structs.replace(numbered, chain=numbered.link(_head(before)))


def faults(folder: Path) -> Iterator[str]:
    """Why the file cannot be relied on, as a sentence; nothing where it can."""
    try:
        read(folder)
    except NotReadable as error:
        yield str(error)


def _head(recounts: Sequence[Recount]) -> str:
    return recounts[-1].chain if recounts else ledger_records.START
