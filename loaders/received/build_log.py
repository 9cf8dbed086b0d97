"""Records beside the files received what each database was made of, so that no other is taken for it."""

from pathlib import Path

import msgspec

from loaders.received import json_lines
from loaders.received.lock import alone_in
from tracker.build_records import BUILDS, LEDGER

ADVICE = "is no record of a build. Remove the line and load again."


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """A database and what it was made of, as SHA-256: its own bytes, the ledger's head, the layouts and the program."""

    version: int = 1
    database: str
    ledger_head: str
    layouts: str
    code: str


def add(folder: Path, build: Build) -> None:
    """Adds a record and waits until the disk has it."""
    with alone_in(folder):
        json_lines.append(folder / BUILDS, [build])


def find(folder: Path, database: str) -> Build | None:
    """The last record of the database with this fingerprint, None if no load recorded it. Raises NotReadable."""
    builds = [build for build in json_lines.read(folder / BUILDS, Build, ADVICE) if build.database == database]
    return builds[-1] if builds else None


def why_no_ledger(folder: Path) -> str:
    """Says that the ledger from which databases were made is gone, "" if it is not."""
    if (folder / LEDGER).exists() or not (folder / BUILDS).exists():
        return ""
    return f"{folder} has no {LEDGER} any more, and {BUILDS} says that loads recorded one. Put it back from a copy."
