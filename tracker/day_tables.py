"""Keeps the position on the latest day as tables, made once and used by every question about that day."""

from contextlib import suppress
from datetime import date
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

import duckdb

from tracker import any_day

# DuckDB takes some twenty milliseconds to plan one of these macros, longer than to run it; a table answers in one. So
# the day that most visitors look at is worked out once. A day that somebody chose is not: it would leave a trace for
# longer than the page on privacy says.
MACROS = (
    "state_on", "position_on", "last_return_on", "addressee_on", "recommendation_body_on", "recommendation_on",
    "resolution_on",
)  # fmt: skip
DAYS = 2  # kept at once: when a new day begins, somebody may still ask about the one before
OTHER_DAY = "this table holds what stands on {} alone"
_days: WeakKeyDictionary[duckdb.DuckDBPyConnection, list[date]] = WeakKeyDictionary()
_lock = Lock()


def prepare(db: duckdb.DuckDBPyConnection, day: date) -> None:
    """Makes the tables of a day unless they exist; without room or time, each question works them out itself."""
    with _lock, suppress(duckdb.OutOfMemoryException, duckdb.InterruptException):
        days = _days.setdefault(db, [])
        if day not in days:
            _make(db.cursor(), day, any_day.path(db))
            days.append(day)
        while len(days) > DAYS:
            db.cursor().execute(f"DROP SCHEMA {_schema(days.pop(0))} CASCADE")


def cursor(db: duckdb.DuckDBPyConnection, values: dict[str, Any]) -> duckdb.DuckDBPyConnection:
    """A cursor for a statement with these values; if their only date is a kept day, it reads MACROS from tables."""
    found = db.cursor()
    asked = {value for value in values.values() if isinstance(value, date)}
    if len(asked) == 1 and (day := asked.pop()) in _days.get(db, ()):
        found.execute(f"SET search_path = 'memory.{_schema(day)},{any_day.path(db)}'")
    elif (path := any_day.path(db)) != any_day.PLAIN:
        found.execute(f"SET search_path = '{path}'")
    return found


def _make(db: duckdb.DuckDBPyConnection, day: date, path: str) -> None:
    """Makes all tables of a day in one transaction: if there is no room for all, none is made."""
    schema = _schema(day)
    db.begin()
    db.execute(f"CREATE SCHEMA {schema}")
    db.execute(f"SET search_path = 'memory.{schema},{path}'")  # so that each is made from the tables before it
    for macro in MACROS:
        db.execute(f"CREATE TABLE {schema}.{macro}_this_day AS FROM {macro}(DATE '{day}')")
        db.execute(
            f"CREATE MACRO {schema}.{macro}(as_of) AS TABLE "
            f"FROM {schema}.{macro}_this_day WHERE if(as_of = DATE '{day}', TRUE, error('{OTHER_DAY.format(day)}'))"
        )
    db.commit()


def _schema(day: date) -> str:
    return f"on_{day:%Y_%m_%d}"
