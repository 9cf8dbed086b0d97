"""The database that a publication is made from: built once more from the files received, and equal to what is shown."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.load import rebuild
from loaders.load.code_fingerprint import code_sha256
from loaders.mapping.layout_files import layouts_sha256
from loaders.publishing.build_publication import Refused
from loaders.received import build_log, changes, verify
from loaders.received.ledger_records import Record, corrections, received
from loaders.received.lock import alone_in
from tracker import store
from tracker.build_records import sha256_of
from tracker.findings import NotReadable


class CheckedBuild(NamedTuple):
    """A database made of the files received alone, the number of these, and how long that took, in seconds."""

    database: Path
    files: int
    seconds: float


def checked_build(folder: Path, built: Path, layouts: Path, into: Path) -> CheckedBuild:
    """Builds into a new folder `into` what the files in `folder` give, and compares the database in `built` with it.

    Raises Refused where the files are not those on record, or where any table differs; NotReadable and NoDatabase where
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
    database = rebuild.rebuilt(folder, layouts, into)
    for difference in rebuild.differing_tables(shown, database):
        raise Refused(difference)
    return CheckedBuild(database, len(received(records)), time.perf_counter() - began)


def _refuse_faults(folder: Path, records: Sequence[Record], built: Path, layouts: Path) -> None:
    """Files that are on no record stop nothing: they are in no table."""
    for fault in verify.faults_on_record(folder, records, (), built, layouts):
        raise Refused(f"{fault} To see all: python -m loaders verify {folder}.")


def _refuse_other_origin(folder: Path, shown: Path, layouts: Path, records: Sequence[Record]) -> None:
    """Says in words what a comparison would only show as rows that differ."""
    made_of = build_log.find(folder, sha256_of(shown))
    if not made_of:
        raise Refused(f"{shown.name} was not made by a load of the files received. {rebuild.LOAD_AGAIN}")
    if made_of.code != code_sha256():
        raise Refused(f"{shown.name} was made by another version of this program. {rebuild.LOAD_AGAIN}")
    if made_of.layouts != layouts_sha256(layouts):
        raise Refused(f"{shown.name} was made by other layouts than those in {layouts}. {rebuild.LOAD_AGAIN}")
    with store.read_only(shown) as db:
        known = db.execute("SELECT max(file_id), (SELECT max(known_from_file) FROM correction) FROM file_received")
        known_numbers = known.fetchall()
    files, made = received(records), corrections(records)
    if known_numbers != [tuple(max((one.number for one in some), default=None) for some in (files, made))]:
        raise Refused(f"The database does not hold every file and correction of {folder}. {rebuild.LOAD_AGAIN}")
