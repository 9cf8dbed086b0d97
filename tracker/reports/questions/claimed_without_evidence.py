"""Reported complete for 30 days or more, with no evidence named."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import Question, refs
from tracker.words import are, day

WEIGHT = 90
DAYS = 30


def questions(meeting: Meeting) -> Iterator[Question]:
    """Yields a question for each agency."""
    last = meeting.as_of - timedelta(days=DAYS)
    claimed = [row for row in meeting.counted(Measure.NO_EVIDENCE) if row.status_since <= last and not row.is_compiled]
    for agency, rows in by_agency(claimed):
        rows.sort(key=lambda row: (row.status_since, row.action_ref))
        yield Question(
            agency,
            f"{agency}: {refs(rows)} {are(len(rows))} reported complete with no evidence named. When will it be "
            "supplied, and who will check it?",
            f"{rows[0].action_ref} has been reported complete since {day(rows[0].status_since)}. A word such as “none” "
            "or “TBC” is not evidence.",
            tuple(rows),
        )
