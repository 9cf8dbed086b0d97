"""Opens the database; no screen opens it anywhere else."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import duckdb

from tracker import build_records, macros, views
from tracker.cache import forget
from tracker.columns import in_sql
from tracker.counting_code import counting_sha256
from tracker.measure_sql import ask_for_texts, bits_in_sql, columns_in_sql, late_counts_in_sql
from tracker.terms import Kind

SCHEMA_VERSION = 16
MACROS = ("position.sql", "bodies.sql", "roll_up.sql")  # each uses the macros of those before it
CURRENT = "CURRENT"
HOW_TO_BUILD = "Load the files: make run, or python -m loaders load"
Settings = dict[str, str | bool | int | float | list[str]]
NO_EXTENSIONS: Settings = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
}
# A question takes some tens of milliseconds and megabytes. One that goes astray is ended, and can write no file.
LIMITS: Settings = {
    "memory_limit": "1GB",
    "threads": "1",  # a second one costs more than it saves (decision 395)
    "max_temp_directory_size": "0KB",
}
# Only where others wait for their turn: a load or a publication would fail because its machine is busy.
LIMITS_OF_SCREENS: Settings = LIMITS | {"max_execution_time": "10000"}  # milliseconds
Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
DiskError = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)  # no room, no right, no disk


class NoDatabase(RuntimeError):
    """There is no database to show; the message says what was found and what to run."""


class NewerDatabase(NoDatabase):
    """The database was built by a newer version of this program, so this one must not replace it."""


def schema() -> str:
    """The statements that make the tables."""
    sql = _sql("schema.sql")
    for kind in Kind:
        sql = sql.replace(f"-- {{columns/{kind}.toml}}", f"{in_sql.definitions(kind)},")
    return sql + "".join(in_sql.comments(kind) for kind in Kind)


def position() -> str:
    """The statements that define position_on(as_of), position_for(as_of, in_review, by_agency) and the other macros."""
    sql = "\n".join(map(_sql, MACROS)).replace("-- {measure.py}", columns_in_sql())
    sql = sql.replace("-- {measure.py: the same over a span of days}", f"{bits_in_sql(False)} AS bits")
    sql = sql.replace("-- {measure_sql.py: late counts}", f"{late_counts_in_sql()},")
    sql = sql.replace("-- {measure.py: of the day}", f"{bits_in_sql(True)} AS bits")
    texts = in_sql.texts(Kind.ACTION, "v")
    joined = f"JOIN (SELECT version_id, {texts} AS texts FROM action_version v) USING (version_id)"
    sql = sql.replace("-- {measure.py: texts}", joined if ask_for_texts() else "")
    texts = in_sql.texts(Kind.ACTION, "v", agency="s.agency", split_from="s.split_from")
    return sql.replace("-- {columns/action.toml}", f"{texts} AS texts")


def _sql(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def build_folder(example: str = "") -> Path:
    """The folder of the database: the setting TRACKER_BUILT, or data/built; an example has its own folder in it."""
    return Path(os.environ.get("TRACKER_BUILT") or Path(__file__).parent.parent / "data" / "built" / example)


def current(folder: Path | None = None) -> Path:
    """The database file that the pointer in `folder`, or in build_folder(), names. Raises NoDatabase."""
    folder = folder or build_folder()
    pointer = folder / CURRENT
    if not pointer.exists():
        raise NoDatabase(f"No database has been built yet. {HOW_TO_BUILD}")
    path = folder / pointer.read_text(encoding="utf-8", errors="replace").strip()
    # Checked before opening: DuckDB would create an empty file if there were none.
    if not path.is_file():
        raise NoDatabase(f"The database {path.name} is missing. {HOW_TO_BUILD}")
    return path


def connect_current(last_file: int | None = None, folder: Path | None = None) -> Connection:
    """A connection to the database that `current_on_record` returns, for screens; see `connect`. Raises NoDatabase."""
    return connect(current_on_record(folder), last_file)


def current_on_record(folder: Path | None = None) -> Path:
    """The database file that `current` returns. Raises NoDatabase, also if no load recorded the file as it is.

    A database altered by hand is refused even if its name holds its new fingerprint, because no load recorded it.
    """
    folder = folder or build_folder()
    path = current(folder)
    _refuse_not_believed(path, folder)
    return path


@lru_cache(maxsize=4)  # a page must not read the whole file; a refusal is checked again
def _refuse_not_believed(path: Path, folder: Path) -> None:
    _refuse_damaged(path)
    if why := build_records.why_not_believed(path, folder):
        raise NoDatabase(f"The database {path.name} {why}. {HOW_TO_BUILD}")


@lru_cache(maxsize=4)
def connect(path: Path, last_file: int | None = None) -> Connection:
    """A read-only connection to one database file, kept for the life of the process. Raises NoDatabase.

    With `last_file` it holds what was known when the file of that number was the last in the ledger. Take a `cursor()`
    of it for each use: one connection shared by threads mixes up their results. A question is ended after ten seconds,
    because other visitors wait.
    """
    _refuse_damaged(path)
    forget()  # each answer keeps its connection open: the last database's, and those of endless citations
    return open_file(path, last_file, LIMITS_OF_SCREENS)


def open_file(path: Path, last_file: int | None = None, limits: Settings = LIMITS) -> Connection:
    """A connection to a database file, for a load or a publication, which may take its time. Raises NoDatabase.

    With `last_file` it holds what was known when the file of that number was the last in the ledger.
    """
    db = duckdb.connect(":memory:", config=NO_EXTENSIONS | limits)
    try:
        db.execute(f"ATTACH '{in_sql.escape_quotes(str(path))}' AS tracker (READ_ONLY)")
        _refuse_other_versions(db, path)
        define(db, last_file)
        db.execute("SET enable_external_access = FALSE")  # nothing else can be reached from here on
        db.execute("SET lock_configuration = TRUE")
    except NoDatabase:
        db.close()
        raise
    except duckdb.Error as error:
        db.close()
        raise NoDatabase(f"The database {path.name} cannot be read. {HOW_TO_BUILD}") from error
    return db


def _refuse_damaged(path: Path) -> None:
    if not is_whole(path):
        raise NoDatabase(f"The database {path.name} is damaged. {HOW_TO_BUILD}")


def _refuse_other_versions(db: Connection, path: Path) -> None:
    """Raises NoDatabase for a database of another schema or counted by other code: a load recounts it first."""
    refuse_newer(db, path)
    if db.execute("SELECT schema_version FROM tracker.about").fetchone() != (SCHEMA_VERSION,):
        raise NoDatabase(f"The database {path.name} is of an older version of this program. {HOW_TO_BUILD}")
    if db.execute("SELECT counting_sha256 FROM tracker.about").fetchone() != (counting_sha256(),):
        raise NoDatabase(f"The database {path.name} was counted by another version of this program. {HOW_TO_BUILD}")


def fingerprint(path: Path) -> str:
    """The part of a file's SHA-256 that names a database; a truncated file would open, and fail later."""
    return build_records.sha256_of(path)[:16]


def is_whole(path: Path) -> bool:
    """Whether the fingerprint in a file's name matches its bytes."""
    return path.stem.rpartition("-")[2] == fingerprint(path)


def define(db: Connection, last_file: int | None = None) -> None:
    """Defines the tables under their own names, position_on(as_of) and the other macros.

    The definitions live in the process, so that a file is nothing but data.
    """
    define_tables(db, last_file)
    macros.define(db, position())


def define_tables(db: Connection, last_file: int | None = None) -> None:
    """Defines the tables under their own names, or redefines them for another `last_file`."""
    views.create(db, schema(), is_public(db), last_file)


def is_public(db: Connection) -> bool:
    """Whether the database is a published copy, which holds no file names, owners, notes or cells."""
    # Not from duckdb_columns(), which first works out every table and view.
    sql = "SELECT count(*) FROM pragma_table_info('tracker.file_received') WHERE name = 'path'"
    return db.cursor().execute(sql).fetchone() == (0,)


@contextmanager
def read_only(path: Path) -> Iterator[Connection]:
    """A read-only connection to one database file, closed after use: a load must not keep an old build open."""
    db = duckdb.connect(":memory:", config=NO_EXTENSIONS)
    try:
        db.execute(f"ATTACH '{in_sql.escape_quotes(str(path))}' AS tracker (READ_ONLY)")
        db.execute("USE tracker")
        yield db
    finally:
        db.close()


def refuse_newer(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises NewerDatabase if the database is of a newer version than this program."""
    version = db.execute("SELECT schema_version FROM tracker.about").fetchone()
    if version and version[0] > SCHEMA_VERSION:
        raise NewerDatabase(
            f"The database {path.name} is of version {version[0]}, newer than this program's {SCHEMA_VERSION}. "
            "Use the newer program, or choose another folder with TRACKER_BUILT."
        )
