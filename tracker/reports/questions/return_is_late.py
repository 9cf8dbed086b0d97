"""An agency that has not reported within the interval it agreed."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, days
from tracker.words import day

WEIGHT = 75


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency, the longest silent first."""
    for row in meeting.returns:
        if row.is_late and row.last_returned_on:
            # A later, unreadable file may have come, so the words do not claim that nothing was sent since.
            last = f"the last return that could be read is of {day(row.last_returned_on)}"
            yield CommitteeQuestion(
                row.agency,
                f"{row.agency}: {last}. Is the position still as shown?",
                f"{days(row.days_since_return or 0)} have passed since; it agreed to report every "
                f"{days(row.reports_every_days or 0)}.",
            )
