"""How does each agency stand, and when was it last heard from?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query


class Agency(NamedTuple):
    """How many actions a lead agency has, how they stand, and when it last reported.

    `is_silent` is None where no return has come or no reporting interval is agreed.
    """

    agency: str
    actions: int
    verified: int
    reported_complete: int
    overdue: int
    overdue_by_first_date: int
    open_undated: int
    last_returned_on: date | None
    reports_every_days: int | None
    days_since_return: int | None
    is_silent: bool | None


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per lead agency, most overdue first by the dates first promised."""
    return query.rows(
        db,
        """
        SELECT
            agency,
            count(*) AS actions,
            count(*) FILTER (counts_as.verified) AS verified,
            count(*) FILTER (counts_as.reported_complete) AS reported_complete,
            count(*) FILTER (counts_as.overdue) AS overdue,
            count(*) FILTER (counts_as.overdue_by_first_date) AS overdue_by_first_date,
            count(*) FILTER (counts_as.no_date) AS open_undated,
            max(last_returned_on) AS last_returned_on,
            max(reports_every_days) AS reports_every_days,
            max(date_diff('day', last_returned_on, $as_of)) AS days_since_return,
            bool_or(date_diff('day', last_returned_on, $as_of) > reports_every_days) AS is_silent
        FROM position_for($as_of, $review, $agency)
        LEFT JOIN (SELECT * EXCLUDE (agency) FROM last_return_on($as_of)) USING (sender)
        GROUP BY agency
        ORDER BY overdue_by_first_date DESC, overdue DESC, actions DESC, agency
        """,
        Agency,
        as_of=as_of,
        review=review,
        agency=agency,
    )
