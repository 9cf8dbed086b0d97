"""A deadline moved since the last meeting: by 90 days or more, or not for the first time."""

from collections.abc import Iterator
from datetime import date

from tracker.questions.actions import Action
from tracker.questions.changes import Difference
from tracker.reports.meeting import Meeting
from tracker.reports.question import Question, days
from tracker.terms import Change
from tracker.words import day, times

WEIGHT = 95
DAYS, TIMES = 90, 2


def questions(meeting: Meeting) -> Iterator[Question]:
    """One for each open action, the furthest moved first."""
    moved = [
        (_days(rows), action, rows)
        for action, rows in meeting.changed(Change.MOVED_LATER)
        if action.is_open and action.due_on and (_days(rows) >= DAYS or action.times_moved >= TIMES)
    ]
    for by, action, rows in sorted(moved, key=lambda found: (-found[0], found[1].agency, found[1].action_ref)):
        yield Question(
            action.agency,
            f"{action.action_ref} has moved {times(action.times_moved)}, now by {days(by)}. What has to happen before "
            f"{day(action.due_on or meeting.as_of)}, and who decided the new date?",
            _because(action, rows),
            (action,),
        )


def _days(rows: list[Difference]) -> int:
    return sum((date.fromisoformat(row.became) - date.fromisoformat(row.was)).days for row in rows)


def _because(action: Action, rows: list[Difference]) -> str:
    moves = [f"from {_day(row.was)} to {_day(row.became)}" for row in sorted(rows, key=lambda row: row.was)]
    first = f" First promised for {day(action.first_due_on)}." if action.first_due_on else ""
    return f"Moved {', then '.join(moves)} since the last meeting.{first}"


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
