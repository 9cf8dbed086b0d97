"""Compiled from published sources: the date stated has passed, and no completion was seen."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion, due, refs
from tracker.words import day

WEIGHT = 87


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each body."""
    late = [row for row in meeting.counted_by(Measure.OVERDUE) if row.is_compiled and row.judged_on]
    for agency, rows in by_agency(late):
        rows.sort(key=lambda row: (-row.days_overdue, row.action_ref))
        first = rows[0]
        yield CommitteeQuestion(
            agency,
            f"{agency}: the date stated for {refs(rows)} has passed, and no completion was seen in the sources read. "
            "What is the position?",
            f"The date stated for {first.action_ref} is {due(first)}. The last exactly dated source "
            f"read is of {day(first.judged_on or meeting.as_of)}. That none was seen does not show that nothing was "
            "done.",
            tuple(rows),
        )
