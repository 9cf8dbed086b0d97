"""Which actions are there, and how does each stand?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.measure import Measure
from tracker.terms import Precision, ReportedStatus, Response, Role, State, Timeliness, Verification

Span = tuple[date, date]


class Action(NamedTuple):
    """An action and where it stands: the columns of `position_for` (tracker/position.sql) but for its words.

    A check (`checker`, `checked_on` …) is the last one, `last_found` what it found. `owner`, `reported_words`,
    `due_words`, `sheet` and `row_number` are not in a published copy.
    """

    action_id: int
    sender: str
    action_ref: str
    review: str
    recommendation_refs: tuple[str, ...]
    agency: str
    supporting_agencies: tuple[str, ...]
    owner: str
    action: str
    priority: str
    reason: str
    response: Response
    is_accepted: bool
    was_accepted: bool
    reported_status: ReportedStatus
    reported_words: str | None
    status_since: date
    went_backwards_on: date | None
    completed_on: date | None
    completed_on_precision: Precision
    verification: Verification
    last_found: Verification | None
    checker: str | None
    checked_on: date | None
    evidence_seen: str | None
    check_reason: str | None
    evidence: str
    evidence_since: date | None
    has_evidence: bool
    state: State
    is_open: bool
    is_complete: bool
    is_verified: bool
    is_contradicted: bool
    changed_after_check_on: date | None
    due_on: date | None
    due_on_precision: Precision
    due_words: str | None
    due_set_by: str
    first_due_on: date | None
    first_due_on_precision: Precision
    times_moved: int
    days_moved: int
    is_overdue: bool
    is_overdue_by_first_date: bool
    days_overdue: int
    days_late: int
    done_on: date | None
    still_open_on: date | None
    timeliness: Timeliness
    split_from: str
    is_in_first_plan: bool
    returns_unchanged: int
    first_received_on: date
    last_received_on: date
    missing_since: date | None
    not_in_return_on: date | None
    is_compiled: bool
    judged_on: date | None
    version_id: int
    file_id: int
    sheet: str
    row_number: int | None
    measures: tuple[Measure, ...]


COLUMNS = ", ".join(Action._fields)
LONGEST_FIRST = "days_late DESC, days_overdue DESC, "
ORDER = {
    Measure.OVERDUE: LONGEST_FIRST,
    Measure.OVERDUE_BY_FIRST_DATE: LONGEST_FIRST,
    Measure.MOVED: "days_moved DESC, times_moved DESC, ",
}


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    recommendation: str | None = None,
    measure: Measure | None = None,
    state: State | None = None,
    due: Span | None = None,
    first_due: Span | None = None,
    role: Role = Role.LEAD,
    priority: str | None = None,
    theme: str | None = None,
    has_success_measure: bool | None = None,
) -> tuple[Action, ...]:
    """One row per action, by agency and state; of a measure those overdue longest or moved furthest first.

    `recommendation` keeps those that answer it, `measure` those that it counts, `state` those that stand so; `due` and
    `first_due` those whose current or first date lies from the one day to the other. An agency's actions are those that
    it leads; with the other `role` those that it supports, which count under whoever leads them. `priority` and
    `theme` are exact words of a plan.
    """
    return query.rows(
        db,
        f"""
        SELECT {COLUMNS}
        FROM action_body_for($as_of, $review, $agency)
        WHERE role = $role AND ($recommendation IS NULL OR list_contains(recommendation_refs, $recommendation))
            AND ($measure IS NULL OR list_contains(measures, $measure))
            AND ($state IS NULL OR state = $state)
            AND ($due IS NULL OR due_on BETWEEN $due[1] AND $due[2])
            AND ($first_due IS NULL OR first_due_on BETWEEN $first_due[1] AND $first_due[2])
            AND ($priority IS NULL OR priority = $priority)
            AND ($theme IS NULL OR texts['theme'] = $theme)
            AND ($has_success_measure IS NULL OR (texts['success_measure'] <> '') = $has_success_measure)
        ORDER BY {ORDER.get(measure, "") if measure else ""}agency, list_position($states, state), action_ref, sender
        """,
        Action,
        as_of=as_of,
        review=review,
        agency=agency,
        role=str(role),
        recommendation=recommendation,
        measure=measure and str(measure),
        state=state and str(state),
        due=due and list(due),
        first_due=first_due and list(first_due),
        priority=priority,
        theme=theme,
        has_success_measure=has_success_measure,
        states=[str(state) for state in State],
    )
