"""Overdue for 180 days or more, with a high priority in the agency's own plan."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, days, due, first_due
from tracker.words import day

WEIGHT = 98
DAYS = 180
HIGH = {"high", "highest", "very high", "critical", "urgent", "top", "essential"}  # as plans write it; case is ignored


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each action, the longest overdue first."""
    late = [row for row in meeting.counted_by(Measure.OVERDUE) if row.days_late >= DAYS and not row.is_compiled]
    for action in sorted(late, key=lambda row: (-row.days_late, row.agency, row.action_ref)):
        if action.priority.strip().casefold() in HIGH:
            yield CommitteeQuestion(
                action.agency,
                f"{action.action_ref} was first promised for {first_due(action)}. What is the risk to children while "
                "it is open?",
                f"Its plan gives it the priority “{action.priority}”. It is {days(action.days_overdue)} past its "
                f"current date ({due(action)}) and {days(action.days_late)} past the first, on {day(meeting.as_of)}.",
                (action,),
            )
