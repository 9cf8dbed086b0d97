"""A body that has planned nothing under a recommendation made to it, or has sent no plan."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion, names
from tracker.terms import RollUp
from tracker.words import plural

WEIGHT = 92
ASKS = {
    RollUp.NO_PLAN: "{body}: no plan has been received for {refs}. When will it come?",
    RollUp.NO_ACTION: "{body}: no action is planned under {refs}. What will be done, and by when?",
    RollUp.LEAD_NOT_STATED: "{body}: an action under {refs} names no lead agency. Who leads on it?",
}
BECAUSE = {
    RollUp.NO_PLAN: "The register names {body} under {n}, and no plan of its own, nor a joint one that names it, has "
    "been received.",
    RollUp.NO_ACTION: "{body} accepted {n}, and no plan received has an action there that it leads or supports.",
    RollUp.LEAD_NOT_STATED: "{body} accepted {n}. No action there says that it leads or supports it, and one "
    "names no lead agency.",
}


def questions(meeting: Meeting) -> Iterator[CommitteeQuestion]:
    """Yields a question for each body and kind of gap, those with the most recommendations first."""
    found: dict[tuple[RollUp, str], list[tuple[str, str]]] = defaultdict(list)
    for row in meeting.recommendations:
        if row.roll_up in ASKS and not row.is_compiled:
            for body in row.decided_by:
                if meeting.agency in (None, body):
                    found[row.roll_up, body].append((row.review, row.recommendation_ref))
    for (gap, body), records in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        refs = f"recommendation{'s' if records[1:] else ''} {names([ref for _, ref in records])}"
        because = BECAUSE[gap].format(body=body, n=plural(len(records), "recommendation"))
        yield CommitteeQuestion(body, ASKS[gap].format(body=body, refs=refs), because, recommendations=tuple(records))
