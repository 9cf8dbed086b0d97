"""The only place where a screen opens the database."""

import os
from functools import lru_cache
from pathlib import Path

import duckdb
import pandas as pd

SCHEMA_VERSION = 2
CURRENT = "CURRENT"
HOW_TO_BUILD = "Load the files: make run"
DatabaseError = duckdb.Error


class NoDatabase(RuntimeError):
    """There is no database to show; the message says what was found and what to run."""


def schema() -> str:
    """The statements that make the tables and position_on(as_of)."""
    return (Path(__file__).parent / "schema.sql").read_text(encoding="utf-8")


def built(example: str = "") -> Path:
    """The folder of the database: the setting TRACKER_BUILT, or data/built, in which an example has its own."""
    return Path(os.environ.get("TRACKER_BUILT") or Path(__file__).parent.parent / "data" / "built" / example)


def current(folder: Path | None = None) -> Path:
    """The database file that the pointer in a folder names, in built() where none is given. Raises NoDatabase."""
    folder = folder or built()
    pointer = folder / CURRENT
    if not pointer.exists():
        raise NoDatabase(f"No database has been built yet. {HOW_TO_BUILD}")
    path = folder / pointer.read_text(encoding="utf-8", errors="replace").strip()
    # Checked before opening: DuckDB would otherwise make an empty file where there is none.
    if not path.is_file():
        raise NoDatabase(f"The database {path.name} is missing. {HOW_TO_BUILD}")
    return path


@lru_cache(maxsize=2)
def connect(path: Path) -> duckdb.DuckDBPyConnection:
    """A read-only connection to one database file, kept for the life of the process. Raises NoDatabase.

    Take a `cursor()` of it for each use: one connection shared by threads mixes up their results.
    """
    db = None
    try:
        db = duckdb.connect(str(path), read_only=True, config={"enable_external_access": "false"})
        version = db.execute("SELECT schema_version FROM about").fetchone()
        _read_through(db)
    except duckdb.Error as error:
        _let_go(db)
        raise NoDatabase(f"The database {path.name} cannot be read. {HOW_TO_BUILD}") from error
    if version != (SCHEMA_VERSION,):
        _let_go(db)
        raise NoDatabase(f"The database {path.name} is of another version of this program. {HOW_TO_BUILD}")
    return db


def _read_through(db: duckdb.DuckDBPyConnection) -> None:
    """Reads every table once: a file cut short opens, and would fail only at the page that meets the missing part."""
    for (name,) in db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
        db.execute(f"SELECT bit_xor(hash(t)) FROM {name} t").fetchone()


def _let_go(db: duckdb.DuckDBPyConnection | None) -> None:
    if db is not None:
        db.close()


def table(db: duckdb.DuckDBPyConnection, sql: str, **values: object) -> pd.DataFrame:
    """The rows that a statement gives; `values` are bound to its $names."""
    return db.cursor().execute(sql, values).df()
