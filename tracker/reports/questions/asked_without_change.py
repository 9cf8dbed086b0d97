"""Asked at the last meeting and not answered, with no change on record since of the actions asked about."""

from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, names
from tracker.words import day

WEIGHT = 97


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields one for each unanswered question of the committee, unless its answer is not due yet."""
    for row in meeting.resolutions:
        actions = tuple(meeting.actions_of(row))
        # A log that dates an answer only lacks its words: nobody may be asked why it never came.
        is_due = not row.outcome_on and (row.due_on is None or row.due_on < meeting.as_of)
        if not (row.is_unanswered and actions and is_due) or row.changed_on or not (row.meeting_on and row.returned_on):
            continue
        refs = names([action.action_ref for action in actions])
        item = f" under item {row.item}" if row.item else ""
        yield CommitteeQuestion(
            actions[0].agency,
            f"The committee asked about {refs} on {day(row.meeting_on)}. The record has not changed. What was done?",
            f"It asked{item}, and the log has no answer. The last return is of {day(row.returned_on)}.",
            actions,
        )
