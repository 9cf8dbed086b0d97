"""Overdue for 180 days or more, and of a high priority by the agency's own plan."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting
from tracker.reports.question import Question, days
from tracker.words import date_as_given, day

WEIGHT = 98
DAYS = 180
HIGH = {"high", "highest", "very high", "critical", "urgent", "top", "essential"}  # as plans write it, in any case


def questions(meeting: Meeting) -> Iterator[Question]:
    """One for each action, the longest overdue first."""
    late = [row for row in meeting.counted(Measure.OVERDUE) if row.days_late >= DAYS and not row.is_compiled]
    for action in sorted(late, key=lambda row: (-row.days_late, row.agency, row.action_ref)):
        if action.priority.strip().casefold() in HIGH and action.first_due_on and action.due_on:
            now = date_as_given(action.due_on, action.due_on_precision)
            first = date_as_given(action.first_due_on, action.first_due_on_precision)
            yield Question(
                action.agency,
                f"{action.action_ref} was first promised for {first}. What is the risk to children while it is open?",
                f"Its plan gives it the priority “{action.priority}”. It is {days(action.days_overdue)} past its "
                f"current date ({now}) and {days(action.days_late)} past the first, on {day(meeting.as_of)}.",
                (action,),
            )
