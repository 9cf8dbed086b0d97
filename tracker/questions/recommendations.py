"""What was recommended, what was answered, and is anything being done about it?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import Response


class Recommendation(NamedTuple):
    """A recommendation and how far it has got; its words are those of the register."""

    review: str
    recommendation_ref: str
    recommendation: str
    agencies: tuple[str, ...]
    actions: int
    verified: int
    complete: int
    overdue: int
    overdue_by_first_date: int
    roll_up: str


class Answer(NamedTuple):
    """What one agency answered to a recommendation, and where it stands written."""

    agency: str
    response: Response
    response_on: date | None
    reason: str
    was_accepted: bool
    received_on: date
    path: str
    sheet: str
    row_number: int
    source: str


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    ref: str | None = None,
) -> tuple[Recommendation, ...]:
    """One row per recommendation: those with no action first, then overdue, then open, then the rest."""
    return query.rows(
        db,
        """
        SELECT *
        FROM recommendation_on($as_of)
        WHERE ($review IS NULL OR review = $review)
            AND ($agency IS NULL OR list_contains(agencies, $agency))
            AND ($ref IS NULL OR recommendation_ref = $ref)
        ORDER BY
            list_position(['No action planned', 'Overdue', 'Open'], roll_up) NULLS LAST,
            review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0'))
        """,
        Recommendation,
        as_of=as_of,
        review=review,
        agency=agency,
        ref=ref,
    )


def answers(db: duckdb.DuckDBPyConnection, as_of: date, review: str, ref: str) -> tuple[Answer, ...]:
    """One row per agency that was asked, by its name."""
    return query.rows(
        db,
        """
        SELECT
            r.agency, response, response_on, reason, was_accepted, r.received_on, path, sheet, row_number,
            coalesce(words['source'], '') AS source
        FROM response_on($as_of) r
        JOIN file_received USING (file_id)
        WHERE review = $review AND recommendation_ref = $ref
        ORDER BY r.agency
        """,
        Answer,
        as_of=as_of,
        review=review,
        ref=ref,
    )
