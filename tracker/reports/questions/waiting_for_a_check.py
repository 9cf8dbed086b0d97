"""Claims with evidence named that have waited for a check for 60 days or more."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from tracker.questions.actions import Action
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.words import day, plural

WEIGHT = 65
DAYS = 60


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each body whose log lists such claims for a check, and one for claims that no log lists."""
    by_id = {action.action_id: action for action in meeting.actions}
    waiting: dict[str, list[tuple[date, Action]]] = defaultdict(list)
    for claim in meeting.claims:
        if claim.waits_since and (claim.days_waiting or 0) >= DAYS:
            for checker in claim.to_check or ("",):
                waiting[checker].append((claim.waits_since, by_id[claim.action_id]))
    for checker, found in sorted(waiting.items(), key=lambda item: (-len(item[1]), item[0])):
        yield _question(checker, found)


def _question(checker: str, found: list[tuple[date, Action]]) -> CommitteeQuestion:
    claims = f"{plural(len(found), 'claim')} with evidence named {'waits' if len(found) == 1 else 'wait'}"
    since, oldest = found[0]
    asks = (
        f"{checker}: {claims} for your check. When will it be done?"
        if checker
        else f"{claims} for a check, and no body to do it is on record. Who will check, and when?"
    )
    because = f"{oldest.action_ref} ({oldest.agency}) has waited longest, since {day(since)}."
    return CommitteeQuestion(checker, asks, because, tuple(action for _, action in found))
