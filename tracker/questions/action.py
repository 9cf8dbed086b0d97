"""What was promised, what is claimed, what was checked, and where is it written?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.file_terms import Hidden
from tracker.open_problems import IN_ONE_PLACE
from tracker.questions.actions import COLUMNS, Action
from tracker.terms import Change, Precision, Verification


class ChangeRecord(NamedTuple):
    """What a return or a check changed about the action since the one before; `path` is the file that shows it."""

    received_on: date
    change: Change
    was: str
    became: str
    was_precision: Precision
    became_precision: Precision
    reason: str
    path: str


class Check(NamedTuple):
    """A check by somebody else, and the place that first records it: file, sheet and row in words.

    `ended_as` is the change that ended it, None while it stands; the log that shows this came on `ended_on`.
    """

    checked_on: date
    checker: str
    verification: Verification
    evidence: str
    reason: str
    received_on: date
    place: str
    ended_as: Change | None
    ended_on: date | None
    ended_in: str | None


class ReceivedCell(NamedTuple):
    """A cell of the row as received: our name for its column, the sender's heading, its place, its words.

    `hidden` says why a person looking at the sheet does not see the words, or sees them struck out.
    """

    name: str
    heading: str
    cell: str
    words: str | None
    hidden: tuple[Hidden, ...]


class SuccessorLink(NamedTuple):
    """An action that replaces this one, or that this one replaces.

    `under` are the recommendations under which the earlier of the two has left the roll-up.
    """

    is_successor: bool
    sender: str
    action_ref: str
    under: tuple[str, ...]


class Source(NamedTuple):
    """The last return that held the action, and whose plan it is."""

    plan_of: str
    path: str
    sheet: str
    received_on: date
    commitment: str


def rows(db: duckdb.DuckDBPyConnection, as_of: date, ref: str, sender: str | None = None) -> tuple[Action, ...]:
    """The actions with that reference: one, none, or several if senders share the reference."""
    return query.rows(
        db,
        f"""
        SELECT {COLUMNS}
        FROM position_for($as_of, NULL, NULL)
        WHERE action_ref = $ref AND ($sender IS NULL OR sender = $sender)
        ORDER BY sender
        """,
        Action,
        as_of=as_of,
        ref=ref,
        sender=sender,
    )


def texts(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> Mapping[str, str]:
    """Every text column of the action by its name in tracker/columns/action.toml, "" if nothing is written."""
    sql = "SELECT texts FROM position_for($as_of, NULL, NULL) WHERE action_id = $action_id"
    (found,) = query.column(db, sql, dict[str, str], as_of=as_of, action_id=action_id)
    return found


def changes(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[ChangeRecord, ...]:
    """Every change known on the date, latest first."""
    return query.rows(
        db,
        """
        SELECT c.received_on, change, was, became, was_precision, became_precision, reason, path
        FROM action_change_on($as_of) c
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id
        ORDER BY c.received_on DESC, file_id DESC, change = 'first recorded', change, became, was, reason
        """,
        ChangeRecord,
        as_of=as_of,
        action_id=action_id,
    )


def checks(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[Check, ...]:
    """Every check recorded by the date, including those withdrawn or corrected by then, latest first."""
    return query.rows(
        db,
        """
        SELECT
            checked_on, checker, verification, evidence, reason,
            min(f.received_on) AS received_on,
            min_by(f.path || ', sheet ' || sheet || ', row ' || row_number, (f.received_on, c.file_id)) AS place,
            nullif(ended_as, '') AS ended_as, ended.received_on AS ended_on, ended.path AS ended_in
        FROM check_on($as_of) c
        JOIN file_received f USING (file_id)
        LEFT JOIN file_received ended ON ended.file_id = ended_by
        WHERE action_id = $action_id
        GROUP BY checked_on, checker, verification, evidence, reason, ended_as, ended_by, ended_on, ended_in
        ORDER BY checked_on DESC, received_on DESC, ended_on DESC NULLS FIRST, checker, verification
        """,
        Check,
        as_of=as_of,
        action_id=action_id,
    )


def relations(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[SuccessorLink, ...]:
    """The action that its plan names as its replacement, and those that it replaces, as far as on record."""
    return query.rows(
        db,
        """
        WITH replaced AS (
            SELECT action_id, list(recommendation_ref ORDER BY recommendation_ref) AS under
            FROM recommendation_action_on($as_of)
            WHERE stand_in_id IS NOT NULL
            GROUP BY action_id
        )
        SELECT a.action_id = $action_id AS is_successor, other.sender, other.action_ref, coalesce(under, []) AS under
        FROM latest_action_on($as_of) a
        JOIN latest_action_on($as_of) s ON s.action_id = a.successor_id
        JOIN action other ON other.action_id = if(a.action_id = $action_id, s.action_id, a.action_id)
        LEFT JOIN replaced ON replaced.action_id = a.action_id
        WHERE $action_id IN (a.action_id, s.action_id)
        ORDER BY is_successor DESC, other.action_ref
        """,
        SuccessorLink,
        as_of=as_of,
        action_id=action_id,
    )


def cells(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[ReceivedCell, ...]:
    """Every cell of the action's row in the last return that held it; none in a published copy."""
    return query.rows(
        db,
        f"""
        SELECT
            c.name, c.heading, c.letter || row_number AS cell, words[c.name] AS words,
            (
                SELECT coalesce(list(why ORDER BY why), [])
                FROM hidden_cell h
                WHERE (h.file_id, h.sheet, h.row_number, h.kind, h.name)
                    = (a.file_id, a.sheet, a.row_number, 'action', c.name)
            ) AS hidden
        FROM latest_action_on($as_of) a
        JOIN {IN_ONE_PLACE} c USING (file_id, sheet)
        WHERE action_id = $action_id AND c.kind = 'action'
        ORDER BY length(c.letter), c.letter
        """,
        ReceivedCell,
        as_of=as_of,
        action_id=action_id,
    )


def source(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> Source:
    """The last return that held the action."""
    (found,) = query.rows(
        db,
        """
        SELECT coalesce(nullif(f.agency, ''), f.sender) AS plan_of, path, sheet, received_on, commitment
        FROM latest_action_on($as_of)
        JOIN file_received f USING (file_id)
        WHERE action_id = $action_id
        """,
        Source,
        as_of=as_of,
        action_id=action_id,
    )
    return found
