"""Which actions are counted apart, because nobody has promised to do them?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row per response that is no promise to act: response, actions."""
    return table(
        db,
        """
        SELECT response, count(*) AS actions
        FROM position_for($as_of, $review, $agency)
        WHERE NOT is_accepted
        GROUP BY response
        ORDER BY actions DESC, response
        """,
        as_of=as_of,
        review=review,
        agency=agency,
    )
