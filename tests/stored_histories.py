"""The histories in a database, read out of the rows received, for the slow plain version of the position."""

from datetime import date, timedelta

import duckdb
from drawing import rows
from plain_position import Check, History, Report

MERROWSHIRE_DATES = [date(2025, 6, 18) + timedelta(days=29 * n) for n in range(18)] + [date(2026, 10, 31)]


def histories(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str], History]:
    """By sender and reference, from the first return of each sender to the last."""
    returns, said, checks, responses = _returns(db), _said(db), _checks(db), _responses(db)
    compiled = {sender for (sender,) in rows(db, "SELECT DISTINCT sender FROM file_received WHERE is_compiled")}
    found = {
        (sender, ref): History(
            [(on, said.get((action_id, file_id))) for file_id, on in returns[sender]],
            checks.get(action_id, []),
            responses,
            sender in compiled,
        )
        for action_id, sender, ref in rows(db, "SELECT action_id, sender, action_ref FROM action")
    }
    for sender, ref, part_of in rows(db, "SELECT sender, action_ref, split_from FROM action WHERE split_from <> ''"):
        found[sender, ref].whole = found[sender, part_of]
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
            last_source_on, review, recommendation_refs, agency
        FROM row_received JOIN action_version USING (version_id)
        WHERE kind = 'action'
    """
    found = {}
    for action_id, file_id, *dates_and_words, precision, last_source_on, review, refs, agency in rows(db, sql):
        assert (action_id, file_id) not in found, "an action stands twice in one file"
        answers = tuple((review, ref, agency) for ref in refs)
        found[action_id, file_id] = Report(*dates_and_words, precision == "unreadable", answers, last_source_on)
    return found


def _checks(db: duckdb.DuckDBPyConnection) -> dict[int, list[Check]]:
    sql = """
        SELECT action_id, received_on, checked_on, verification
        FROM row_received JOIN verification_version USING (version_id) JOIN file_received USING (file_id)
        WHERE kind = 'verification'
    """
    found: dict[int, list[Check]] = {}
    for action_id, *check in rows(db, sql):
        found.setdefault(action_id, []).append(Check(*check))
    return found


def _responses(db: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str], list[tuple[date, str]]]:
    sql = """
        SELECT review, recommendation_ref, v.agency, received_on, response
        FROM row_received JOIN recommendation_version v USING (version_id) JOIN file_received USING (file_id)
        WHERE kind = 'recommendation'
        ORDER BY received_on
    """
    found: dict[tuple[str, str, str], list[tuple[date, str]]] = {}
    for *key, on, response in rows(db, sql):
        found.setdefault(tuple(key), []).append((on, response))
    return found
