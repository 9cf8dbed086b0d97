"""Builds a new database beside the earlier one and points to it."""

import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

import duckdb

from checks.facts import KnownFacts
from checks.received_file import ReceivedFile
from loaders.load import insert, recount
from loaders.load.fill import StoredFiles, fill
from loaders.load.history import write_history
from loaders.load.insert import Bodies
from loaders.received.disk import wait_for_disk
from loaders.received.temporary import temporary_folder
from tracker import store
from tracker.columns import in_sql
from tracker.store import CURRENT

MEMORY, SPILLED = "768MB", ".spilled"  # what is too much for memory goes into a folder beside the database
NO_BODIES = Bodies()
BLOCK = 16_384  # bytes: with the usual 256 KiB a small database takes twelve times the room, and the time to copy it


def build(folder: Path, files: Sequence[ReceivedFile]) -> Path:
    """Writes a new database file of these files into `folder`, points to it and gives its path."""
    path, _ = write(folder, lambda db: fill(db, files, KnownFacts(), lambda numbers: _of(files, numbers)))
    point_to(path)
    return path


def _of(files: Iterable[ReceivedFile], numbers: Collection[int]) -> list[ReceivedFile]:
    return [file for file in files if file.file_id in numbers]


def write(
    folder: Path,
    filling: Callable[[store.Connection], StoredFiles],
    onto: Path | None = None,
    bodies: Bodies = NO_BODIES,
    count: Callable[[store.Connection], recount.Tables] = recount.tables,
) -> tuple[Path, StoredFiles]:
    """Writes a new database file into `folder`, to which nothing points yet; gives its path and what `filling` gave.

    That stores files in it, beside those that are there where it is made `onto` a copy of an earlier build; else
    it knows of these `bodies`. `count` gives the tables of figures, which can be counted only once everything else is
    there.

    A process that has the old file open goes on serving it even after a rename over it. So every build has a name of
    its own, its fingerprint, and readers follow the pointer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"tracker-{uuid.uuid4().hex[:12]}.building"
    try:
        if onto:
            shutil.copyfile(onto, beside)
        else:
            beside.write_bytes(_empty_database())
        with _to_write(beside) as db:
            with insert.writing(db) as writing:
                if onto:
                    insert.delete_passing(writing)
                else:
                    insert.describe(writing, bodies)
            filled = filling(db)
            write_history(db, filled.senders, filled.last_file_before)
            insert.replace_tables(db, count(db))
        wait_for_disk(beside)
        return beside.rename(folder / f"tracker-{store.fingerprint(beside)}.duckdb"), filled
    except BaseException:
        _remove(beside)
        raise


def point_to(path: Path, is_before_kept: bool = True) -> None:
    """Makes `path` the current build, in one step: a reader finds the old name or the new one, never half.

    The build before stays for those who still read it, unless it holds what may not stay.
    """
    folder = path.parent
    previous = _current(folder)
    beside = path.with_suffix(".pointer")
    beside.write_text(path.name + "\n", encoding="utf-8")
    wait_for_disk(beside)
    beside.replace(folder / CURRENT)
    wait_for_disk(folder)
    _remove_all_but(folder, path, previous if is_before_kept else None)


@cache  # to make them, each column with its comment, takes a tenth of a small load; only other code has another schema
def _empty_database() -> bytes:
    """A database file with all tables, and nothing in them."""
    with temporary_folder() as folder:
        path = folder / "empty.duckdb"
        with duckdb.connect(str(path), config={"default_block_size": BLOCK}) as db:
            insert.create_tables(db)
        return path.read_bytes()


@contextmanager
def _to_write(path: Path) -> Iterator[store.Connection]:
    """A connection that writes to a database file as `tracker`, and can be asked all that a reader's can be asked."""
    # The other processor reads the next files; a second thread here costs more than it saves (decision 395).
    limits: store.Settings = {"memory_limit": MEMORY, "temp_directory": f"{path}{SPILLED}", "threads": "1"}
    with duckdb.connect(":memory:", config=store.NO_EXTENSIONS | limits) as db:
        db.execute(f"ATTACH '{in_sql.escape_quotes(str(path))}' AS tracker")
        store.define(db)
        yield db


def _current(folder: Path) -> Path | None:
    pointer = folder / CURRENT
    return folder / pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else None


def _remove_all_but(folder: Path, *staying: Path | None) -> None:
    """Removes old builds and what a load that was cut off left; a dashboard may still read the build before."""
    for path in folder.glob("tracker-*"):
        if path not in staying:
            _remove(path)


def _remove(path: Path) -> None:
    for file in (path, path.with_name(path.name + ".wal"), path.with_name(path.name + SPILLED)):
        with suppress(PermissionError):  # Windows keeps a file that somebody still reads; a later load removes it
            if file.is_dir():
                shutil.rmtree(file)
            else:
                file.unlink(missing_ok=True)
