"""Reported complete for 30 days or more, with no evidence named."""

from collections.abc import Iterator
from datetime import timedelta

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion, refs
from tracker.words import day, is_or_are

WEIGHT = 90
DAYS = 30


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency."""
    last = meeting.as_of - timedelta(days=DAYS)
    claimed = [
        row for row in meeting.counted_by(Measure.NO_EVIDENCE) if row.status_since <= last and not row.is_compiled
    ]
    for agency, rows in by_agency(claimed):
        rows.sort(key=lambda row: (row.status_since, row.action_ref))
        yield CommitteeQuestion(
            agency,
            f"{agency}: {refs(rows)} {is_or_are(len(rows))} reported complete with no evidence named. When will it be "
            "supplied, and who will check it?",
            f"{rows[0].action_ref} has been reported complete since {day(rows[0].status_since)}. A word such as “none” "
            "or “TBC” is not evidence.",
            tuple(rows),
        )
