"""Defines the macros on a connection: worked out by the first one of a process, copied by every other."""

from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb

from tracker.columns.in_sql import quoted

# DuckDB plans every macro as it is defined, with all those that it asks: a tenth of what a small load took. A file of
# them is copied in a small part of that time. What it holds follows from the statements alone, by which it is kept.
_files: dict[str, bytes] = {}


def define(db: duckdb.DuckDBPyConnection, statements: str) -> None:
    """Defines the macros that the statements make, on a connection in memory that has the tables they ask."""
    try:
        with TemporaryDirectory(prefix="tracker-", ignore_cleanup_errors=True) as folder:
            _copy(db, Path(folder) / "macros.duckdb", statements)
    except (OSError, duckdb.IOException):  # no folder for such files, or no room in it
        db.execute(statements)


def _copy(db: duckdb.DuckDBPyConnection, path: Path, statements: str) -> None:
    if statements in _files:
        path.write_bytes(_files[statements])
    else:
        _make(db, path, statements)
        _files[statements] = path.read_bytes()
    db.execute(f"ATTACH '{quoted(str(path))}' AS macros (READ_ONLY)")
    db.execute("COPY FROM DATABASE macros TO memory")
    db.execute("DETACH macros")


def _make(db: duckdb.DuckDBPyConnection, path: Path, statements: str) -> None:
    """Writes a database file that holds the macros and nothing else."""
    db.execute(f"ATTACH '{quoted(str(path))}' AS macros (BLOCK_SIZE 16384)")
    db.execute("SET search_path = 'macros,memory'")  # made in the first, their tables found in the second
    db.execute(statements)
    db.execute("USE memory")
    db.execute("DETACH macros")
