"""Records beside the files received what each database was made of, so that another one is not taken for it."""

from pathlib import Path

import msgspec

from loaders.received import json_lines
from loaders.received.lock import alone_in
from tracker.build_records import BUILDS, LEDGER

ADVICE = "is no record of a build. Remove the line and load again."


class Build(msgspec.Struct, frozen=True, kw_only=True):
    """What a database was made of, each by its SHA-256: the bytes of the database, the ledger, layouts and program."""

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
    """The last record of the database with a fingerprint, None where no load recorded it. Raises NotReadable."""
    builds = [build for build in json_lines.read(folder / BUILDS, Build, ADVICE) if build.database == database]
    return builds[-1] if builds else None


def why_no_ledger(folder: Path) -> str:
    """That the ledger was taken away from which databases on record were made, "" where it was not."""
    if (folder / LEDGER).exists() or not (folder / BUILDS).exists():
        return ""
    return f"{folder} has no {LEDGER} any more, and {BUILDS} says that loads recorded one. Put it back from a copy."
