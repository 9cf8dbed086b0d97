"""Reported complete at the last meeting, but not any more."""

from collections.abc import Iterator

from tracker.questions import changes
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.terms import Change, ReportedStatus
from tracker.words import day

WEIGHT = 100


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each action whose agency took its claim of completion back and has not renewed it."""
    for action, rows in meeting.with_changes(Change.WENT_BACKWARDS):
        last = rows[0]
        if action.reported_status == ReportedStatus.REPORTED_COMPLETE:
            continue
        seen = f" in the return of {day(last.received_on)}" if last.received_on else ""
        reason = f" The reason given: {last.reason}" if last.reason else " No reason was recorded."
        yield CommitteeQuestion(
            action.agency,
            f"{action.action_ref} was reported complete, and is now reported as “{action.reported_status}”. What "
            "changed?",
            f"{changes.in_words(last)}{seen}.{reason}",
            (action,),
        )
