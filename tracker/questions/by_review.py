"""How does the work of each review stand, and when was it last heard of?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.measure_sql import late_counts_in_sql
from tracker.questions.lateness import Lateness


class Review(NamedTuple):
    """How many actions answer a review and how they stand; the last return is the newest file that held one of them."""

    review: str
    actions: int
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
    moved: int
    last_returned_on: date | None

    @property
    def lateness(self) -> Lateness:
        """Which of the review's open actions can be judged, and which are late."""
        return Lateness.in_row(self)


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Review, ...]:
    """One row per review, including those that no action answers; most overdue by the dates first promised first."""
    return query.rows(
        db,
        f"""
        WITH known AS (
            SELECT review
            FROM recommendation_on($as_of)
            WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(agencies, $agency))
            UNION
            SELECT review FROM state_for($as_of, $review, $agency)
        )
        SELECT
            review,
            count(action_id) AS actions,
            count(*) FILTER (counts_as.verified) AS verified,
            count(*) FILTER (counts_as.contradicted) AS contradicted,
            count(*) FILTER (counts_as.reported_complete) AS reported_complete,
            {late_counts_in_sql()},
            count(*) FILTER (counts_as.moved) AS moved,
            max(last_received_on) AS last_returned_on
        FROM known
        LEFT JOIN state_for($as_of, $review, $agency) USING (review)
        GROUP BY review
        ORDER BY overdue_by_first_date DESC, overdue DESC, actions DESC, review
        """,
        Review,
        as_of=as_of,
        review=review,
        agency=agency,
    )
