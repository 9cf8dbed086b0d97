"""Which actions are there, and how does each stand?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table
from tracker.terms import Measure, State


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    recommendation: str | None = None,
    measure: Measure | None = None,
) -> pd.DataFrame:
    """One row per action, by agency and state.

    `recommendation` keeps those that answer it, `measure` those that it counts.
    """
    return table(
        db,
        """
        SELECT * EXCLUDE (words)
        FROM position_for($as_of, $review, $agency)
        WHERE ($recommendation IS NULL OR list_contains(recommendation_refs, $recommendation))
            AND ($measure IS NULL OR list_contains(measures, $measure))
        ORDER BY agency, list_position($states, state), action_ref
        """,
        as_of=as_of,
        review=review,
        agency=agency,
        recommendation=recommendation,
        measure=measure and str(measure),
        states=[str(state) for state in State],
    )


def most_moved(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row per action whose deadline moved later at least once, furthest moved first."""
    return table(
        db,
        """
        SELECT * EXCLUDE (words)
        FROM position_for($as_of, $review, $agency)
        WHERE list_contains(measures, 'deadline moved')
        ORDER BY days_moved DESC, times_moved DESC, agency, action_ref
        """,
        as_of=as_of,
        review=review,
        agency=agency,
    )
