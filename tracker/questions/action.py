"""What was promised, what is claimed, what was checked, and where does it stand written?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table


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
    """Every cell of the last return that held the action, with the words as written; none in a published copy."""
    return table(
        db,
        """
        SELECT
            c.name, c.heading, c.letter || row_number AS cell, words[c.name] AS words
        FROM latest_action_on($as_of)
        JOIN sheet_column c USING (file_id, sheet)
        WHERE action_id = $action_id AND c.kind = 'action'
        ORDER BY length(c.letter), c.letter
        """,
        as_of=as_of,
        action_id=action_id,
    )


def written_in(db: duckdb.DuckDBPyConnection, as_of: date, action_id: int) -> pd.DataFrame:
    """One row: the last return that held the action, by path, sheet, received_on and sha256."""
    return table(
        db,
        """
        SELECT path, sheet, received_on, sha256
        FROM latest_action_on($as_of)
        JOIN file_received USING (file_id)
        WHERE action_id = $action_id
        """,
        as_of=as_of,
        action_id=action_id,
    )
