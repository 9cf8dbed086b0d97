"""The only place where a screen opens the database."""

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

import duckdb

from tracker.cache import forget
from tracker.columns import in_sql
from tracker.measure import columns_in_sql
from tracker.terms import Kind

SCHEMA_VERSION = 3
CURRENT = "CURRENT"
HOW_TO_BUILD = "Load the files: make run"
Settings = dict[str, str | bool | int | float | list[str]]
NO_EXTENSIONS: Settings = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "allow_unsigned_extensions": "false",
}
# A question takes some tens of milliseconds and megabytes. One that goes astray ends by itself, and writes no file.
LIMITS: Settings = {
    "max_execution_time": "10000",
    "memory_limit": "1GB",
    "threads": "2",
    "max_temp_directory_size": "0KB",
}
Connection = duckdb.DuckDBPyConnection
DatabaseError = duckdb.Error
DiskError = (duckdb.IOException, duckdb.FatalException, duckdb.TransactionException)  # no room, no right, no disk


class NoDatabase(RuntimeError):
    """There is no database to show; the message says what was found and what to run."""


class NewerDatabase(NoDatabase):
    """The database was built by a newer version of this program, which this one must not replace."""


def schema() -> str:
    """The statements that make the tables."""
    sql = _sql("schema.sql")
    for kind in Kind:
        sql = sql.replace(f"-- {{columns/{kind}.toml}}", f"{in_sql.definitions(kind)},")
    return sql + "".join(in_sql.comments(kind) for kind in Kind)


def position() -> str:
    """The statements that define position_on(as_of), position_for(as_of, in_review, by_agency) and the rest."""
    sql = _sql("position.sql").replace("-- {measure.py}", columns_in_sql())
    return sql.replace("-- {columns/action.toml}", f"{in_sql.texts(Kind.ACTION, 'with_dates')} AS texts,")


def _sql(name: str) -> str:
    return (Path(__file__).parent / name).read_text(encoding="utf-8")


def build_folder(example: str = "") -> Path:
    """The folder of the database: the setting TRACKER_BUILT, or data/built, in which an example has its own."""
    return Path(os.environ.get("TRACKER_BUILT") or Path(__file__).parent.parent / "data" / "built" / example)


def current(folder: Path | None = None) -> Path:
    """The database file that the pointer in a folder names; without one, in build_folder(). Raises NoDatabase."""
    folder = folder or build_folder()
    pointer = folder / CURRENT
    if not pointer.exists():
        raise NoDatabase(f"No database has been built yet. {HOW_TO_BUILD}")
    path = folder / pointer.read_text(encoding="utf-8", errors="replace").strip()
    # Checked before opening: DuckDB would otherwise make an empty file where there is none.
    if not path.is_file():
        raise NoDatabase(f"The database {path.name} is missing. {HOW_TO_BUILD}")
    return path


@lru_cache(maxsize=2)
def connect(path: Path) -> Connection:
    """A connection to one database file that can only read it, kept for the life of the process. Raises NoDatabase.

    Take a `cursor()` of it for each use: one connection shared by threads mixes up their results.
    """
    if not is_whole(path):
        raise NoDatabase(f"The database {path.name} is damaged. {HOW_TO_BUILD}")
    forget()  # of the database before
    db = duckdb.connect(":memory:", config=NO_EXTENSIONS | LIMITS)
    try:
        db.execute(f"ATTACH '{_quoted(path)}' AS tracker (READ_ONLY)")
        refuse_newer(db, path)
        version = db.execute("SELECT schema_version FROM tracker.about").fetchone()
        if version != (SCHEMA_VERSION,):
            raise NoDatabase(f"The database {path.name} is of an older version of this program. {HOW_TO_BUILD}")
        _define(db)
    except NoDatabase:
        db.close()
        raise
    except duckdb.Error as error:
        db.close()
        raise NoDatabase(f"The database {path.name} cannot be read. {HOW_TO_BUILD}") from error
    return db


def fingerprint(path: Path) -> str:
    """The part of its bytes' SHA-256 that names a database file; one that was cut short would open, and fail later."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def is_whole(path: Path) -> bool:
    """Whether the fingerprint in the name of a file is that of its bytes."""
    return path.stem.rpartition("-")[2] == fingerprint(path)


def _define(db: Connection) -> None:
    """Defines the tables under their own names, position_on(as_of) and the rest; nothing else can be reached then.

    They live in the process and not in the file, so a file is data alone.
    """
    if is_public(db):
        _fill_in(db)
    else:
        for (name,) in db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'tracker'").fetchall():
            db.execute(f"CREATE VIEW {name} AS FROM tracker.{name}")
    db.execute(position())
    db.execute("SET enable_external_access = FALSE")
    db.execute("SET lock_configuration = TRUE")


def is_public(db: Connection) -> bool:
    """Whether the database is a published copy, which holds no file names, owners, notes or cells."""
    sql = """
        SELECT count(*)
        FROM duckdb_columns()
        WHERE database_name = 'tracker' AND table_name = 'file_received' AND column_name = 'path'
    """
    return db.cursor().execute(sql).fetchone() == (0,)


def _fill_in(db: Connection) -> None:
    """Makes the tables of a published copy complete, with nothing in the columns that it lacks: one SQL asks both."""
    db.execute("CREATE SCHEMA complete; USE memory.complete")
    db.execute(schema())
    db.execute("USE memory.main")
    columns = """
        SELECT complete.table_name, complete.column_name, complete.data_type, public.column_name IS NOT NULL
        FROM duckdb_columns() complete
        LEFT JOIN (FROM duckdb_columns() WHERE database_name = 'tracker') public USING (table_name, column_name)
        WHERE complete.schema_name = 'complete'
        ORDER BY complete.table_oid, complete.column_index
    """
    for name, group in groupby(db.execute(columns).fetchall(), key=itemgetter(0)):
        of_table = list(group)
        selected = ", ".join(
            column if is_public else f"{_empty(type_)} AS {column}" for _, column, type_, is_public in of_table
        )
        is_there = any(is_public for *_, is_public in of_table)
        source = f"SELECT {selected} FROM tracker.{name}" if is_there else f"FROM complete.{name}"
        db.execute(f"CREATE VIEW {name} AS {source}")


def _empty(type_: str) -> str:
    """An empty value of a type: no words for words, null for the rest."""
    empty = {"VARCHAR": "''", "VARCHAR[]": "[]", "MAP(VARCHAR, VARCHAR)": "MAP {}"}
    return f"CAST({empty.get(type_, 'NULL')} AS {type_})"


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


@contextmanager
def read_only(path: Path) -> Iterator[Connection]:
    """A connection that can only read one database file, closed after use: a load must not keep an old build open."""
    db = duckdb.connect(":memory:", config=NO_EXTENSIONS)
    try:
        db.execute(f"ATTACH '{_quoted(path)}' AS tracker (READ_ONLY)")
        db.execute("USE tracker")
        yield db
    finally:
        db.close()


def refuse_newer(db: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Raises NewerDatabase when the database is of a newer version than this program."""
    version = db.execute("SELECT schema_version FROM tracker.about").fetchone()
    if version and version[0] > SCHEMA_VERSION:
        raise NewerDatabase(
            f"The database {path.name} is of version {version[0]}, newer than this program's {SCHEMA_VERSION}. "
            "Use the newer program, or choose another folder with TRACKER_BUILT."
        )
