"""Where each action stands over spans of days, as one table in memory: a day that somebody chooses is asked as fast."""

from contextlib import suppress
from pathlib import Path
from threading import Lock
from weakref import WeakSet

import duckdb

# To plan the macros that gather what is known on a day takes DuckDB some twenty milliseconds, and to work them out
# grows with the history. What they give changes on few days of an action, so it is gathered once for all days; what is
# left to ask of a day are comparisons of dates. Compressed it takes some thirty bytes for each row of each return.
SPANS = Path(__file__).with_suffix(".sql")
SCHEMA, PLAIN = "memory.any_day", "memory.main"
_tried: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
_kept: WeakSet[duckdb.DuckDBPyConnection] = WeakSet()
_lock = Lock()


def keep(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the table, once; without room or time for it each day is worked out anew."""
    with _lock, suppress(duckdb.OutOfMemoryException, duckdb.InterruptException):
        if db not in _tried:
            _tried.add(db)
            _make(db.cursor())
            _kept.add(db)


def path(db: duckdb.DuckDBPyConnection) -> str:
    """Where a statement looks for macros: first among those that ask the table, once it is there."""
    return f"{SCHEMA},{PLAIN}" if db in _kept else PLAIN


def _make(db: duckdb.DuckDBPyConnection) -> None:
    """Works the table out with standing_on(as_of) itself, which finds what is gathered in place of one day's facts."""
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
