"""What can be taken away, and what does each column of it mean?"""

from collections.abc import Callable
from datetime import date
from typing import Any

import duckdb
import pandas as pd

from tracker.store import table


def actions(db: duckdb.DuckDBPyConnection, as_of: date, **filters: Any) -> pd.DataFrame:
    """One row per action: where it stands on the date, by both clocks."""
    return table(
        db,
        """
        SELECT
            review, recommendation_refs, sender, action_ref, agency, supporting_agencies, action, response, is_accepted,
            reported_status, status_since, evidence, has_evidence, verification, checker, checked_on, state,
            first_due_on, due_on, due_on_precision, times_moved, days_moved, is_overdue, days_overdue,
            is_overdue_by_first_date, days_late, done_on, timeliness, last_received_on, missing_since
        FROM position_for($as_of, $review, $agency)
        ORDER BY agency, action_ref
        """,
        as_of=as_of,
        **filters,
    )


def recommendations(db: duckdb.DuckDBPyConnection, as_of: date, **filters: Any) -> pd.DataFrame:
    """One row per recommendation and agency asked: the words, the answer, and how far it has got."""
    return table(
        db,
        """
        SELECT
            review, recommendation_ref, r.agency, recommendation, response, response_on, response_on_precision, reason,
            was_accepted, roll_up
        FROM response_on($as_of) r
        JOIN (SELECT review, recommendation_ref, roll_up FROM recommendation_on($as_of))
            USING (review, recommendation_ref)
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR r.agency = $agency)
        ORDER BY review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0')), 3
        """,
        as_of=as_of,
        **filters,
    )


def deadlines(db: duckdb.DuckDBPyConnection, as_of: date, **filters: Any) -> pd.DataFrame:
    """One row per date that an action was ever promised for, the first one first."""
    return table(
        db,
        """
        SELECT sender, action_ref, p.agency, step, d.received_on, d.due_on, was_due_on, d.days_moved, d.reason
        FROM deadline_on($as_of) d
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        ORDER BY p.agency, action_ref, step
        """,
        as_of=as_of,
        **filters,
    )


def changes(db: duckdb.DuckDBPyConnection, as_of: date, **filters: Any) -> pd.DataFrame:
    """One row per change of an action between one return and the next, the latest first; owners are left out."""
    return table(
        db,
        """
        SELECT c.received_on, sender, action_ref, p.agency, change, was, became, c.reason
        FROM action_change_on($as_of) c
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        WHERE change <> 'owner changed'
        ORDER BY c.received_on DESC, p.agency, action_ref, change
        """,
        as_of=as_of,
        **filters,
    )


DOWNLOADS: dict[str, Callable[..., pd.DataFrame]] = {
    "actions": actions,
    "recommendations": recommendations,
    "deadlines": deadlines,
    "changes": changes,
}
# Where the columns of each come from; what is worked out for the date is explained below.
TABLES = {
    "actions": ["action_version", "action", "verification_version"],
    "recommendations": ["recommendation_version"],
    "deadlines": ["deadline", "action_version", "action"],
    "changes": ["action_change", "action_version", "action"],
}
WORKED_OUT = {
    "is_accepted": "Whether it counts among the accepted actions.",
    "status_since": "The date of the return that first reported this status.",
    "has_evidence": "Whether evidence is named, or a checker saw some.",
    "state": "The one state shown: see “How we count”.",
    "first_due_on": "The first date ever promised.",
    "times_moved": "How often the due date moved later.",
    "days_moved": "Days from the first date promised to the current one.",
    "is_overdue": "Whether it is open and past its current date.",
    "days_overdue": "Days past the current date; 0 when it is not overdue.",
    "is_overdue_by_first_date": "Whether it is open and past the first date promised.",
    "days_late": "Days past the first date promised; 0 when it is not.",
    "done_on": "The date it was done: the agency's, else that of the return or check that first said so.",
    "timeliness": "How it stands against the clock.",
    "last_received_on": "The date of the last return that held it.",
    "missing_since": "The date of the first return without it; blank when the last return holds it.",
    "was_accepted": "Whether it was ever accepted in full or in part.",
    "roll_up": "How far the recommendation has got: no further than the least of its actions.",
}


def dictionary(db: duckdb.DuckDBPyConnection, name: str, columns: list[str]) -> list[tuple[str, str]]:
    """Each column of a download and what it means, in the words of the schema itself."""
    found = table(
        db,
        """
        SELECT column_name, arg_min(comment, list_position($tables, table_name)) AS means
        FROM duckdb_columns()
        WHERE list_contains($tables, table_name) AND comment IS NOT NULL
        GROUP BY column_name
        """,
        tables=TABLES[name],
    )
    means = dict(zip(found.column_name, found.means, strict=True)) | WORKED_OUT
    return [(column, means.get(column, "")) for column in columns]
