"""What was recommended, what was answered, and is anything being done about it?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    ref: str | None = None,
) -> pd.DataFrame:
    """One row per recommendation: those with no action first, then overdue, then open, then the rest."""
    return table(
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
        as_of=as_of,
        review=review,
        agency=agency,
        ref=ref,
    )


def responses(db: duckdb.DuckDBPyConnection, as_of: date, review: str, ref: str) -> pd.DataFrame:
    """One row per agency asked: response, when, the reason given, the words as written."""
    return table(
        db,
        """
        SELECT r.*, path
        FROM response_on($as_of) r
        JOIN file_received USING (file_id)
        WHERE review = $review AND recommendation_ref = $ref
        ORDER BY r.agency
        """,
        as_of=as_of,
        review=review,
        ref=ref,
    )
