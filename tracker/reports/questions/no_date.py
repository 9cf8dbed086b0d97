"""Open actions that have had no date for 60 days or more."""

from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting, by_agency
from tracker.reports.question import CommitteeQuestion, refs
from tracker.words import has

WEIGHT = 70
DAYS = 60


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each agency, about actions that had no date then and have none now."""
    before = meeting.before(DAYS, Measure.NO_DATE)
    undated = [row for row in meeting.counted_by(Measure.NO_DATE) if row.action_id in before and not row.is_compiled]
    for agency, rows in by_agency(undated):
        yield CommitteeQuestion(
            agency,
            f"{agency}: {refs(rows)} {has(len(rows))} no date that can be counted. When will one be set?",
            f"There was none {DAYS} days ago either, so nobody can say whether "
            f"{'it is' if len(rows) == 1 else 'they are'} late.",
            tuple(rows),
        )
