"""Which body succeeded one that was renamed, merged or divided, and which came before?"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.words import day


class FormerBody(NamedTuple):
    """A body that ended on the day before `known_from`, and what followed it."""

    name: str
    successor: str
    known_from: date
    stands: bool
    why: str


def name_on(db: duckdb.DuckDBPyConnection, as_of: date, body: str) -> str:
    """The name that a body has on the date, whichever of its names is asked for.

    A body that has not begun yet is the one before it, if there is only one.
    """
    sql = """
        SELECT coalesce(
            (
                SELECT any_value(name)
                FROM succession
                WHERE successor = $body AND action_ref = '' AND stands AND $as_of < known_from
                    AND name_on($as_of, name) = name
                HAVING count(*) = 1
            ),
            name_on($as_of, $body)
        )
    """
    (found,) = query.column(db, sql, str, as_of=as_of, body=body)
    return found


def former_bodies(db: duckdb.DuckDBPyConnection, as_of: date, body: str) -> tuple[FormerBody, ...]:
    """The bodies before this one, and its own end if several came after it."""
    return query.rows(
        db,
        """
        SELECT name, successor, known_from, stands, why
        FROM succession
        WHERE action_ref = '' AND known_from <= $as_of AND if(stands, successor, name) = $body
        ORDER BY known_from, name, successor
        """,
        FormerBody,
        as_of=as_of,
        body=body,
    )


def sentences(rows: Sequence[FormerBody]) -> list[str]:
    """What a body's page says of its former names and of its end."""
    texts = [f"Until {_last_day(row)} {row.name}. {row.why}." for row in rows if row.stands]
    if parts := [row for row in rows if not row.stands]:
        after_it = " and ".join(row.successor for row in parts)
        texts.append(
            f"Ended on {_last_day(parts[0])}, followed by {after_it}. {parts[0].why}. An action stays here until it is "
            "in the plan of one of them."
        )
    return [sentence.replace("..", ".") for sentence in texts]


def _last_day(row: FormerBody) -> str:
    return day(row.known_from - timedelta(days=1))
