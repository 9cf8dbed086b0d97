"""A log beside the ledger of figures before and after the same files were counted in another way."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from loaders.received import fingerprints, json_lines, ledger_records
from loaders.received.lock import alone_in
from tracker.findings import NotReadable

RECOUNTS = "recounts.jsonl"
VERSION = 1
ADVICE = "is no recount. Put the file back from a copy."


class MethodPart(msgspec.Struct, frozen=True, order=True):
    """What figures depend on besides the files: a word of `Cause`; `sender` and day are for a layout."""

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
    """Records that the files up to `record` were counted again, with the headline figures as at that record's day.

    `before` has the methods by which the files were counted until then, each by the number of its first file.
    """

    version: int = VERSION
    number: int = 0
    record: int
    as_of: str
    before: dict[str, str]
    causes: tuple[MethodPart, ...]
    figures: tuple[Figure, ...]
    chain: str = ""

    def link(self, before: str) -> str:
        """The link that this recount must have after the link `before`."""
        return fingerprints.fingerprint([before, msgspec.to_builtins(msgspec.structs.replace(self, chain=""))])


def read(folder: Path) -> list[Recount]:
    """Every recount, in the order made. Raises NotReadable if one was altered or removed."""
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
    """Adds a recount, waits until the disk has it, and returns all recounts.

    If it is already the last one, it is not added again: a load was cut off after it. Raises NotReadable.
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
    """A sentence about why the file cannot be relied on; none if it can."""
    try:
        read(folder)
    except NotReadable as error:
        yield str(error)


def _head(recounts: Sequence[Recount]) -> str:
    return recounts[-1].chain if recounts else ledger_records.START
