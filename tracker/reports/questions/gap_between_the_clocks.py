"""Three or more actions of one agency that are late by the date first promised but not by the current date."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion
from tracker.words import plural

WEIGHT = 80
FEWEST = 3


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency, the one with the most hidden actions first."""
    hidden = [
        row for row in meeting.counted_by(Measure.OVERDUE_BY_FIRST_DATE) if not row.is_overdue and not row.is_compiled
    ]
    for agency, rows in by_agency(hidden):
        own = [row for row in meeting.actions if row.agency == agency and row.is_open]
        overdue = sum(row.is_overdue for row in own)
        by_first = sum(row.is_overdue_by_first_date for row in own)
        if by_first - overdue >= FEWEST:
            yield CommitteeQuestion(
                agency,
                f"{agency}: by the dates first promised {by_first} of {plural(len(own), 'open action')} are late; "
                f"{overdue} {'shows' if overdue == 1 else 'show'} as overdue. Does the committee accept the new dates?",
                f"{plural(len(rows), 'action')} would be overdue if the dates had not moved.",
                tuple(rows),
            )
