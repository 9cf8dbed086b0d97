"""Builds a new database beside the earlier one, from files received and checked, and points to it."""

import shutil
import uuid
from collections.abc import Collection, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb

from checks.judge import CheckResult
from checks.received_file import ReceivedFile
from loaders.load import insert
from loaders.received.disk import wait_for_disk
from tracker import store
from tracker.store import CURRENT

SQL = Path(__file__).parent
STEPS = ("rows.sql", "history.sql", "register_history.sql")
BLOCK = 16_384  # bytes: with the usual 256 KiB a small database takes twelve times the room, and the time to copy it


def build(folder: Path, files: Sequence[ReceivedFile], checked: CheckResult, onto: Path | None = None) -> Path:
    """Writes a new database file into `folder`, points to it and gives its path.

    It is made of `files` alone, or `onto` a copy of an earlier build.
    """
    path = write(folder, files, checked, onto)
    point_to(path)
    return path


def write(
    folder: Path,
    files: Sequence[ReceivedFile],
    checked: CheckResult,
    onto: Path | None = None,
    again: Collection[int] = (),
) -> Path:
    """Writes a new database file into `folder`, to which nothing points yet, and gives its path.

    It is made of `files` alone, or `onto` a copy of an earlier build. `again` are the numbers of files in that build
    whose rows and problems `checked` holds too: they take the place of the earlier ones.

    A process that has the old file open goes on serving it even after a rename over it. So every build has a name of
    its own, its fingerprint, and readers follow the pointer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"tracker-{uuid.uuid4().hex[:12]}.building"
    try:
        if onto:
            shutil.copyfile(onto, beside)
        _fill(beside, files, checked, again)
        wait_for_disk(beside)
        return beside.rename(folder / f"tracker-{store.fingerprint(beside)}.duckdb")
    except BaseException:
        _remove(beside)
        raise


def point_to(path: Path) -> None:
    """Makes `path` the current build, in one step: a reader finds the old name or the new one, never half."""
    folder = path.parent
    previous = _current(folder)
    beside = path.with_suffix(".pointer")
    beside.write_text(path.name + "\n", encoding="utf-8")
    wait_for_disk(beside)
    beside.replace(folder / CURRENT)
    wait_for_disk(folder)
    _remove_all_but(folder, path, previous)


def _fill(path: Path, files: Sequence[ReceivedFile], checked: CheckResult, again: Collection[int]) -> None:
    with duckdb.connect(str(path), config={"default_block_size": BLOCK}) as db:
        if not db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            insert.create_tables(db, files)
        insert.delete_misplaced(db)
        insert.delete_findings(db, again)
        db.begin()
        insert.insert_files(db, files)
        insert.insert_findings(db, checked)
        insert.stage_rows(db, files, checked)
        for step in STEPS:
            db.execute((SQL / step).read_text(encoding="utf-8"))
        db.commit()
        if again:
            db.execute((SQL / "renumber.sql").read_text(encoding="utf-8"))
        db.execute("CHECKPOINT")


def _current(folder: Path) -> Path | None:
    pointer = folder / CURRENT
    return folder / pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else None


def _remove_all_but(folder: Path, *staying: Path | None) -> None:
    """Removes old builds and what a load that was cut off left; a dashboard may still read the build before."""
    for path in folder.glob("tracker-*"):
        if path not in staying:
            _remove(path)


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + ".wal")):
        with suppress(PermissionError):  # Windows keeps a file that somebody still reads; a later load removes it
            file.unlink(missing_ok=True)
