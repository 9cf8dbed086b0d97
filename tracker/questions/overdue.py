"""Which actions are overdue, by the dates as they stand or by the dates first promised?"""

from datetime import date

import duckdb

from tracker import query
from tracker.measure import Measure
from tracker.questions.actions import COLUMNS, Action
from tracker.words import plural


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    measure: Measure = Measure.OVERDUE,
) -> tuple[Action, ...]:
    """One row per overdue action, longest overdue first by the date first promised.

    `measure` is OVERDUE for those late by the current date, OVERDUE_BY_FIRST_DATE for those late by the first.
    """
    return query.rows(
        db,
        f"""
        SELECT {COLUMNS}
        FROM position_for($as_of, $review, $agency)
        WHERE list_contains(measures, $measure)
        ORDER BY days_late DESC, days_overdue DESC, agency, action_ref
        """,
        Action,
        as_of=as_of,
        review=review,
        agency=agency,
        measure=str(measure),
    )


def sentence(count: dict[Measure, int]) -> str:
    """Both clocks in one sentence, then what neither can see."""
    return (
        f"{plural(count[Measure.OVERDUE], 'action')} overdue by the current dates, "
        f"{count[Measure.OVERDUE_BY_FIRST_DATE]} by the dates first promised. "
        f"{plural(count[Measure.MOVED], 'deadline')} moved later. "
        f"{plural(count[Measure.NO_DATE], 'open action')} with no date, which the current dates cannot show as overdue."
    )
