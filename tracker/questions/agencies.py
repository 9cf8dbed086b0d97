"""How does each agency stand, and when was it last heard from?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.questions.lateness import Lateness
from tracker.words import capital


class Agency(NamedTuple):
    """How many actions a body leads and how they stand, how many it supports, and when it last reported.

    `plans` counts the plans that it sends. If there are none, its last return is that of the plan of `in_plan_of`,
    which holds its actions. `is_silent` is None if it neither agreed a reporting interval nor owes a plan. Of the
    `plans_missing` plans that have not come, the longest missing is that for `no_plan_for`, due since the register of
    `no_plan_since`.
    """

    agency: str
    is_compiled: bool
    actions: int
    supports: int
    verified: int
    contradicted: int
    reported_complete: int
    open_actions: int
    open_dated: int
    open_once_dated: int
    open_undated: int
    open_unreadable: int
    overdue: int
    overdue_by_first_date: int
    last_returned_on: date | None
    in_plan_of: str
    reports_every_days: int | None
    days_since_return: int | None
    is_silent: bool | None
    plans: int
    no_plan_since: date | None
    no_plan_for: str
    plans_missing: int
    has_unread_file: bool

    @property
    def lateness(self) -> Lateness:
        """Which of the agency's open actions can be judged, and which are late."""
        return Lateness.in_row(self)


def order(rows: Sequence[Agency]) -> str:
    """The order of these rows, in words."""
    overdue = "most overdue first, by the dates first promised"
    return f"No plan received first, then {overdue}" if any(row.no_plan_since for row in rows) else capital(overdue)


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Agency, ...]:
    """One row per agency: first those that owe a plan, then most overdue by the dates first promised."""
    return query.rows(
        db,
        """
        SELECT
            agency, is_compiled, actions, supports, verified, contradicted, reported_complete, open_actions, open_dated,
            open_once_dated, open_undated, open_unreadable, overdue, overdue_by_first_date, last_returned_on,
            in_plan_of, reports_every_days, days_since_return, is_silent, plans,
            no_plan_since, no_plan_for, plans_missing, has_unread_file
        FROM agency_for($as_of, $review, $agency)
        ORDER BY no_plan_since IS NULL, overdue_by_first_date DESC, overdue DESC, actions DESC, supports DESC, agency
        """,
        Agency,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def names(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[str, ...]:
    """The agency of each of `rows`, in no order; counting nothing takes a third of the time."""
    of_review, of_sender, values = "", "", {"as_of": as_of, "agency": agency}
    if review is not None:
        of_review = "WHERE review = $review"
        of_sender = "AND sender IN (SELECT sender FROM state_on($as_of) WHERE review = $review)"
        values["review"] = review
    sql = f"""
        FROM (
            SELECT unnest(bodies_of(agency, supporting_agencies)) AS body FROM state_on($as_of) {of_review}
            UNION
            SELECT agency FROM addressed_body_on($as_of) {of_review}
            UNION
            SELECT coalesce(nullif(agency, ''), sender)
            FROM last_return_on($as_of)
            WHERE reports_every_days IS NOT NULL {of_sender}
        )
        WHERE $agency IS NULL OR body = $agency
    """
    return query.column(db, sql, str, **values)
