"""What is named as evidence for each claim that nobody else has confirmed: by whom, since when, and who is to check?"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.compiled_words import word
from tracker.terms import Verification
from tracker.words import contradicted_note


class Claim(NamedTuple):
    """A claim of completion that is not verified.

    `named_by` is the body whose return first named evidence, on `named_on`, and evidence has been named ever since;
    `evidence_since` is the day by which all of it was named as it reads now. `claimed_by` has said since `claimed_on`
    that the action is complete. It has waited for a check since `waits_since`, None if no check is due: no evidence, or
    a compiled record. A check that counted before ended on `check_ended_on`. `to_check` are the bodies whose log lists
    it for a check, last on `listed_on`.
    """

    action_id: int
    named_by: str | None
    named_on: date | None
    evidence_since: date | None
    claimed_by: str
    claimed_on: date
    waits_since: date | None
    days_waiting: int | None
    check_ended_on: date | None
    to_check: tuple[str, ...]
    listed_on: date | None


class CheckedAction(NamedTuple):
    """An action whose last check still stands, and what the check found."""

    action_id: int
    verification: Verification
    is_contradicted: bool


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[Claim, ...]:
    """One row per claim: those waiting for a check first, the longest wait first."""
    return query.rows(
        db,
        """
        WITH claim AS (
            SELECT * EXCLUDE (file_id) FROM position_for($as_of, $review, $agency) WHERE is_complete AND NOT is_verified
        ), said AS ( -- what each return known by the day said of it, in the order of receipt
            SELECT
                v.action_id, (f.received_on, f.file_id) AS place, f.received_on, v.completed_on,
                coalesce(nullif(f.agency, ''), f.sender) AS plan_of,
                v.evidence <> '' AS names_evidence, v.reported_status = 'reported complete' AS is_claimed
            FROM row_received r
            JOIN file_on($as_of) f USING (file_id)
            JOIN action_version v USING (version_id)
            WHERE r.kind = 'action' AND v.action_id IN (SELECT action_id FROM claim)
        ), last_without AS (
            SELECT
                action_id, max(place) FILTER (NOT names_evidence) AS evidence,
                max(place) FILTER (NOT is_claimed) AS claim
            FROM said
            GROUP BY action_id
        ), begun AS (
            SELECT
                s.action_id,
                min(s.received_on) FILTER (l.evidence IS NULL OR place > l.evidence) AS named_on,
                min_by(plan_of, place) FILTER (l.evidence IS NULL OR place > l.evidence) AS named_by,
                min_by(plan_of, place) FILTER (l.claim IS NULL OR place > l.claim) AS claimed_by,
                -- After a finding a claim counts again by a later date of completion, or by new evidence.
                if(
                    c.last_found IN ('insufficient', 'reopened'),
                    least(
                        min(s.received_on) FILTER (s.completed_on > c.checked_on AND s.completed_on <= s.received_on),
                        if(c.evidence_since > c.checked_on, c.evidence_since, NULL)
                    ),
                    NULL
                ) AS again_on
            FROM said s
            JOIN last_without l USING (action_id)
            JOIN claim c USING (action_id)
            GROUP BY s.action_id, c.last_found, c.checked_on, c.evidence_since
        ), ended AS ( -- while a check counted, the claim did not wait for one
            SELECT action_id, max(received_on) AS ended_on
            FROM check_on($as_of)
            JOIN (SELECT file_id AS ended_by, received_on FROM file_received) USING (ended_by)
            WHERE ended_as <> ''
            GROUP BY action_id
        ), planned AS ( -- from before the last finding, or before the work went back, it was for that claim
            SELECT action_id, list(DISTINCT k.checker ORDER BY k.checker) AS to_check, max(k.checked_on) AS listed_on
            FROM check_on($as_of) k
            JOIN claim c USING (action_id)
            WHERE k.verification = 'awaiting check' AND k.ended_as = ''
                AND (c.checked_on IS NULL OR k.checked_on > c.checked_on)
                AND (c.went_backwards_on IS NULL OR k.checked_on > c.went_backwards_on)
            GROUP BY action_id
        )
        SELECT
            action_id, if(evidence = '', NULL, named_by) AS named_by,
            if(evidence = '', NULL, coalesce(named_on, evidence_since)) AS named_on, evidence_since,
            coalesce(claimed_by, sender) AS claimed_by, status_since AS claimed_on,
            if(counts_as.waiting, greatest(status_since, named_on, again_on, ended_on), NULL) AS waits_since,
            date_diff('day', waits_since, $as_of) AS days_waiting, ended_on AS check_ended_on,
            coalesce(to_check, []) AS to_check, listed_on
        FROM claim
        JOIN begun USING (action_id)
        LEFT JOIN ended USING (action_id)
        LEFT JOIN planned USING (action_id)
        ORDER BY waits_since NULLS LAST, status_since, agency, action_ref, sender
        """,
        Claim,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def checked(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[CheckedAction, ...]:
    """One row per action with a finding that stands: those found not done first, then the latest check first."""
    return query.rows(
        db,
        """
        SELECT action_id, verification, is_contradicted
        FROM position_for($as_of, $review, $agency)
        WHERE verification = last_found
        ORDER BY
            list_position(['insufficient', 'reopened', 'cannot be implemented', 'verified'], verification),
            checked_on DESC, agency, action_ref, sender
        """,
        CheckedAction,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def results(rows: Sequence[CheckedAction]) -> str:
    """How many had each finding, and how many verified ones their agency reports as not complete."""
    counts = Counter(row.verification for row in rows)
    against = contradicted_note(sum(row.is_contradicted for row in rows))
    return ", ".join(
        f"{n:,} {word(found)}{against if found == Verification.VERIFIED else ''}" for found, n in counts.items()
    )
