"""How far has the work got, and how much of it has anybody else checked?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.measure import Measure
from tracker.measure_sql import measures_in
from tracker.questions.lateness import Lateness
from tracker.terms import Response
from tracker.words import contradicted_note, is_or_are, plural

FEWEST_FOR_MEDIAN = 5


class Count(NamedTuple):
    """How many actions share the same measures, given as `bits`."""

    bits: int
    actions: int


class ResponseCount(NamedTuple):
    """How many actions have a response that is no promise to act; they are counted apart."""

    response: Response
    actions: int


class Moves(NamedTuple):
    """How often deadlines moved later, and the median number of days that each moved action slipped.

    The median is None for fewer than FEWEST_FOR_MEDIAN moved actions: too few to say anything.
    """

    moves: int
    median_days: float | None


def counts(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> dict[Measure, int]:
    """How many actions each measure counts, 0 for none."""
    found = query.rows(
        db,
        """
        SELECT bits, count(*) AS actions
        FROM state_on($as_of) -- rather than state_for: nothing of what that adds is asked
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        GROUP BY bits
        """,
        Count,
        as_of=as_of,
        review=review,
        agency=agency,
    )
    every = dict.fromkeys(Measure, 0)
    for row in found:
        for measure in measures_in(row.bits):
            every[measure] += row.actions
    return every


def responses_without_promise(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[ResponseCount, ...]:
    """One row per response that is no promise to act, the most frequent first."""
    return query.rows(
        db,
        """
        SELECT response, count(*) AS actions
        FROM state_for($as_of, $review, $agency)
        WHERE NOT is_accepted
        GROUP BY response
        ORDER BY actions DESC, response
        """,
        ResponseCount,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def moves(db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None) -> Moves:
    """How often deadlines moved later in all, and by how much."""
    (found,) = query.rows(
        db,
        """
        SELECT
            coalesce(sum(times_moved), 0)::INTEGER AS moves,
            if(count(*) >= $fewest, median(days_moved), NULL) AS median_days
        FROM state_for($as_of, $review, $agency)
        WHERE times_moved > 0
        """,
        Moves,
        as_of=as_of,
        review=review,
        agency=agency,
        fewest=FEWEST_FOR_MEDIAN,
    )
    return found


def sentence(count: dict[Measure, int], say: str = "Agencies say") -> tuple[str, str]:
    """What was checked and claimed, and what is late by both clocks, or why that cannot be known."""
    verified = count[Measure.VERIFIED]
    done = (
        f"Of {plural(count[Measure.ACCEPTED], 'accepted action')}, {verified} {is_or_are(verified)} verified complete"
        f"{contradicted_note(count[Measure.CONTRADICTED])}."
    )
    if claimed := count[Measure.REPORTED_COMPLETE]:
        another = "another " if count[Measure.VERIFIED] else ""
        done += f" {say} {another}{claimed} {is_or_are(claimed)} complete, but nobody else has confirmed that."
    late = Lateness.from_counts(count)
    every = count[Measure.ACCEPTED] + count[Measure.COUNTED_APART]
    of = f"Of all {plural(every, 'action')}, " if count[Measure.COUNTED_APART] else ""
    twin = f"{late.overdue_by_first_date} would be if no deadline had moved"
    overdue = late.sentence(f"{of}{late.overdue} {is_or_are(late.overdue)} overdue; {twin}.")
    return done, " ".join(filter(None, (overdue, _status_not_known(count))))


def _status_not_known(count: dict[Measure, int]) -> str:
    """How many overdue actions have no known status; "" for none. Unsaid, a plan without statuses reads as failure."""
    unknown, overdue = count[Measure.OVERDUE_STATUS_NOT_KNOWN], count[Measure.OVERDUE]
    if not unknown:
        return ""
    if overdue == 1:
        return "Its status is not known, so it counts as open."
    if unknown == overdue:
        return f"None of these {overdue} has a known status, so all count as open."
    have, count_as = ("has", "it counts") if unknown == 1 else ("have", "they count")
    return f"{unknown} of these {overdue} {have} no known status, so {count_as} as open."


def counted_twice(count: dict[Measure, int]) -> str:
    """How many actions of plans without references may be counted twice; "" for none."""
    n = count[Measure.MAY_BE_COUNTED_TWICE]
    return (
        f"{n} may be counted twice, since {'its plan gives' if n == 1 else 'their plans give'} no references."
        if n
        else ""
    )
