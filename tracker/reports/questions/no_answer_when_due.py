"""A body that has not answered a recommendation by the day that the register set."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.questions.recommendations import MissingResponse
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, names
from tracker.words import date_as_given

WEIGHT = 88


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each body, those with the most recommendations first."""
    found: dict[str, list[MissingResponse]] = defaultdict(list)
    for row in meeting.missing_responses:
        found[row.agency].append(row)
    for body, rows in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _question(body, rows)


def _question(body: str, rows: list[MissingResponse]) -> CommitteeQuestion:
    refs = names([row.recommendation_ref for row in rows])
    due = date_as_given(rows[0].answer_due_on, rows[0].answer_due_on_precision, rows[0].answer_due_words)
    if rows[1:]:
        asks = f"no answer to recommendations {refs} is on record. Does it accept them?"
        because = f"The register asked for the first of these answers, to {rows[0].recommendation_ref}, by {due}."
    else:
        asks = f"no answer to recommendation {refs} is on record. Does it accept the recommendation?"
        because = f"The register asked for the answer by {due}."
    about = tuple((row.review, row.recommendation_ref) for row in rows)
    return CommitteeQuestion(body, f"{body}: {asks}", because, recommendations=about)
