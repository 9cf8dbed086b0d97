"""Keeps every action's position over spans of days in one table in memory, so that any day chosen is answered fast."""

from contextlib import suppress
from pathlib import Path
from threading import Lock
from weakref import WeakSet

import duckdb

# DuckDB takes some twenty milliseconds to plan the macros that gather what is known on a day, and the time to run them
# grows with the history. Their results change on few days of an action's life, so they are gathered once for all days;
# what is left to ask about a day are comparisons of dates. Compressed, the table takes some thirty bytes for each row
# of each return.
SPANS = Path(__file__).with_suffix(".sql")
SCHEMA, PLAIN = "memory.any_day", "memory.main"
_tried: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
_kept: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
_lock = Lock()


def prepare(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table, once. If there is no room or time for it, each day is worked out when asked for."""
    with _lock, suppress(duckdb.OutOfMemoryException, duckdb.InterruptException):
        if db not in _tried:
            _tried.add(db)
            _make(db.cursor())
            _kept.add(db)


def path(db: duckdb.DuckDBPyConnection) -> str:
    """Returns the search path for a statement's macros: those that ask the table come first, once it exists."""
    return f"{SCHEMA},{PLAIN}" if db in _kept else PLAIN


def _make(db: duckdb.DuckDBPyConnection) -> None:
    """Fills the table by running standing_on(as_of) itself over the gathered facts of all days instead of one day's."""
    db.execute("ATTACH ':memory:' AS spans (COMPRESS)")
    db.execute("CREATE SCHEMA any_day")
    db.execute(f"SET search_path = '{SCHEMA},{PLAIN}'")
    db.execute(SPANS.read_text(encoding="utf-8"))
    db.execute("CREATE MACRO any_day.fact_on(as_of) AS TABLE FROM fact")
    # In two steps, since a busy machine ends a statement that takes too long.
    db.execute("CREATE TEMP TABLE standing AS FROM standing_on(NULL::DATE)")
    db.execute("CREATE TABLE spans.standing AS FROM standing ORDER BY known_to, known_from")
    db.execute("DROP MACRO TABLE any_day.fact_on")
    db.execute(
        "CREATE MACRO any_day.standing_on(as_of) AS TABLE "
        "FROM spans.standing WHERE known_from <= as_of AND as_of < known_to"
    )
    db.execute("CHECKPOINT spans")  # compresses it
