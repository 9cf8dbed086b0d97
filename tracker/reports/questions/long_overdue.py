"""Overdue for 180 days or more by the date first promised."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion, days, refs
from tracker.words import is_or_are

WEIGHT = 78
DAYS = 180


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency, about its actions overdue by both clocks, the longest overdue first."""
    late = [row for row in meeting.counted_by(Measure.OVERDUE) if row.days_late >= DAYS and not row.is_compiled]
    for agency, rows in by_agency(late):
        rows.sort(key=lambda row: (-row.days_late, row.action_ref))
        longest = rows[0]
        yield CommitteeQuestion(
            agency,
            f"{agency}: {refs(rows)} {is_or_are(len(rows))} overdue, and {is_or_are(len(rows))} six months or more "
            "past the date first promised. What stands in the way, and when will it be done?",
            f"{longest.action_ref} is {days(longest.days_overdue)} past its current date and "
            f"{days(longest.days_late)} past the date first promised.",
            tuple(rows),
        )
