"""A sender's actions by measure, with both clocks: what a file, a layout or a correction would change."""

from datetime import date

from tracker import store
from tracker.measure import Measure

MEASURES = (
    Measure.VERIFIED, Measure.REPORTED_COMPLETE, Measure.OPEN, Measure.OPEN_WITH_DATE, Measure.OPEN_ONCE_DATED,
    Measure.OVERDUE, Measure.OVERDUE_BY_FIRST_DATE, Measure.NO_DATE, Measure.DATE_UNREADABLE,
)  # fmt: skip


def counts_of(db: store.Connection, sender: str, on: date) -> dict[str, int]:
    """A sender's counts by measure on a day: actions complete or open, and open ones that have a date or are late."""
    sql = """
        SELECT measure, count(*) FROM (
            SELECT unnest(measures) AS measure FROM position_for($on, NULL, NULL) WHERE sender = $sender
        ) GROUP BY measure
    """
    found = dict(db.execute(sql, {"on": on, "sender": sender}).fetchall())
    return {str(measure): found.get(str(measure), 0) for measure in MEASURES}
