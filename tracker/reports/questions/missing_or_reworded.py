"""Missing from the latest return or reworded since the last meeting."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.terms import Change
from tracker.words import day

WEIGHT = 85


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each action, the missing ones first."""
    for action, rows in meeting.with_changes(Change.MISSING):
        if action.missing_since:
            yield CommitteeQuestion(
                action.agency,
                f"{action.action_ref} is missing from the latest return. Is it still accepted?",
                f"It has been missing since the return of {day(rows[0].received_on or action.missing_since)}, and "
                "stays in every total.",
                (action,),
            )
    for action, rows in meeting.with_changes(Change.ACTION_REWORDED):
        received = rows[0].received_on
        seen = f" in the return of {day(received)}" if received else ""
        yield CommitteeQuestion(
            action.agency,
            f"{action.action_ref} has been reworded. Is it still what was accepted?",
            f"Its words changed{seen}. The record shows both texts.",
            (action,),
        )
