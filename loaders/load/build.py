"""Builds a new database beside the earlier one, from files received and checked, and points to it."""

import shutil
import uuid
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from checks.judge import CheckResult
from checks.received_file import ReceivedFile
from loaders.load import insert, recount
from loaders.mapping.bodies import Succession
from loaders.received.disk import wait_for_disk
from tracker import store
from tracker.columns import in_sql
from tracker.store import CURRENT
from tracker.terms import ERASED_BEGINS, Kind

SQL = Path(__file__).parent
STEPS = ("rows.sql", "history.sql", "register_history.sql", "check_history.sql", "log_problems.sql")
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
    bodies: Iterable[Succession] = (),
    count: Callable[[store.Connection], recount.Tables] = recount.tables,
) -> Path:
    """Writes a new database file into `folder`, to which nothing points yet, and gives its path.

    It is made of `files` alone, or `onto` a copy of an earlier build. `again` are the numbers of files in that build
    whose rows and problems `checked` holds too: they take the place of the earlier ones. `bodies` are those that ended,
    `count` gives the
    tables of figures, which can be counted only once everything else is there.

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
            _fill(db, files, checked, again, None if onto else bodies)
            insert.replace_tables(db, count(db))
        wait_for_disk(beside)
        return beside.rename(folder / f"tracker-{store.fingerprint(beside)}.duckdb")
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
    with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "empty.duckdb"
        with duckdb.connect(str(path), config={"default_block_size": BLOCK}) as db:
            insert.create_tables(db)
        return path.read_bytes()


@contextmanager
def _to_write(path: Path) -> Iterator[store.Connection]:
    """A connection that writes to a database file as `tracker`, and can be asked all that a reader's can be asked."""
    beside: store.Settings = {"temp_directory": f"{path}.tmp"}  # for what is too much for memory
    with duckdb.connect(":memory:", config=store.NO_EXTENSIONS | beside) as db:
        db.execute(f"ATTACH '{in_sql.quoted(str(path))}' AS tracker")
        store.define(db)
        yield db


def _fill(
    db: store.Connection,
    files: Sequence[ReceivedFile],
    checked: CheckResult,
    again: Collection[int],
    bodies: Iterable[Succession] | None,
) -> None:
    """Adds what was received and found; `bodies` are those that ended, for a database that is new."""
    with db.cursor() as filling:  # its temporary tables go with it
        filling.execute("USE tracker")
        if bodies is not None:
            insert.describe(filling, files, bodies)
        insert.delete_passing(filling)
        insert.delete_findings(filling, again)
        filling.begin()
        insert.insert_files(filling, files)
        insert.insert_findings(filling, checked)
        insert.stage_rows(filling, files, checked)
        for step in STEPS:
            filling.execute(statements(step))
        filling.commit()
        if again:
            filling.execute((SQL / "number_checks_anew.sql").read_text(encoding="utf-8"))
        filling.execute("CHECKPOINT")


def statements(step: str) -> str:
    """The SQL of one of STEPS."""
    sql = (SQL / step).read_text(encoding="utf-8")
    sql = sql.replace("/* {ERASED_BEGINS} */", f"'{in_sql.quoted(ERASED_BEGINS)}'")
    return sql.replace("/* {columns/action.toml} */", in_sql.published(Kind.ACTION, "v", "is_compiled"))


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
