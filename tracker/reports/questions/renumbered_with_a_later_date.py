"""An action that disappeared while nearly the same one appeared, under another reference and with a later date."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, due
from tracker.terms import Change

WEIGHT = 96


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each pair of references."""
    for old, rows in meeting.with_changes(Change.LOOKS_RENUMBERED):
        new = meeting.action(old.sender, rows[0].became)
        if new and old.missing_since and old.due_on and new.due_on and new.due_on > old.due_on:
            yield CommitteeQuestion(
                old.agency,
                f"{old.action_ref} is gone from the last return, and {new.action_ref}, nearly the same, has the date "
                f"{due(new)}. Are they one action, and who decided the new date?",
                f"{old.action_ref} had the date {due(old)}. Both are counted until the agency says which stands.",
                (old, new),
            )
