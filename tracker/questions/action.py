"""What was promised, what is claimed, what was checked, and where does it stand written?"""

from datetime import date
from typing import Any

import duckdb
import pandas as pd

from tracker.store import table
from tracker.terms import Change
from tracker.words import day

PLAIN_CHANGES = {
    Change.WENT_BACKWARDS,
    Change.STATUS_CHANGED,
    Change.REPORTED_WITH_EVIDENCE,
    Change.REPORTED_WITHOUT_EVIDENCE,
    Change.OWNER_CHANGED,
    Change.EVIDENCE_CHANGED,
}
DATE_CHANGES = {
    Change.MOVED_LATER: "Due date moved from {was} to {became}",
    Change.MOVED_EARLIER: "Due date brought forward from {was} to {became}",
    Change.DATE_SET: "Due date set to {became}",
    Change.DATE_REMOVED: "Due date removed; it was {was}",
    Change.ORIGINAL_DATE_ALTERED: "The plan’s own original date was altered from {was} to {became}",
}


def rows(db: duckdb.DuckDBPyConnection, as_of: date, ref: str, sender: str | None = None) -> pd.DataFrame:
    """The actions of that reference: one, none, or several where senders use the same reference."""
    return table(
        db,
        "SELECT * FROM position_on($as_of) WHERE action_ref = $ref AND ($sender IS NULL OR sender = $sender)"
        " ORDER BY sender",
        as_of=as_of,
        ref=ref,
        sender=sender,
    )


def changes(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> pd.DataFrame:
    """Every change known on the date, latest first: received_on, change, was, became, reason."""
    return table(
        db,
        """
        SELECT change.* EXCLUDE (action_id), path
        FROM action_change_on($as_of) change
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id
        ORDER BY change.received_on DESC, file_id DESC, change.change = 'first recorded', change.change, was
        """,
        as_of=as_of,
        action_id=action_id,
    )


def checks(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> pd.DataFrame:
    """Every check recorded by the date, latest first: checked_on, checker, verification, evidence, reason, place."""
    return table(
        db,
        """
        SELECT
            checked_on, checker, verification, evidence, reason,
            min(received_on) AS received_on,
            min_by(path || ', sheet ' || sheet || ', row ' || row_number, (received_on, file_id)) AS place
        FROM row_received
        JOIN file_received USING (file_id)
        JOIN verification_version USING (version_id)
        WHERE kind = 'verification' AND action_id = $action_id AND known_on <= $as_of
        GROUP BY checked_on, checker, verification, evidence, reason
        ORDER BY checked_on DESC, received_on DESC
        """,
        as_of=as_of,
        action_id=action_id,
    )


def cells(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> pd.DataFrame:
    """Every cell of the last return that held the action, with the words as written and the file's fingerprint."""
    return table(
        db,
        """
        SELECT
            c.name, c.heading, c.letter || row_number AS cell, words[c.name] AS words,
            path, sheet, received_on, sha256
        FROM latest_action_on($as_of)
        JOIN sheet_column c USING (file_id, sheet)
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id AND c.kind = 'action'
        ORDER BY length(c.letter), c.letter
        """,
        as_of=as_of,
        action_id=action_id,
    )


def sentence(change: Any) -> str:
    """One row of `changes` in words: what happened, and from what to what."""
    if change.change == Change.FIRST_RECORDED:
        return f"First recorded, due {_day(change.became)}" if change.became else "First recorded, with no date"
    if change.change in DATE_CHANGES:
        dates = {name: _day(on) for name, on in (("was", change.was), ("became", change.became)) if on}
        return DATE_CHANGES[change.change].format(**dates)
    if change.change in PLAIN_CHANGES:
        return f"{change.change.capitalize()}: was {change.was or 'blank'}, now {change.became or 'blank'}"
    if change.change == Change.COMPLETION_DATE_CHANGED:
        was, became = (_day(on) if on else "none" for on in (change.was, change.became))
        return f"Completion date changed: was {was}, now {became}"
    if change.change == Change.ACTION_REWORDED:
        return f"Action reworded: was “{change.was}”, now “{change.became}”"
    if change.became:
        checker, _, on = change.became.rpartition(", ")
        return f"{change.change.capitalize()} by {checker} on {_day(on)}"
    return str(change.change).capitalize()


def asks_reason(change: Any) -> bool:
    """Whether a change is one that a reader may expect a reason for."""
    return change.change in {
        Change.MOVED_LATER,
        Change.MOVED_EARLIER,
        Change.DATE_REMOVED,
        Change.ORIGINAL_DATE_ALTERED,
        Change.WENT_BACKWARDS,
        Change.INSUFFICIENT,
        Change.REOPENED,
        Change.CANNOT_BE_IMPLEMENTED,
    }


def _day(iso: str) -> str:
    return day(date.fromisoformat(iso))
