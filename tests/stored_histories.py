"""Reads the histories in a database from the rows received, for the slow plain version of the position."""

from datetime import date, timedelta

import duckdb
from drawing import rows
from plain_position import Check, History, Report, WholeLog

MERROWSHIRE_DATES = [date(2025, 6, 18) + timedelta(days=29 * n) for n in range(18)] + [date(2026, 10, 31)]

SPLIT = """
    SELECT DISTINCT sender, action_ref, split_from
    FROM action_version JOIN action USING (action_id)
    WHERE split_from <> ''
"""


def histories(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], History]:
    """The history of every action, by sender and reference, from the sender's first return to its last."""
    returns, said, checks, responses = _returns(db), _said(db), _checks(db), _responses(db)
    compiled = {sender for (sender,) in rows(db, "SELECT DISTINCT sender FROM file_received WHERE is_compiled")}
    found = {
        (sender, ref): History(
            [(on, said.get((action_id, file_id))) for file_id, on in returns[sender]],
            checks.get(action_id, []),
            responses,
            _whole_logs(db),
            sender in compiled,
        )
        for action_id, sender, ref in rows(db, "SELECT action_id, sender, action_ref FROM action")
    }
    for sender, ref, part_of in rows(db, SPLIT):
        found[sender, ref].whole = found.get((sender, part_of))
    return found


def _returns(db: duckdb.DuckDBPyConnection) -> dict[str, list[tuple[int, date]]]:
    sql = """
        SELECT DISTINCT sender, file_id, received_on
        FROM file_received JOIN row_received USING (file_id)
        WHERE kind = 'action'
        ORDER BY received_on
    """
    found: dict[str, list[tuple[int, date]]] = {}
    for sender, file_id, on in rows(db, sql):
        found.setdefault(sender, []).append((file_id, on))
    return found


def _said(db: duckdb.DuckDBPyConnection) -> dict[tuple[int, int], Report]:
    sql = """
        SELECT action_id, file_id, due_on, original_due_on, completed_on, reported_status, evidence, due_on_precision,
            original_due_on_precision, last_source_on, response, split_from <> '', review, recommendation_refs, agency,
            action
        FROM row_received JOIN action_version USING (version_id)
        WHERE kind = 'action'
    """
    found = {}
    for (
        action_id,
        file_id,
        *dates_and_words,
        precision,
        original_precision,
        last_source_on,
        response,
        is_part,
        review,
        refs,
        agency,
        action,
    ) in rows(db, sql):
        assert (action_id, file_id) not in found, "an action stands twice in one file"
        answers = tuple((review, ref, agency) for ref in refs)
        is_unreadable = precision == "unreadable"
        found[action_id, file_id] = Report(
            *dates_and_words,
            is_unreadable,
            answers,
            last_source_on,
            response=response,
            is_part=is_part,
            due_precision=precision,
            original_precision=original_precision,
            action=action,
        )
    return found


def _checks(db: duckdb.DuckDBPyConnection) -> dict[int, list[Check]]:
    # A check that was not refused happened by its log's day, so a later checked_on means a vague date.
    sql = """
        SELECT
            action_id, received_on, checked_on, verification, checker, sender,
            if(checked_on > received_on, 'year', 'day') AS precision
        FROM row_received JOIN verification_version USING (version_id) JOIN file_received USING (file_id)
        WHERE kind = 'verification'
    """
    found: dict[int, list[Check]] = {}
    for action_id, *check in rows(db, sql):
        found.setdefault(action_id, []).append(Check(*check))
    return found


def _whole_logs(db: duckdb.DuckDBPyConnection) -> list[WholeLog]:
    """The whole logs of which no row was refused."""
    sql = """
        SELECT DISTINCT sender, received_on
        FROM log_received JOIN file_received USING (file_id)
        WHERE log = 'whole' AND file_id NOT IN (
            SELECT file_id FROM row_received WHERE kind = 'verification' AND version_id IS NULL
        )
    """
    return [WholeLog(sender, on, []) for sender, on in rows(db, sql)]


def _responses(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], list[tuple[date, str, str]]]:
    sql = """
        SELECT review, recommendation_ref, v.agency, received_on, response, sender
        FROM row_received JOIN recommendation_version v USING (version_id) JOIN file_received USING (file_id)
        WHERE kind = 'recommendation'
        ORDER BY received_on
    """
    found: dict[tuple[str, str, str], list[tuple[date, str, str]]] = {}
    for *key, on, response, sender in rows(db, sql):
        found.setdefault(tuple(key), []).append((on, response, sender))
    return found
