"""How many standing checks are in one sender's log, by finding?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import Verification


class Checks(NamedTuple):
    """How many checks in one sender's log have the same finding, and the day of the last of them."""

    verification: Verification
    checks: int
    last_on: date | None


def rows(db: duckdb.DuckDBPyConnection, as_of: date, sender: str) -> tuple[Checks, ...]:
    """One row for each finding that occurs, in the order of the scale; withdrawn checks are not counted."""
    return query.rows(
        db,
        """
        SELECT verification, count(*) AS checks, max(checked_on) AS last_on
        FROM check_on($as_of)
        JOIN (SELECT file_id, sender FROM file_received) USING (file_id)
        WHERE sender = $sender AND ended_as = ''
        GROUP BY verification
        ORDER BY list_position($scale, verification)
        """,
        Checks,
        as_of=as_of,
        sender=sender,
        scale=[str(one) for one in Verification],
    )
