"""How does the work of each review and agency stand against an earlier day, and what falls due without an update?"""

from datetime import date
from typing import Literal, NamedTuple

import duckdb

from tracker import query
from tracker.measure_sql import late_counts_in_sql
from tracker.questions.lateness import Lateness

QUIET = 30  # days in which nothing on record changed
OVER = f"""
    position_for($as_of, $review, $agency)
    LEFT JOIN (
        SELECT DISTINCT action_id, TRUE AS has_update
        FROM action_change_on($as_of)
        WHERE received_on > $as_of - {QUIET}
    ) USING (action_id)
"""
WITHOUT_UPDATE = "counts_as.due_soon AND NOT is_compiled AND has_update IS NULL"


class WeekLine(NamedTuple):
    """How the actions of one review or one agency stand, and how many were overdue on the earlier day.

    `went_overdue` were not overdue then; `without_update` fall due in the next 30 days although nothing on record about
    them changed in the last 30. The last return is the newest file that held one of the actions.
    """

    name: str
    actions: int
    verified: int
    reported_complete: int
    open_actions: int
    open_dated: int
    open_once_dated: int
    open_undated: int
    open_unreadable: int
    overdue: int
    overdue_by_first_date: int
    overdue_before: int
    overdue_by_first_date_before: int
    went_overdue: int
    went_overdue_by_first_date: int
    without_update: int
    last_returned_on: date

    @property
    def lateness(self) -> Lateness:
        """Which of the open actions can be judged, and which are late."""
        return Lateness.in_row(self)


class Month(NamedTuple):
    """A month, given by its first day, and how many open actions fall due in it."""

    month: date
    actions: int


def rows(
    db: duckdb.DuckDBPyConnection,
    since: date,
    as_of: date,
    by: Literal["review", "agency"],
    review: str | None = None,
    agency: str | None = None,
) -> tuple[WeekLine, ...]:
    """One row per review or per lead agency; most overdue by the dates first promised first."""
    return query.rows(
        db,
        f"""
        SELECT
            {by} AS name,
            count(*) AS actions,
            count(*) FILTER (counts_as.verified) AS verified,
            count(*) FILTER (counts_as.reported_complete) AS reported_complete,
            {late_counts_in_sql()},
            count(*) FILTER (was_overdue) AS overdue_before,
            count(*) FILTER (was_overdue_by_first_date) AS overdue_by_first_date_before,
            count(*) FILTER (is_overdue AND NOT was_overdue) AS went_overdue,
            count(*) FILTER (is_overdue_by_first_date AND NOT was_overdue_by_first_date) AS went_overdue_by_first_date,
            count(*) FILTER ({WITHOUT_UPDATE}) AS without_update,
            max(last_received_on) AS last_returned_on
        FROM {OVER}
        LEFT JOIN (
            SELECT action_id, is_overdue AS was_overdue_then, is_overdue_by_first_date AS was_overdue_by_first_date_then
            FROM position_on($since)
        ) USING (action_id),
        LATERAL (SELECT
            coalesce(was_overdue_then, FALSE) AS was_overdue,
            coalesce(was_overdue_by_first_date_then, FALSE) AS was_overdue_by_first_date
        )
        GROUP BY {by}
        ORDER BY overdue_by_first_date DESC, overdue DESC, actions DESC, name
        """,
        WeekLine,
        since=since,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def without_update(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> frozenset[int]:
    """The `action_id` of each action due in the next 30 days that has not changed on record in the last 30."""
    sql = f"SELECT action_id FROM {OVER} WHERE {WITHOUT_UPDATE}"
    return frozenset(query.column(db, sql, int, as_of=as_of, review=review, agency=agency))


def peak(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> Month | None:
    """The month, from the day on, in which most open actions fall due; the first of equals. None if none falls due."""
    found = query.rows(
        db,
        """
        SELECT date_trunc('month', due_on)::DATE AS month, count(*) AS actions
        FROM position_for($as_of, $review, $agency)
        WHERE counts_as.open_with_date AND due_on >= $as_of
        GROUP BY month
        ORDER BY actions DESC, month
        LIMIT 1
        """,
        Month,
        as_of=as_of,
        review=review,
        agency=agency,
    )
    return next(iter(found), None)
