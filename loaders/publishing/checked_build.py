"""Rebuilds the database for a publication from the files received, and checks that it equals the one shown."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.load import rebuild
from loaders.load.code_fingerprint import code_sha256
from loaders.mapping.layout_files import layouts_sha256
from loaders.publishing.build_publication import PublicationRefused
from loaders.received import build_log, changes, verify
from loaders.received.ledger_records import Record, corrections, received
from loaders.received.lock import alone_in
from tracker import store
from tracker.build_records import sha256_of
from tracker.findings import NotReadable


class CheckedBuild(NamedTuple):
    """A database built from the files received alone, how many files there are, and the seconds that it took."""

    database: Path
    files: int
    seconds: float


def checked_build(folder: Path, built: Path, layouts: Path, into: Path) -> CheckedBuild:
    """Builds a database from the files in `folder` in the new folder `into`, and compares the one in `built` with it.

    Raises PublicationRefused if the files are not those on record or if any table differs; NotReadable or NoDatabase if
    something cannot be read.
    """
    shown = store.current(built)
    if not folder.is_dir():
        raise NotReadable(f"{folder} is not a folder of files received.")
    with alone_in(folder):
        records = changes.record(folder)
    _refuse_faults(folder, records, built, layouts)
    _refuse_other_origin(folder, shown, layouts, records)
    began = time.perf_counter()
    database = rebuild.rebuild(folder, layouts, into)
    for difference in rebuild.differing_tables(shown, database):
        raise PublicationRefused(difference)
    return CheckedBuild(database, len(received(records)), time.perf_counter() - began)


def _refuse_faults(folder: Path, records: Sequence[Record], built: Path, layouts: Path) -> None:
    """Raises PublicationRefused for a fault of what is on record; other files stop nothing, being in no table."""
    for fault in verify.faults_on_record(folder, records, (), built, layouts):
        raise PublicationRefused(f"{fault} To see all: the page Verify, or python -m loaders verify {folder}.")


def _refuse_other_origin(folder: Path, shown: Path, layouts: Path, records: Sequence[Record]) -> None:
    """Raises PublicationRefused, and says in words what a comparison would only show as rows that differ."""
    made_of = build_log.find(folder, sha256_of(shown))
    if not made_of:
        raise PublicationRefused(f"{shown.name} was not made by a load of the files received. {rebuild.LOAD_AGAIN}")
    if made_of.code != code_sha256():
        raise PublicationRefused(f"{shown.name} was made by another version of this program. {rebuild.LOAD_AGAIN}")
    if made_of.layouts != layouts_sha256(layouts):
        raise PublicationRefused(
            f"{shown.name} was made by other layouts than those in {layouts}. {rebuild.LOAD_AGAIN}"
        )
    with store.read_only(shown) as db:
        known = db.execute("SELECT max(file_id), (SELECT max(known_from_file) FROM correction) FROM file_received")
        known_numbers = known.fetchall()
    files, made = received(records), corrections(records)
    if known_numbers != [tuple(max((one.number for one in some), default=None) for some in (files, made))]:
        raise PublicationRefused(
            f"The database does not hold every file and correction of {folder}. {rebuild.LOAD_AGAIN}"
        )
