"""Defines the macros on a connection: the first one of a process works them out, every other copies them."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tracker.columns.in_sql import escape_quotes

# DuckDB plans every macro as it is defined, together with those it calls: a tenth of what a small load took. Copying a
# file of macros takes a small part of that time. The file's content depends on the statements alone, so they are its
# key.
_files: dict[str, bytes] = {}


def define(db: duckdb.DuckDBPyConnection, statements: str) -> None:
    """Defines the macros that the statements make, on an in-memory connection that has the tables they ask."""
    try:
        with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
            _copy(db, Path(folder) / "macros.duckdb", statements)
    except (OSError, duckdb.IOException):  # no temporary folder, or no room in it
        db.execute(statements)


def _copy(db: duckdb.DuckDBPyConnection, path: Path, statements: str) -> None:
    if statements in _files:
        path.write_bytes(_files[statements])
    else:
        _make(db, path, statements)
        _files[statements] = path.read_bytes()
    db.execute(f"ATTACH '{escape_quotes(str(path))}' AS macros (READ_ONLY)")
    db.execute("COPY FROM DATABASE macros TO memory")
    db.execute("DETACH macros")


def _make(db: duckdb.DuckDBPyConnection, path: Path, statements: str) -> None:
    """Writes a database file that holds the macros and nothing else."""
    db.execute(f"ATTACH '{escape_quotes(str(path))}' AS macros (BLOCK_SIZE 16384)")
    db.execute("SET search_path = 'macros,memory'")  # macros are made in the first, their tables found in the second
    db.execute(statements)
    db.execute("USE memory")
    db.execute("DETACH macros")
