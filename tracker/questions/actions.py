"""Which actions are there, and how does each stand?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.measure import Measure
from tracker.store import table
from tracker.terms import State

Span = tuple[date, date]


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    recommendation: str | None = None,
    measure: Measure | None = None,
    state: State | None = None,
    due: Span | None = None,
    first_due: Span | None = None,
) -> pd.DataFrame:
    """One row per action, by agency and state.

    `recommendation` keeps those that answer it, `measure` those that it counts, `state` those that stand so; `due` and
    `first_due` those whose current or first date lies from the one day to the other.
    """
    return table(
        db,
        """
        SELECT * EXCLUDE (words, counts_as)
        FROM position_for($as_of, $review, $agency)
        WHERE ($recommendation IS NULL OR list_contains(recommendation_refs, $recommendation))
            AND ($measure IS NULL OR list_contains(measures, $measure))
            AND ($state IS NULL OR state = $state)
            AND ($due IS NULL OR due_on BETWEEN $due[1] AND $due[2])
            AND ($first_due IS NULL OR first_due_on BETWEEN $first_due[1] AND $first_due[2])
        ORDER BY agency, list_position($states, state), action_ref
        """,
        as_of=as_of,
        review=review,
        agency=agency,
        recommendation=recommendation,
        measure=measure and str(measure),
        state=state and str(state),
        due=due and list(due),
        first_due=first_due and list(first_due),
        states=[str(state) for state in State],
    )


def most_moved(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    measure: Measure = Measure.MOVED,
) -> pd.DataFrame:
    """One row per action that a measure counts, those whose deadline moved furthest first."""
    return table(
        db,
        """
        SELECT * EXCLUDE (words, counts_as)
        FROM position_for($as_of, $review, $agency)
        WHERE list_contains(measures, $measure)
        ORDER BY days_moved DESC, times_moved DESC, agency, action_ref
        """,
        as_of=as_of,
        review=review,
        agency=agency,
        measure=str(measure),
    )
