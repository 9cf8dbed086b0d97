"""What was promised, what is claimed, what was checked, and where does it stand written?"""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.questions.actions import COLUMNS, Action
from tracker.terms import Change, Verification


class ChangeRecord(NamedTuple):
    """What a return or a check changed of the action, against the one before, as `path` shows."""

    received_on: date
    change: Change
    was: str
    became: str
    reason: str
    path: str


class Check(NamedTuple):
    """A check by somebody else, and the place that first records it: file, sheet and row in words."""

    checked_on: date
    checker: str
    verification: Verification
    evidence: str
    reason: str
    received_on: date
    place: str


class Cell(NamedTuple):
    """A cell of the row as received: our name for its column, the sender's heading, its place, its words."""

    name: str
    heading: str
    cell: str
    words: str | None


class Source(NamedTuple):
    """The return that last held the action."""

    path: str
    sheet: str
    received_on: date
    sha256: str


def rows(db: duckdb.DuckDBPyConnection, as_of: date, ref: str, sender: str | None = None) -> tuple[Action, ...]:
    """The actions of that reference: one, none, or several where senders use the same reference."""
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
    """Every column of text of the action by its name in tracker/columns/action.toml, "" where nothing is written."""
    sql = "SELECT texts FROM position_for($as_of, NULL, NULL) WHERE action_id = $action_id"
    (found,) = query.column(db, sql, dict[str, str], as_of=as_of, action_id=action_id)
    return found


def changes(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[ChangeRecord, ...]:
    """Every change known on the date, latest first."""
    return query.rows(
        db,
        """
        SELECT c.received_on, change, was, became, reason, path
        FROM action_change_on($as_of) c
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id
        ORDER BY c.received_on DESC, file_id DESC, change = 'first recorded', change, was
        """,
        ChangeRecord,
        as_of=as_of,
        action_id=action_id,
    )


def checks(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[Check, ...]:
    """Every check recorded by the date, latest first."""
    return query.rows(
        db,
        """
        SELECT
            checked_on, checker, verification, evidence, reason,
            min(received_on) AS received_on,
            min_by(path || ', sheet ' || sheet || ', row ' || row_number, (received_on, file_id)) AS place
        FROM row_received
        JOIN file_received USING (file_id)
        JOIN verification_version USING (version_id)
        WHERE kind = 'verification' AND action_id = $action_id AND counts_from <= $as_of
        GROUP BY checked_on, checker, verification, evidence, reason
        ORDER BY checked_on DESC, received_on DESC
        """,
        Check,
        as_of=as_of,
        action_id=action_id,
    )


def cells(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> tuple[Cell, ...]:
    """Every cell of the last return that held the action; none in a published copy."""
    return query.rows(
        db,
        """
        SELECT
            c.name, c.heading, c.letter || row_number AS cell, words[c.name] AS words
        FROM latest_action_on($as_of)
        JOIN sheet_column c USING (file_id, sheet)
        WHERE action_id = $action_id AND c.kind = 'action'
        ORDER BY length(c.letter), c.letter
        """,
        Cell,
        as_of=as_of,
        action_id=action_id,
    )


def source(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> Source:
    """The last return that held the action."""
    (found,) = query.rows(
        db,
        """
        SELECT path, sheet, received_on, sha256
        FROM latest_action_on($as_of)
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id
        """,
        Source,
        as_of=as_of,
        action_id=action_id,
    )
    return found
