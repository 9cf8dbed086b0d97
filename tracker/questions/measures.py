"""How far has the work got, and how much of it has anybody else checked?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table
from tracker.terms import Measure
from tracker.words import plural

FEWEST_FOR_MEDIAN = 5


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> pd.DataFrame:
    """One row per measure that any action counts in: measure, actions."""
    return table(
        db,
        """
        SELECT unnest(measures) AS measure, count(*) AS actions
        FROM position_for($as_of, $review, $agency)
        GROUP BY measure
        ORDER BY measure
        """,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def counts(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> dict[Measure, int]:
    """How many actions each measure counts, 0 where none."""
    found = rows(db, as_of, review, agency)
    return dict.fromkeys(Measure, 0) | {
        Measure(measure): int(n) for measure, n in zip(found.measure, found.actions, strict=True)
    }


def moves(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[int, int | None]:
    """How many times deadlines moved later in all, and the median of the days each moved action slipped.

    The median is None with fewer than five moved actions: too few to say anything.
    """
    found = table(
        db,
        """
        SELECT
            coalesce(sum(times_moved), 0)::INTEGER AS moves,
            if(count(*) >= $fewest, median(days_moved), NULL)::INTEGER AS median_days
        FROM position_for($as_of, $review, $agency)
        WHERE times_moved > 0
        """,
        as_of=as_of,
        review=review,
        agency=agency,
        fewest=FEWEST_FOR_MEDIAN,
    ).iloc[0]
    return int(found.moves), None if pd.isna(found.median_days) else int(found.median_days)


def sentence(count: dict[Measure, int]) -> tuple[str, str]:
    """What the counts say in two sentences: what was checked and claimed, and what is late by both clocks."""
    done = (
        f"Of {plural(count[Measure.ACCEPTED], 'accepted action')}, {_are(count[Measure.VERIFIED])} verified complete; "
        f"{_are(count[Measure.REPORTED_COMPLETE])} reported complete but confirmed by nobody else."
    )
    overdue, first = count[Measure.OVERDUE], count[Measure.OVERDUE_BY_FIRST_DATE]
    everything = plural(count[Measure.ACCEPTED] + count[Measure.COUNTED_APART], "action")
    twin = "the same by the dates first promised" if first == overdue else f"{first} by the dates first promised"
    return done, f"Of all {everything}, {_are(overdue)} overdue, {twin}."


def _are(n: int) -> str:
    return f"{n} is" if n == 1 else f"{n} are"
