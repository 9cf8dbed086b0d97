"""How much was promised at first, and what was added, split or dropped since?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table
from tracker.words import plural


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row: recommendations, actions = in_first_plan + added + split, and missing of them."""
    return table(
        db,
        """
        SELECT
            (
                SELECT count(*) FROM recommendation_on($as_of)
                WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(agencies, $agency))
            ) AS recommendations,
            count(*) AS actions,
            count(*) FILTER (list_contains(measures, 'in the first plan')) AS in_first_plan,
            count(*) FILTER (list_contains(measures, 'added since the first plan')) AS added,
            count(*) FILTER (list_contains(measures, 'split from another action')) AS split,
            count(*) FILTER (list_contains(measures, 'missing from the return')) AS missing
        FROM position_for($as_of, $review, $agency)
        """,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def sentence(rows: pd.DataFrame) -> str:
    """The sum that must come out, in words: nothing that was ever promised has left it."""
    found = rows.iloc[0]
    parts = [f"{found.in_first_plan:,} in the first plans", f"{found.added:,} added since"]
    if found.split:
        parts.append(f"{found.split:,} split from another action")
    return (
        f"{plural(int(found.recommendations), 'recommendation')}, {plural(int(found.actions), 'action')} = "
        f"{' + '.join(parts)}"
    )
