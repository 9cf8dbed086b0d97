"""An action that went from a return while nearly the same one came, under another reference and with a later date."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import Question
from tracker.terms import Change
from tracker.words import day

WEIGHT = 97


def questions(meeting: Meeting) -> Iterator[Question]:
    """One for each pair of references."""
    for old, rows in meeting.changed(Change.LOOKS_RENUMBERED):
        new = meeting.action(old.sender, rows[0].became)
        if new and old.due_on and new.due_on and new.due_on > old.due_on:
            yield Question(
                old.agency,
                f"{old.action_ref} is gone from the last return, and {new.action_ref}, nearly the same, is due on "
                f"{day(new.due_on)}. Are they one action, and who decided the new date?",
                f"{old.action_ref} was due on {day(old.due_on)}. Both are counted until the agency says which stands.",
                (old, new),
            )
