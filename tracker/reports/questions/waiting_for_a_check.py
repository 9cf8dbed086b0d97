"""Claims with evidence named that have waited for a check for 60 days or more."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.measure import Measure
from tracker.reports.meeting import Meeting
from tracker.reports.question import Question
from tracker.words import day, plural

WEIGHT = 65
DAYS = 60


def questions(meeting: Meeting) -> Iterator[Question]:
    """One at most: who is to check is the committee's to say."""
    last = meeting.as_of - timedelta(days=DAYS)
    rows = [
        row for row in meeting.counted(Measure.WAITING)
        if not row.is_compiled and (row.evidence_since or row.status_since) <= last
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.evidence_since or row.status_since, row.agency, row.action_ref))
    if rows:
        claims = plural(len(rows), "claim")
        yield Question(
            "",
            f"{claims} with evidence named {'waits' if len(rows) == 1 else 'wait'} for a check by another body. Who "
            "will check, and when?",
            f"The oldest, {rows[0].action_ref} of {rows[0].agency}, has waited since "
            f"{day(rows[0].evidence_since or rows[0].status_since)}.",
            tuple(rows),
        )
