"""Which actions are there, and how does each stand?"""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple, TypedDict, Unpack

import duckdb

from tracker import query
from tracker.measure import Measure
from tracker.terms import Precision, ReportedStatus, Response, Role, State, Timeliness, Verification

Span = tuple[date, date]


class Action(NamedTuple):
    """An action's position: the columns of `position_for` (tracker/position.sql) except its words as written.

    A check (`checker`, `checked_on` …) is the last one, `last_found` what it found. A published copy lacks `owner`,
    `reported_words`, `due_words`, `sheet` and `row_number`.
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


class ActionLimits(TypedDict, total=False):
    """What narrows down a list of actions; None means no limit.

    `recommendation` keeps the actions that answer it, `measure` those that it counts, `state` those in that state;
    `due` and `first_due` those whose current or first date is in the span. An agency's actions are those that it leads;
    with the other `role`, those that it supports, which count under their lead agency. `priority` and `theme` are exact
    words of a plan.
    """

    recommendation: str | None
    measure: Measure | None
    state: State | None
    due: Span | None
    first_due: Span | None
    role: Role
    priority: str | None
    theme: str | None
    has_success_measure: bool | None


# What each limit asks of a row, for those that are set: DuckDB plans every condition, even one that asks nothing.
CONDITIONS = {
    "recommendation": "list_contains(recommendation_refs, $recommendation)",
    "state": "state = $state",
    "due": "due_on BETWEEN $due[1] AND $due[2]",
    "first_due": "first_due_on BETWEEN $first_due[1] AND $first_due[2]",
    "priority": "priority = $priority",
    "theme": "texts['theme'] = $theme",
    "has_success_measure": "(texts['success_measure'] <> '') = $has_success_measure",
}


class Count(NamedTuple):
    """How many actions a list holds, and how many of them are contradicted."""

    actions: int
    contradicted: int


def rows(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    *,
    start: int = 0,
    stop: int | None = None,
    **only: Unpack[ActionLimits],
) -> tuple[Action, ...]:
    """One row per action, by agency and state; some measures put those longest overdue or furthest moved first.

    For a long list, a page asks for the rows from `start` up to `stop`.
    """
    measure = only.get("measure")
    return query.rows(
        db,
        f"""
        SELECT {COLUMNS}
        {_from_clause(only)}
        ORDER BY {ORDER.get(measure, "") if measure else ""}agency, list_position($states, state), action_ref, sender
        {"" if stop is None else f"LIMIT {stop - start}"} OFFSET {start}
        """,
        Action,
        as_of=as_of,
        **_values(review, agency, only),
        states=[str(state) for state in State],
    )


def count(
    db: duckdb.DuckDBPyConnection,
    as_of: date,
    review: str | None = None,
    agency: str | None = None,
    **only: Unpack[ActionLimits],
) -> Count:
    """How many rows `rows` would return without `start` and `stop`, and how many are contradicted."""
    sql = f"SELECT count(*) AS actions, count(*) FILTER (is_contradicted) AS contradicted {_from_clause(only)}"
    (found,) = query.rows(db, sql, Count, as_of=as_of, **_values(review, agency, only))
    return found


def _from_clause(only: ActionLimits) -> str:
    # Each action holds its lead agency; making a row for each of its bodies takes as long as all the rest.
    is_led = only.get("role", Role.LEAD) == Role.LEAD
    return f"""
        FROM {"position_for" if is_led else "action_body_for"}($as_of, $review, $agency)
        WHERE {" AND ".join(["TRUE" if is_led else "role = 'supporting'", *_conditions(only)])}
    """


def _conditions(only: ActionLimits) -> Iterator[str]:
    """The condition of each limit that is set."""
    # Its condition rather than `measures`, a list that the database would make for every action first.
    if measure := only.get("measure"):
        yield f"({measure.condition})"
    for name, condition in CONDITIONS.items():
        if only.get(name) is not None:
            yield condition


def _values(review: str | None, agency: str | None, only: ActionLimits) -> dict[str, object]:
    """The statement's parameters: words of scales as text, spans as lists."""
    narrow = {name: value for name, value in only.items() if name in CONDITIONS and value is not None}
    narrow |= {name: str(value) for name, value in narrow.items() if isinstance(value, State)}
    narrow |= {name: list(value) for name, value in narrow.items() if isinstance(value, tuple)}
    return {"review": review, "agency": agency, **narrow}
