"""What changed between two dates?"""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.questions.action import ChangeRecord
from tracker.questions.change_sentences import ENDED, sentence
from tracker.questions.lateness import Lateness
from tracker.terms import Change, Precision, State
from tracker.words import day, plural

OF_AGENCY = """(
    agency = $agency OR agency = '' AND (review, recommendation_ref) IN (
        SELECT (review, recommendation_ref) FROM recommendation_on($as_of) WHERE list_contains(agencies, $agency)
    )
)"""


class Difference(NamedTuple):
    """A change to an action, which has a sender and a reference, or to a recommendation.

    An action has a state unless it left the record with a withdrawn file. A change worked out from two positions has no
    file and no date of receipt.
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
    was_precision: Precision
    became_precision: Precision
    reason: str
    received_on: date | None
    path: str | None


def rows(
    db: duckdb.DuckDBPyConnection, since: date, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Difference, ...]:
    """One row per change known on `as_of` but not yet on `since`, in the order of `Change`, the latest first."""
    # For one agency, a change that names no body counts if its recommendation is addressed to that agency. Planning
    # this takes the database longer than all the rest, so it is asked only then.
    is_of_agency = "TRUE" if agency is None else OF_AGENCY
    return query.rows(
        db,
        f"""
        WITH state_now AS MATERIALIZED (
            FROM state_on($as_of)
        ), now AS (
            FROM state_now
            WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        ), before AS (
            SELECT *, is_complete AND last_found IN ('insufficient', 'reopened') AS is_claimed_again
            FROM state_on($since)
        ), gone AS ( -- with a file that was withdrawn
            SELECT sender, action_id, action_ref, version_id, review, name_on($as_of, agency) AS agency, due_on
            FROM before
            ANTI JOIN state_now USING (action_id)
            WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        ), comparison AS (
            SELECT
                now.*, coalesce(before.is_overdue, FALSE) AS was_overdue,
                coalesce(before.is_overdue_by_first_date, FALSE) AS was_overdue_by_first_date,
                coalesce(before.is_contradicted, FALSE) AS was_contradicted,
                coalesce(before.is_claimed_again, FALSE) AS was_claimed_again
            FROM now
            LEFT JOIN before USING (action_id)
        ), of_actions AS (
            SELECT action_id, change, was, became, was_precision, became_precision, reason, received_on, file_id
            -- What was known by the earlier day and still is has not changed.
            FROM (FROM action_change_on($as_of) WHERE known_from > $since)
            ANTI JOIN action_change_on($since) USING (action_id, file_id, change, was, became)
            -- The old reference says so; the new one need not repeat it.
            WHERE change <> 'looks renumbered' OR action_id IN (
                SELECT action_id FROM action WHERE action_ref = was
            )
            UNION ALL BY NAME
            SELECT
                action_id, 'check and report came to disagree' AS change, checked_on::TEXT AS was,
                reported_status || ', ' || last_received_on::TEXT AS became
            FROM comparison WHERE is_contradicted AND NOT was_contradicted
            UNION ALL BY NAME
            SELECT
                action_id, 'claimed again after a finding' AS change, checked_on::TEXT AS was, last_found AS became
            FROM comparison
            WHERE is_complete AND last_found IN ('insufficient', 'reopened') AND NOT was_claimed_again
            UNION ALL BY NAME
            SELECT action_id, 'became overdue' AS change, due_on::TEXT AS became, due_on_precision AS became_precision
            FROM comparison WHERE is_overdue AND NOT was_overdue
            UNION ALL BY NAME
            SELECT
                action_id, 'became overdue by the date first promised' AS change, first_due_on::TEXT AS became,
                first_due_on_precision AS became_precision
            FROM comparison WHERE is_overdue_by_first_date AND NOT was_overdue_by_first_date
            UNION ALL BY NAME
            SELECT action_id, 'no longer overdue' AS change, state AS became
            FROM comparison WHERE was_overdue AND NOT is_overdue
            UNION ALL BY NAME
            SELECT action_id, 'no longer overdue by the date first promised' AS change, state AS became
            FROM comparison WHERE was_overdue_by_first_date AND NOT is_overdue_by_first_date
        ), of_recommendations AS (
            SELECT review, recommendation_ref, agency, change, was, became, reason, received_on, file_id
            FROM (FROM recommendation_change_on($as_of) WHERE known_from > $since)
            ANTI JOIN recommendation_change_on($since) USING (
                review, recommendation_ref, agency, file_id, change, was, became
            )
            WHERE ($review IS NULL OR review = $review) AND {is_of_agency}
        )
        SELECT
            change, sender, action_ref, action, NULL AS recommendation_ref, review, agency, state, due_on,
            coalesce(was, '') AS was, became, coalesce(was_precision, 'day') AS was_precision,
            coalesce(became_precision, 'day') AS became_precision, coalesce(c.reason, '') AS reason, c.received_on, path
        FROM of_actions c
        JOIN (
            SELECT * EXCLUDE (file_id) FROM now
            UNION ALL BY NAME
            FROM gone
        ) USING (action_id)
        JOIN (SELECT version_id, action FROM action_version) USING (version_id)
        LEFT JOIN (SELECT file_id, path FROM file_received) USING (file_id)
        UNION ALL BY NAME
        SELECT
            change, recommendation_ref, review, agency, was, became, 'day' AS was_precision, 'day' AS became_precision,
            reason, r.received_on, path
        FROM of_recommendations r
        JOIN (SELECT file_id, path FROM file_received) USING (file_id)
        ORDER BY
            list_position($changes, change), received_on DESC NULLS FIRST, agency, action_ref, sender,
            recommendation_ref, became, was, reason, path
        """,
        Difference,
        since=since,
        as_of=as_of,
        review=review,
        agency=agency,
        changes=[str(change) for change in Change],
    )


def counts(rows: Iterable[Difference]) -> dict[Change, int]:
    """How many changes there are of each kind, in the order of `Change`; 0 for none."""
    return dict.fromkeys(Change, 0) | Counter(row.change for row in rows)


def in_words(row: Difference | ChangeRecord) -> str:
    """A row's change in words."""
    return sentence(row.change, row.was, row.became, row.was_precision, row.became_precision)


def summary(count: dict[Change, int], since: date, as_of: date, late: Lateness) -> str:
    """The most serious kinds of change with their numbers, in one sentence; kinds that did not occur are left out."""
    now, first = count[Change.BECAME_OVERDUE], count[Change.BECAME_OVERDUE_BY_FIRST_DATE]
    ended = sum(count[change] for change in ENDED)
    faults = count[Change.INSUFFICIENT] + count[Change.REOPENED]
    counts = {
        f"{count[Change.WENT_BACKWARDS]} went backwards": count[Change.WENT_BACKWARDS],
        f"{faults} found insufficient or reopened": faults,
        f"{now} became overdue, {first} by the dates first promised": now + first,
        f"{plural(count[Change.MOVED_LATER], 'date')} moved later": count[Change.MOVED_LATER],
        f"{count[Change.MISSING]} missing from a return": count[Change.MISSING],
        f"{count[Change.VERIFIED]} verified": count[Change.VERIFIED],
        f"{plural(ended, 'check')} withdrawn or corrected": ended,
        f"{plural(count[Change.CONTRADICTED], 'verified action')} contradicted by the agency’s own report": (
            count[Change.CONTRADICTED]
        ),
    }
    found = "; ".join(words for words, n in counts.items() if n) or "none of the most serious changes"
    return f"From {day(since)} to {day(as_of)}: {found}.{'' if late.is_computed else f' {late.why_not}'}"
