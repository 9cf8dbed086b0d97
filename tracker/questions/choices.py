"""What can be chosen: reviews, agencies, and the span of dates there is anything to show for?"""

from datetime import date

import duckdb

from tracker import query, store


def reviews(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every review in the register or in a plan, by name."""
    sql = "SELECT review FROM recommendation_version UNION SELECT review FROM action_version ORDER BY review"
    return list(query.column(db, sql, str))


def agencies(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every lead agency, by name."""
    sql = "SELECT DISTINCT agency FROM action_version WHERE agency <> '' ORDER BY agency"
    return list(query.column(db, sql, str))


def is_illustrative(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether everything in this database is invented."""
    (found,) = query.column(db, "SELECT is_illustrative FROM about", bool)
    return found


def is_public(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether this is the published copy, in which there are no owners, notes, cells and file names to show."""
    return store.is_public(db)


def notes(db: duckdb.DuckDBPyConnection, as_of: date) -> list[str]:
    """What everybody who reads these rows must know, each note once."""
    sql = "SELECT DISTINCT note FROM file_received WHERE note <> '' AND known_on <= $as_of ORDER BY note"
    return list(query.column(db, sql, str, as_of=as_of))


def first_received(db: duckdb.DuckDBPyConnection) -> date | None:
    """The day the first file was received: the earliest position that can be shown."""
    sql = "SELECT min(known_on) FROM file_received WHERE is_read HAVING count(*) > 0"
    return next(iter(query.column(db, sql, date)), None)


def last_known(db: duckdb.DuckDBPyConnection) -> date | None:
    """The last day on which a file became known: the latest position that rests on files alone."""
    sql = "SELECT max(known_on) FROM file_received HAVING count(*) > 0"
    return next(iter(query.column(db, sql, date)), None)
