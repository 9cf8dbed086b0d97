"""Running totals of accepted actions, day by day: what is due by either date, and what is done."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query

MOST_DAYS = 400  # drawn singly; more are grouped by week or month
YEARS_BACK, YEARS_AHEAD = 10, 4


class Day(NamedTuple):
    """How many accepted actions are due by a day, and how many of those first promised for it are done by it.

    After the position, `complete`, `verified` and `contradicted` are None; the last counts verified actions whose
    agency reports them as not complete. `early` are complete and were not first promised for that day, `undated` never
    had a date; `accepted` counts all.
    """

    on_day: date
    by_first_date: int
    by_current_date: int
    complete: int | None
    verified: int | None
    contradicted: int | None
    early: int
    accepted: int
    undated: int


class DoneByDay(NamedTuple):
    """How many actions were first promised for a day up to the position, and how many of them are done."""

    on_day: date
    by_first_date: int
    complete: int
    verified: int
    contradicted: int

    @property
    def claimed(self) -> int:
        """How many are reported complete and not verified."""
        return self.complete - self.verified


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Day, ...]:
    """One row per day on which a running total of accepted actions rises, and one for the day of the position."""
    return query.rows(
        db,
        """
        WITH accepted AS (
            -- A day of completion that lies ahead counts from the day it was told, as does one before a return that
            -- still said otherwise.
            SELECT
                first_due_on, due_on, is_contradicted,
                if(
                    is_complete,
                    least(coalesce(if(still_open_on IS NULL, done_on, NULL), status_since), $as_of), NULL
                ) AS complete_on,
                if(is_complete AND is_verified, least(greatest(checked_on, complete_on), $as_of), NULL) AS verified_on
            FROM state_for($as_of, $review, $agency)
            WHERE is_accepted
        ), days AS (
            SELECT unnest([first_due_on, due_on, complete_on, verified_on]) AS on_day FROM accepted
            UNION
            SELECT $as_of WHERE EXISTS (FROM accepted)
        ), unit AS (
            SELECT CASE
                WHEN count(*) <= $most THEN 'day'
                WHEN count(*) <= 7 * $most THEN 'week'
                ELSE 'month'
            END AS unit
            FROM days
        ), point AS (
            -- The last day of each week or month, and the day of the position exactly.
            SELECT DISTINCT CASE
                WHEN on_day = $as_of OR unit = 'day' THEN on_day
                WHEN unit = 'week' THEN date_trunc('week', on_day)::DATE + 6
                ELSE last_day(on_day)
            END AS on_day
            FROM days, unit
            WHERE on_day BETWEEN $as_of - to_years($back) AND $as_of + to_years($ahead)
        )
        SELECT
            on_day,
            count(*) FILTER (first_due_on <= on_day) AS by_first_date,
            count(*) FILTER (due_on <= on_day) AS by_current_date,
            if(on_day <= $as_of, count(*) FILTER (first_due_on <= on_day AND complete_on <= on_day), NULL) AS complete,
            if(on_day <= $as_of, count(*) FILTER (first_due_on <= on_day AND verified_on <= on_day), NULL) AS verified,
            if(
                on_day <= $as_of,
                count(*) FILTER (first_due_on <= on_day AND verified_on <= on_day AND is_contradicted), NULL
            ) AS contradicted,
            count(*) FILTER (complete_on <= on_day AND coalesce(first_due_on > on_day, TRUE)) AS early,
            count(*) AS accepted,
            count(*) FILTER (first_due_on IS NULL) AS undated
        FROM point, accepted
        GROUP BY on_day
        ORDER BY on_day
        """,
        Day,
        as_of=as_of,
        review=review,
        agency=agency,
        most=MOST_DAYS,
        back=YEARS_BACK,
        ahead=YEARS_AHEAD,
    )


def days_done(rows: Sequence[Day]) -> list[DoneByDay]:
    """The days up to the position, which comes last."""
    return [
        DoneByDay(row.on_day, row.by_first_date, row.complete, row.verified, row.contradicted)
        for row in rows
        if row.complete is not None and row.verified is not None and row.contradicted is not None
    ]
