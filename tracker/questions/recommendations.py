"""What was recommended, what did each body answer, and is anything being done about it?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.compiled_words import word
from tracker.terms import Precision, Response, RollUp
from tracker.words import and_list

# What is missing, and from which bodies.
MISSING = {
    RollUp.NO_ACTION: "No action planned by {}",
    RollUp.NO_PLAN: "No plan received from {}",
    RollUp.PLAN_NOT_READ: "Plan could not be read: {}",
    RollUp.NAME_NOT_KNOWN: "Name not known: {}",
    RollUp.LEAD_NOT_STATED: "Lead not stated, perhaps {}",
    RollUp.NO_RESPONSE: "No response from {}",
}
MOST_NAMES = 3  # more are counted; the recommendation's page lists every body


class Recommendation(NamedTuple):
    """A recommendation and how far it has got; its words are those of the register.

    `contradicted` of the verified actions are not complete according to their own agency. `decided_by` are the bodies
    that have got no farther than `roll_up`; `bodies` are all, including those that only support an action.
    """

    review: str
    recommendation_ref: str
    recommendation: str
    is_compiled: bool
    agencies: tuple[str, ...]
    actions: int
    verified: int
    contradicted: int
    complete: int
    overdue: int
    overdue_by_first_date: int
    open_actions: int
    open_dated: int
    open_once_dated: int
    roll_up: RollUp
    decided_by: tuple[str, ...]
    bodies: tuple[str, ...]


class Body(NamedTuple):
    """A body that the recommendation addresses or that leads or supports an action under it, and how far it has got.

    A body that is not addressed has no response. `meant` are the known names that this one is probably a misspelling
    of; if one of them is listed too, this one is no body and `how_far` is None.
    """

    agency: str
    response: Response | None
    response_on: date | None
    response_on_precision: Precision | None
    response_on_words: str | None
    answer_due_on: date | None
    answer_due_on_precision: Precision | None
    answer_due_words: str | None
    reason: str | None
    was_accepted: bool | None
    meant: tuple[str, ...]
    how_far: RollUp | None
    received_on: date | None
    path: str | None
    sheet: str | None
    row_number: int | None
    source: str | None


class MissingResponse(NamedTuple):
    """A body that has not answered a recommendation by the day that the register set."""

    agency: str
    review: str
    recommendation_ref: str
    answer_due_on: date
    answer_due_on_precision: Precision
    answer_due_words: str | None


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    ref: str | None = None,
) -> tuple[Recommendation, ...]:
    """One row per recommendation: those with something missing first, then overdue, then open, then the rest."""
    return query.rows(
        db,
        """
        SELECT *
        FROM recommendation_on($as_of)
        WHERE ($review IS NULL OR review = $review)
            AND ($agency IS NULL OR list_contains(bodies, $agency))
            AND ($ref IS NULL OR recommendation_ref = $ref)
        ORDER BY
            list_position($first, roll_up) NULLS LAST,
            review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0'))
        """,
        Recommendation,
        as_of=as_of,
        review=review,
        agency=agency,
        ref=ref,
        first=[*map(str, MISSING), str(RollUp.OVERDUE), str(RollUp.OPEN)],
    )


def bodies(db: duckdb.DuckDBPyConnection, as_of: date, review: str, ref: str) -> tuple[Body, ...]:
    """One row per body, the least far first."""
    return query.rows(
        db,
        """
        SELECT
            b.agency, response, response_on, response_on_precision, words['response_on'] AS response_on_words,
            answer_due_on, answer_due_on_precision, words['answer_due_on'] AS answer_due_words,
            reason, was_accepted, meant, how_far, b.received_on, path, sheet, row_number, words['source'] AS source
        FROM recommendation_body_on($as_of) b
        LEFT JOIN file_received USING (file_id)
        WHERE review = $review AND recommendation_ref = $ref
        ORDER BY list_position($order, how_far) NULLS LAST, b.agency
        """,
        Body,
        as_of=as_of,
        review=review,
        ref=ref,
        order=[str(word) for word in RollUp],
    )


def missing_responses(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[MissingResponse, ...]:
    """One row per body and recommendation whose answer was due before the day, the longest due first.

    Compiled records are left out, since their compilers did not look everywhere, and so are names that nobody knows.
    """
    return query.rows(
        db,
        """
        SELECT
            agency, review, recommendation_ref, answer_due_on, answer_due_on_precision,
            words['answer_due_on'] AS answer_due_words
        FROM recommendation_body_on($as_of)
        WHERE response = 'no response' AND answer_due_on < $as_of
            AND NOT was_accepted AND NOT is_compiled AND meant = [] AND agency <> ''
            AND ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        ORDER BY
            answer_due_on, agency, review,
            list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0'))
        """,
        MissingResponse,
        as_of=as_of,
        review=review,
        agency=agency,
    )


def how_far(roll_up: RollUp, decided_by: Sequence[str]) -> str:
    """How far a recommendation has got, in words; if something is missing, from which bodies."""
    if roll_up not in MISSING:
        return word(roll_up)
    names = decided_by[:MOST_NAMES] if len(decided_by) > MOST_NAMES + 1 else decided_by
    others = len(decided_by) - len(names)
    return word(MISSING[roll_up]).format(and_list([*names, *([f"{others:,} more"] if others else [])]))
