"""A deadline moved since the last meeting, either by 90 days or more or for at least the second time."""

from collections.abc import Iterator
from datetime import date

from tracker.questions.actions import Action
from tracker.questions.changes import Difference
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, days, due, first_due
from tracker.terms import Change, Precision
from tracker.words import date_as_given, day, times

WEIGHT = 95
DAYS, TIMES = 90, 2


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each open action whose date is later than at the last meeting, the furthest moved first."""
    moved = [
        (_days(action, rows), action, rows)
        for action, rows in meeting.with_changes(Change.MOVED_LATER)
        if action.is_open and action.due_on
    ]
    for by, action, rows in sorted(moved, key=lambda found: (-found[0], found[1].agency, found[1].action_ref)):
        if by >= DAYS or (by > 0 and action.times_moved >= TIMES):
            yield CommitteeQuestion(
                action.agency,
                f"{action.action_ref} has moved {times(action.times_moved)}, by {days(by)} since {day(meeting.since)}. "
                f"What has to happen before {due(action)}, and who decided the new date?",
                _because(action, rows, meeting.since),
                (action,),
            )


def _days(action: Action, rows: list[Difference]) -> int:
    """The days from the date before the first of these moves to the current date: 0 for a date that moved back."""
    before = date.fromisoformat(rows[-1].was)
    return (action.due_on - before).days if action.due_on else 0


def _because(action: Action, rows: list[Difference], since: date) -> str:
    moves = [
        f"from {_day(row.was, row.was_precision)} to {_day(row.became, row.became_precision)}" for row in rows[::-1]
    ]
    first = f" First promised for {first_due(action)}." if action.first_due_on else ""
    return f"Moved {', then '.join(moves)} since {day(since)}.{first}"


def _day(iso: str, precision: Precision) -> str:
    return date_as_given(date.fromisoformat(iso), precision)
