"""What changed between two dates?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.terms import Change, State
from tracker.words import day, plural

# What happened in words; {was} and {became} are dates in the first table and words in the second.
OF_DATES = {
    Change.BECAME_OVERDUE: "Became overdue: due {became}",
    Change.BECAME_OVERDUE_BY_FIRST_DATE: "Became overdue by the date first promised: {became}",
    Change.MOVED_LATER: "Due date moved from {was} to {became}",
    Change.MOVED_EARLIER: "Due date brought forward from {was} to {became}",
    Change.DATE_SET: "Due date set to {became}",
    Change.DATE_REMOVED: "Due date removed; it was {was}",
    Change.ORIGINAL_DATE_ALTERED: "The plan’s own original date was altered from {was} to {became}",
    Change.COMPLETION_DATE_CHANGED: "Completion date changed: was {was}, now {became}",
}
OF_WORDS = {
    Change.LOOKS_RENUMBERED: "Looks renumbered: {was} went as {became} came with almost the same words",
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
}
CHECKS = {Change.VERIFIED, Change.INSUFFICIENT, Change.REOPENED, Change.CANNOT_BE_IMPLEMENTED}
REWORDED = {Change.ACTION_REWORDED, Change.RECOMMENDATION_REWORDED}
# Those that a reader may expect a reason for.
ASKS_REASON = {
    *CHECKS, Change.MOVED_LATER, Change.MOVED_EARLIER, Change.DATE_REMOVED, Change.ORIGINAL_DATE_ALTERED,
    Change.WENT_BACKWARDS, Change.RESPONSE_CHANGED,
} - {Change.VERIFIED}  # fmt: skip


class Difference(NamedTuple):
    """A change of an action, which then has a sender, a reference and a state, or else of a recommendation.

    One that is worked out from two positions has no file and no date of receipt.
    """

    change: Change
    sender: str | None
    action_ref: str | None
    action: str | None
    recommendation_ref: str | None
    review: str
    agency: str
    state: State | None
    due_on: date | None
    was: str
    became: str
    reason: str
    received_on: date | None
    path: str | None


def rows(
    db: duckdb.DuckDBPyConnection, since: date, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Difference, ...]:
    """One row per change not yet known on `since` and known on `as_of`, in the order of `Change`, the latest first."""
    return query.rows(
        db,
        """
        WITH now AS (
            FROM position_for($as_of, $review, $agency)
        ), before AS (
            SELECT action_id, is_overdue, is_overdue_by_first_date FROM position_on($since)
        ), comparison AS (
            SELECT
                now.*, coalesce(before.is_overdue, FALSE) AS was_overdue,
                coalesce(before.is_overdue_by_first_date, FALSE) AS was_overdue_by_first_date
            FROM now
            LEFT JOIN before USING (action_id)
        ), of_actions AS (
            SELECT action_id, change, was, became, reason, received_on, file_id
            FROM action_change_on($as_of)
            ANTI JOIN action_change_on($since) USING (action_id, file_id, change, was, became)
            -- The old reference says so; the new one need not repeat it.
            WHERE change <> 'looks renumbered' OR action_id IN (
                SELECT action_id FROM action WHERE action_ref = was
            )
            UNION ALL BY NAME
            SELECT action_id, 'became overdue' AS change, due_on::TEXT AS became
            FROM comparison WHERE is_overdue AND NOT was_overdue
            UNION ALL BY NAME
            SELECT action_id, 'became overdue by the date first promised' AS change, first_due_on::TEXT AS became
            FROM comparison WHERE is_overdue_by_first_date AND NOT was_overdue_by_first_date
            UNION ALL BY NAME
            SELECT action_id, 'no longer overdue' AS change, state AS became
            FROM comparison WHERE was_overdue AND NOT is_overdue
            UNION ALL BY NAME
            SELECT action_id, 'no longer overdue by the date first promised' AS change, state AS became
            FROM comparison WHERE was_overdue_by_first_date AND NOT is_overdue_by_first_date
        ), of_recommendations AS (
            SELECT review, recommendation_ref, agency, change, was, became, reason, received_on, file_id
            FROM recommendation_change_on($as_of)
            ANTI JOIN recommendation_change_on($since) USING (
                review, recommendation_ref, agency, file_id, change, was, became
            )
            WHERE ($review IS NULL OR review = $review) AND (
                $agency IS NULL OR agency = $agency OR agency = '' AND (review, recommendation_ref) IN (
                    SELECT (review, recommendation_ref)
                    FROM recommendation_on($as_of)
                    WHERE list_contains(agencies, $agency)
                )
            )
        )
        SELECT
            change, sender, action_ref, action, NULL AS recommendation_ref, review, agency, state, due_on,
            coalesce(was, '') AS was, became, coalesce(c.reason, '') AS reason, c.received_on, path
        FROM of_actions c
        JOIN (SELECT * EXCLUDE (reason, file_id) FROM now) USING (action_id)
        LEFT JOIN (SELECT file_id, path FROM file_received) USING (file_id)
        UNION ALL BY NAME
        SELECT change, recommendation_ref, review, agency, was, became, reason, r.received_on, path
        FROM of_recommendations r
        JOIN (SELECT file_id, path FROM file_received) USING (file_id)
        ORDER BY
            list_position($changes, change), received_on DESC NULLS FIRST, agency, action_ref, recommendation_ref
        """,
        Difference,
        since=since,
        as_of=as_of,
        review=review,
        agency=agency,
        changes=[str(change) for change in Change],
    )


def counts(rows: Iterable[Difference]) -> dict[Change, int]:
    """How many changes there are of each kind, 0 where none, in the order of `Change`."""
    return dict.fromkeys(Change, 0) | Counter(row.change for row in rows)


def sentence(kind: Change, was: str, became: str) -> str:
    """A change in words: what happened, and from what to what. It does not repeat a text that was reworded."""
    if kind == Change.FIRST_RECORDED:
        return f"First recorded, due {_day(became)}" if became else "First recorded, with no date"
    if kind in OF_DATES:
        return OF_DATES[kind].format(was=_day(was), became=_day(became))
    if kind in OF_WORDS:
        end = became[:1].lower() + became[1:] if "now" in OF_WORDS[kind] else became
        return OF_WORDS[kind].format(was=was, became=end)
    if kind in CHECKS:
        checker, _, on = became.rpartition(", ")
        return f"{kind.capitalize()} by {checker} on {_day(on)}"
    if was or became:
        return f"{kind.capitalize()}: was {was or 'blank'}, now {became or 'blank'}"
    return kind.capitalize()


def summary(count: dict[Change, int], since: date, as_of: date) -> str:
    """The gravest kinds with their numbers in one sentence, also those that did not occur."""
    return (
        f"From {day(since)} to {day(as_of)}: {count[Change.WENT_BACKWARDS]} went backwards; "
        f"{count[Change.BECAME_OVERDUE]} became overdue, {count[Change.BECAME_OVERDUE_BY_FIRST_DATE]} by the dates "
        f"first promised; {plural(count[Change.MOVED_LATER], 'date')} moved later; "
        f"{count[Change.MISSING]} went missing from a return; {count[Change.VERIFIED]} verified."
    )


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso)) if iso else "none"
