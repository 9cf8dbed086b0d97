"""A body that has not answered a recommendation by the day for which the register wanted its answer."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.questions.recommendations import Unanswered
from tracker.reports.meeting import Meeting
from tracker.reports.question import Question, names
from tracker.words import date_as_given

WEIGHT = 88


def questions(meeting: Meeting) -> Iterator[Question]:
    """One for each body, those with most recommendations first."""
    found: dict[str, list[Unanswered]] = defaultdict(list)
    for row in meeting.unanswered_recommendations:
        found[row.agency].append(row)
    for body, rows in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _question(body, rows)


def _question(body: str, rows: list[Unanswered]) -> Question:
    several = len(rows) > 1
    refs = f"recommendation{'s' if several else ''} {names([row.recommendation_ref for row in rows])}"
    due = date_as_given(rows[0].answer_due_on, rows[0].answer_due_on_precision, rows[0].answer_due_words)
    of = f" The longest due is that to {rows[0].recommendation_ref}." if several else ""
    return Question(
        body,
        f"{body}: no answer to {refs} is on record. Does it accept {'them' if several else 'it'}?",
        f"The register wanted {'the first answer' if several else 'it'} by {due}.{of}",
        recommendations=tuple((row.review, row.recommendation_ref) for row in rows),
    )
