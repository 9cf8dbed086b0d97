"""How much was promised at first, and what was added, split or dropped since?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.words import plural


class ScopeCounts(NamedTuple):
    """How many recommendations and actions there are: actions = in_first_plan + added + split, including `missing`."""

    recommendations: int
    actions: int
    in_first_plan: int
    added: int
    split: int
    missing: int


def scope(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> ScopeCounts:
    """How many recommendations and actions there are on a date, and where the actions came from."""
    (found,) = query.rows(
        db,
        """
        SELECT
            (
                SELECT count(*) FROM recommendation_on($as_of)
                WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(agencies, $agency))
            ) AS recommendations,
            count(*) AS actions,
            count(*) FILTER (counts_as.in_first_plan) AS in_first_plan,
            count(*) FILTER (counts_as.added) AS added,
            count(*) FILTER (counts_as.split) AS split,
            count(*) FILTER (counts_as.missing) AS missing
        FROM state_for($as_of, $review, $agency)
        """,
        ScopeCounts,
        as_of=as_of,
        review=review,
        agency=agency,
    )
    return found


def sentence(counts: ScopeCounts) -> str:
    """The sum of all actions in words, which shows that nothing once promised has left it."""
    parts = [f"{counts.in_first_plan:,} in the first plans"]
    if counts.added:
        parts.append(f"{counts.added:,} added since")
    if counts.split:
        parts.append(f"{counts.split:,} split from another action")
    everything = f"{plural(counts.recommendations, 'recommendation')}, {plural(counts.actions, 'action')}"
    return f"{everything} = {' + '.join(parts)}"
