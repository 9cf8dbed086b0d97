"""What can be chosen: reviews, agencies, and the span of dates there is anything to show for?"""

from datetime import date

import duckdb

from tracker import store
from tracker.store import table


def reviews(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every review in the register or in a plan, by name."""
    sql = "SELECT review FROM recommendation_version UNION SELECT review FROM action_version ORDER BY review"
    return table(db, sql).review.tolist()


def agencies(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every lead agency, by name."""
    return table(db, "SELECT DISTINCT agency FROM action_version WHERE agency <> '' ORDER BY agency").agency.tolist()


def is_illustrative(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether everything in this database is invented."""
    return bool(table(db, "SELECT is_illustrative FROM about").is_illustrative.iloc[0])


def is_public(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether this is the published copy, in which there are no owners, notes, cells and file names to show."""
    return store.is_public(db)


def notes(db: duckdb.DuckDBPyConnection, as_of: date) -> list[str]:
    """What everybody who reads these rows must know, each note once."""
    sql = "SELECT DISTINCT note FROM file_received WHERE note <> '' AND known_on <= $as_of ORDER BY note"
    return table(db, sql, as_of=as_of).note.tolist()


def first_received(db: duckdb.DuckDBPyConnection) -> date | None:
    """The day the first file was received: the earliest position that can be shown."""
    first = table(db, "SELECT min(known_on) AS first FROM file_received WHERE is_read").first.iloc[0]
    return None if first is None or first != first else first.date()


def last_known(db: duckdb.DuckDBPyConnection) -> date | None:
    """The last day on which a file became known: the latest position that rests on files alone."""
    last = table(db, "SELECT max(known_on) AS last FROM file_received").last.iloc[0]
    return None if last is None or last != last else last.date()
