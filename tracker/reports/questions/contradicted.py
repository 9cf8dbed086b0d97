"""Verified by somebody else, but reported as not complete by its own agency."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.terms import LEAD_NOT_STATED
from tracker.words import day

WEIGHT = 94


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each contradicted action."""
    for action in meeting.actions:
        if action.is_contradicted and action.checked_on and not action.is_compiled:
            whose = "its plan" if action.agency == LEAD_NOT_STATED else action.agency
            yield CommitteeQuestion(
                action.agency,
                f"{action.action_ref} was verified as complete, and {whose} reports it as "
                f"“{action.reported_status}”. Which is right?",
                f"{action.checker} verified it on {day(action.checked_on)}. The return of "
                f"{day(action.last_received_on)} says “{action.reported_status}”.",
                (action,),
            )
