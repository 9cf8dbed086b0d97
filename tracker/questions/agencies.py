"""How does each agency stand, and when was it last heard from?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row per lead agency, most overdue first by the dates first promised.

    `days_since_return` and `is_silent` are null where no reporting interval is agreed.
    """
    return table(
        db,
        """
        SELECT
            agency,
            count(*) AS actions,
            count(*) FILTER (is_verified) AS verified,
            count(*) FILTER (is_complete AND NOT is_verified) AS reported_complete,
            count(*) FILTER (is_overdue) AS overdue,
            count(*) FILTER (is_overdue_by_first_date) AS overdue_by_first_date,
            count(*) FILTER (is_open AND due_on IS NULL) AS open_undated,
            count(*) FILTER (times_moved > 0) AS moved,
            count(*) FILTER (is_complete AND NOT has_evidence) AS without_evidence,
            max(last_returned_on) AS last_returned_on,
            max(reports_every_days) AS reports_every_days,
            max(date_diff('day', last_returned_on, $as_of)) AS days_since_return,
            bool_or(date_diff('day', last_returned_on, $as_of) > reports_every_days) AS is_silent
        FROM position_for($as_of, $review, $agency)
        LEFT JOIN (SELECT * EXCLUDE (agency) FROM last_return_on($as_of)) USING (sender)
        GROUP BY agency
        ORDER BY overdue_by_first_date DESC, overdue DESC, actions DESC, agency
        """,
        as_of=as_of,
        review=review,
        agency=agency,
    )
