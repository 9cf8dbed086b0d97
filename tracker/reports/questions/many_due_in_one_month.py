"""A month ahead in which a fifth or more of the dated open actions fall due, and five or more."""

from collections import Counter
from collections.abc import Iterator

from tracker.measure import Measure
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.words import plural

WEIGHT = 50
FEWEST, SHARE = 5, 0.2


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each such month, the fullest first."""
    dated = [row for row in meeting.counted_by(Measure.OPEN_WITH_DATE) if row.due_on and not row.is_compiled]
    months = Counter(row.due_on.replace(day=1) for row in dated if row.due_on and row.due_on >= meeting.as_of)
    for month, n in sorted(months.items(), key=lambda item: (-item[1], item[0])):
        if n >= FEWEST and n >= SHARE * len(dated):
            due = tuple(row for row in dated if row.due_on and row.due_on.replace(day=1) == month)
            yield CommitteeQuestion(
                "",
                f"{plural(n, 'action')} fall due in {month:%B %Y}. Is that achievable?",
                f"That is {n} of {plural(len(dated), 'open action')} with a date.",
                due,
            )
