"""What can be chosen: reviews, agencies, and the span of dates that can be shown?"""

from datetime import date, timedelta

import duckdb

from tracker import query, store
from tracker.cache import cached
from tracker.words import plural

USUAL = timedelta(days=30)  # before the position, if nobody names the date to compare with


def reviews(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every review in a register or a plan, by name; “Review not stated” comes last, if any row names none."""
    sql = """
        SELECT review FROM recommendation_version
        UNION
        SELECT review FROM action_version
        ORDER BY review = 'Review not stated', review
    """
    return list(query.column(db, sql, str))


def agencies(db: duckdb.DuckDBPyConnection) -> list[str]:
    """Every body that leads or supports an action, sends a plan, or is addressed by a register, by name.

    A misspelling of a known name is not a body. “Lead not stated”, for actions without a lead, comes last.
    """
    sql = """
        SELECT body AS agency
        FROM (SELECT DISTINCT unnest(bodies_of(agency, supporting_agencies)) AS body FROM action_version)
        WHERE body <> ''
        UNION
        SELECT agency
        FROM file_received
        WHERE agency <> '' AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
        UNION
        SELECT agency FROM addressee_on($last) WHERE agency <> '' AND meant = []
        UNION
        SELECT unnest([name, successor]) FROM succession WHERE action_ref = ''
        ORDER BY agency = 'Lead not stated', agency
    """
    return list(query.column(db, sql, str, last=last_known(db) or date.min))


def is_illustrative(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether everything in this database is invented."""
    (found,) = query.column(db, "SELECT is_illustrative FROM about", bool)
    return found


@cached
def is_public(db: duckdb.DuckDBPyConnection) -> bool:
    """Whether this is the published copy, which has no owners, notes, cells or file names to show."""
    return store.is_public(db)


def is_compiled(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> bool:
    """Whether every action in the selection was compiled from published sources; if it has none, every file."""
    sql = """
        SELECT coalesce(bool_and(is_compiled), (SELECT bool_and(is_compiled) FROM file_received WHERE is_read), FALSE)
        FROM latest_action_on($as_of)
        WHERE ($review IS NULL OR review = $review)
            AND ($agency IS NULL OR list_contains(bodies_of(agency, supporting_agencies), $agency))
    """
    (found,) = query.column(db, sql, bool, as_of=as_of, review=review, agency=agency)
    return found


def notes(db: duckdb.DuckDBPyConnection, as_of: date) -> list[str]:
    """What everybody who reads these rows must know, each note once; a compiled record's note counts its items."""
    found = query.result(
        db,
        """
        SELECT note, count(action_id) AS items, count(DISTINCT review) AS reviews
        FROM (
            SELECT DISTINCT note, if(is_compiled, sender, NULL) AS compiled
            FROM file_on($as_of)
            WHERE note <> ''
        )
        LEFT JOIN (
            SELECT sender, action_id, review FROM latest_action_on($as_of) JOIN action USING (action_id)
        ) ON sender = compiled
        GROUP BY note
        ORDER BY note
        """,
        as_of=as_of,
    )
    return [f"{note}{_how_many(items, reviews)}" for note, items, reviews in found.rows]


def _how_many(items: int, reviews: int) -> str:
    """How much a compiled record holds, since a selection could be mistaken for everything."""
    return f" On this date it holds {plural(items, 'item')} of {plural(reviews, 'review')}." if items else ""


def first_received(db: duckdb.DuckDBPyConnection) -> date | None:
    """The day the first file was received, which is the earliest position that can be shown."""
    sql = "SELECT min(known_on) FROM file_received WHERE is_read AND known_to_file > file_id HAVING count(*) > 0"
    return next(iter(query.column(db, sql, date)), None)


def last_record(db: duckdb.DuckDBPyConnection) -> int:
    """The number of the last record in the ledger; 0 if there is none."""
    (found,) = query.column(db, "SELECT coalesce(max(record), 0) FROM record_on(DATE '9999-12-31')", int)
    return found


def later_records(db: duckdb.DuckDBPyConnection, record: int, as_of: date) -> int:
    """How many records after that number still affect the position on the day."""
    sql = "SELECT count(*) FROM record_on($as_of) WHERE record > $record"
    (found,) = query.column(db, sql, int, record=record, as_of=as_of)
    return found


def last_known(db: duckdb.DuckDBPyConnection) -> date | None:
    """The last day on which a record became known: the latest position that needs nothing but the ledger."""
    sql = "SELECT max(known_on) FROM record_on(DATE '9999-12-31') HAVING count(*) > 0"
    return next(iter(query.column(db, sql, date)), None)


def usual_since(db: duckdb.DuckDBPyConnection, as_of: date, before: timedelta = USUAL) -> date:
    """The date to compare with if nobody names one: `before` earlier, but not before the day of the first file."""
    return max(min(first_received(db) or as_of, as_of), as_of - before)
