"""A deadline moved later since the last meeting, and no reason was recorded."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion, refs
from tracker.terms import Change
from tracker.words import day

WEIGHT = 60


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency."""
    moved = [action for action, rows in meeting.with_changes(Change.MOVED_LATER) if not any(row.reason for row in rows)]
    for agency, rows in by_agency(moved):
        yield CommitteeQuestion(
            agency,
            f"{agency}: no reason was recorded for moving {refs(rows)}. What was it?",
            f"The date moved later since {day(meeting.since)}, and the return gives no reason.",
            tuple(rows),
        )
