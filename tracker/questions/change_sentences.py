"""Each kind of change in a sentence: what happened, from what to what."""

from datetime import date

from tracker.terms import Change, Precision, Verification
from tracker.words import date_as_given

# What happened, in words; {was} and {became} are dates in the first table and words in the second.
OF_DATES = {
    Change.BECAME_OVERDUE: "Became overdue: due {became}",
    Change.BECAME_OVERDUE_BY_FIRST_DATE: "Became overdue by the date first promised: {became}",
    Change.MOVED_LATER: "Due date moved from {was} to {became}",
    Change.MOVED_EARLIER: "Due date brought forward from {was} to {became}",
    Change.DATE_REWORDED: "Due date reworded, not moved: counts as {became}; before, as {was}",
    Change.DATE_SET: "Due date set to {became}",
    Change.DATE_REMOVED: "Due date removed; it was {was}",
    Change.ORIGINAL_DATE_ALTERED: "The plan’s own original date was altered from {was} to {became}",
    Change.FIRST_DATE_WITHDRAWN: "The file with the date first promised, {was}, was withdrawn; it counts as {became}",
    Change.COMPLETION_DATE_CHANGED: "Completion date changed: was {was}, now {became}",
}
OF_WORDS = {
    Change.LOOKS_RENUMBERED: "{was} disappeared; {became}, nearly the same, appeared",
    Change.NO_LONGER_OVERDUE: "No longer overdue: now {became}",
    Change.NO_LONGER_OVERDUE_BY_FIRST_DATE: "No longer overdue by the date first promised: now {became}",
    Change.REPORTED_WITH_EVIDENCE: "Reported complete, evidence named; was {was}",
    Change.REPORTED_WITHOUT_EVIDENCE: "Reported complete, no evidence named; was {was}",
    Change.SPLIT: "First recorded, as part of {was}",
    Change.ACTION_REWORDED: "Action reworded",
    Change.RECOMMENDATION_REWORDED: "Recommendation reworded",
    Change.RECOMMENDATION_ADDED: "Recommendation added to the register",
    Change.RECOMMENDATION_MISSING: "Recommendation missing from the register",
    Change.RECOMMENDATION_BACK: "Recommendation back in the register",
    Change.WITHDRAWN: "No longer on record: the only file that held it was withdrawn",
    Change.ACCEPTANCE_WITHDRAWN: "No longer accepted on record: the file that said so was withdrawn",
    Change.WITHOUT_FILE: "A file that held it was withdrawn; it counts as the other files say",
    Change.RECOMMENDATION_WITHDRAWN: "No longer on record: the only register that held it was withdrawn",
    Change.RECOMMENDATION_WITHOUT_FILE: "A register that held it was withdrawn; it counts as the others say",
}
CHECKS = {Change.VERIFIED, Change.INSUFFICIENT, Change.REOPENED, Change.CANNOT_BE_IMPLEMENTED}
ENDED = {
    Change.CHECK_WITHDRAWN: "Check by {checker} on {on} withdrawn: it said {was}; the log no longer lists it",
    Change.CHECK_CORRECTED: "Check by {checker} on {on} corrected: it said {was}",
    Change.CHECK_WITHDRAWN_WITH_LOG: "Check by {checker} on {on} went with its log, which was withdrawn: it said {was}",
}
REWORDED = {Change.ACTION_REWORDED, Change.RECOMMENDATION_REWORDED}
# The changes for which a reader may expect a reason.
ASKS_REASON = {
    *CHECKS, Change.CHECK_WITHDRAWN, Change.CHECK_CORRECTED, Change.MOVED_LATER, Change.MOVED_EARLIER,
    Change.DATE_REMOVED, Change.ORIGINAL_DATE_ALTERED,
    Change.WENT_BACKWARDS, Change.RESPONSE_CHANGED,
} - {Change.VERIFIED}  # fmt: skip


def sentence(
    kind: Change,
    was: str,
    became: str,
    was_precision: Precision = Precision.DAY,
    became_precision: Precision = Precision.DAY,
) -> str:
    """A change in words: what happened, from what to what. It does not repeat a reworded text."""
    if kind == Change.FIRST_RECORDED:
        return f"First recorded, due {_day(became, became_precision)}" if became else "First recorded, with no date"
    if kind in OF_DATES:
        return OF_DATES[kind].format(was=_day(was, was_precision), became=_day(became, became_precision))
    if kind in OF_WORDS:
        end = became[:1].lower() + became[1:] if "now" in OF_WORDS[kind] else became
        return OF_WORDS[kind].format(was=was, became=end)
    if kind == Change.CLAIMED_AGAIN:
        found = "Reopened" if became == Verification.REOPENED else f"Found {became}"
        return f"{found} on {_day(was)}; claimed again since"
    if kind == Change.CONTRADICTED:
        status, _, on = became.rpartition(", ")
        return f"Verified on {_day(was)}, but reported as {status} on {_day(on)}"
    if kind in CHECKS or kind in ENDED:
        checker, _, on = became.rpartition(", ")
        words = ENDED.get(kind, f"{kind.capitalize()} by {{checker}} on {{on}}")
        return words.format(checker=checker, on=_day(on), was=was or "the same, with other evidence or reasons")
    if was or became:
        return f"{kind.capitalize()}: was {was or 'blank'}, now {became or 'blank'}"
    return kind.capitalize()


def _day(iso: str, precision: Precision = Precision.DAY) -> str:
    return date_as_given(date.fromisoformat(iso), precision) if iso else "none"
