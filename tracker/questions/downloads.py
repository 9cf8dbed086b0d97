"""What can be taken away: the tables of the open data and of the Data page, each selected by named columns."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import duckdb

from tracker import compiled_words, query
from tracker.columns import in_sql
from tracker.columns.entries import COLUMNS, Column

References = dict[tuple[str, ...], str]


@dataclass(frozen=True)
class Table:
    """One table to take away: one row for each value of `key`, made by `sql` as known on $as_of.

    `sources` are the tables of the schema whose comments explain its columns; `refers` leads from columns to the table
    whose key they hold. What stands in braces in `sql` is a column whose words differ for compiled records.
    """

    says: str
    key: tuple[str, ...]
    sources: tuple[str, ...]
    sql: str
    refers: References = field(default_factory=dict)


ACTION = ("sender", "action_ref")
RECOMMENDATION = ("review", "recommendation_ref")
TO_ACTION: References = {ACTION: "actions"}
TO_RECOMMENDATION: References = {RECOMMENDATION: "recommendations"}
TO_FILE: References = {("ledger_number",): "files"}
ROWS = {"responses": "r", "verifications": "v"}  # what their statements call a row as the sheet filled it
TABLES = {
    "actions": Table(
        "Every action and where it stands, by both clocks.",
        ACTION,
        ("action_version", "action", "verification_version"),
        """
        SELECT
            sender, action_ref, review, recommendation_refs, agency, supporting_agencies, action, {response},
            is_accepted, {reported_status}, status_since, evidence, evidence_since, has_evidence, {verification},
            {last_found}, checker, checked_on, {state}, is_contradicted,
            first_due_on, first_due_on_precision, due_on, due_on_precision, times_moved, days_moved, is_overdue,
            days_overdue, is_overdue_by_first_date, days_late, done_on, still_open_on, {timeliness}, split_from,
            superseded_by,
            last_received_on, missing_since,
            -- {columns}
            file_id AS ledger_number
        FROM position_for($as_of, $review, $agency)
        ORDER BY agency, action_ref, sender
        """,
        TO_FILE,
    ),
    "action_recommendations": Table(
        "Which action answers which recommendation: one row for each pair.",
        (*ACTION, "recommendation_ref"),
        ("action_version", "action", "recommendation_version"),
        """
        SELECT sender, action_ref, unnest(list_distinct(recommendation_refs)) AS recommendation_ref, review, agency
        FROM position_for($as_of, $review, $agency)
        ORDER BY agency, action_ref, sender, recommendation_ref
        """,
        TO_ACTION,
    ),
    "action_bodies": Table(
        "Which body leads or supports which action: one row for each pair. Totals count an action once.",
        (*ACTION, "body"),
        ("action_version", "action"),
        """
        SELECT sender, action_ref, body, role
        FROM action_body_for($as_of, $review, $agency)
        WHERE body <> ''
        ORDER BY body, role, action_ref, sender
        """,
        TO_ACTION,
    ),
    "deadlines": Table(
        "Every date that an action was ever promised for.",
        (*ACTION, "step"),
        ("deadline", "action_version", "action"),
        """
        SELECT
            sender, action_ref, step, p.agency, d.received_on, d.due_on, d.due_on_precision, was_due_on,
            d.days_moved, d.reason, d.file_id AS ledger_number
        FROM deadline_on($as_of) d
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        ORDER BY p.agency, action_ref, p.sender, step
        """,
        TO_ACTION | TO_FILE,
    ),
    "changes": Table(  # owners are left out
        "Everything that one file changed of an action or its checks against the file before it.",
        (*ACTION, "ledger_number", "change", "change_number"),
        ("action_change", "action_version", "action"),
        """
        SELECT
            sender, action_ref, c.file_id AS ledger_number, change,
            row_number() OVER (PARTITION BY action_id, c.file_id, change ORDER BY became, was, c.reason)
                AS change_number,
            c.received_on, p.agency, was, became, c.reason
        FROM action_change_on($as_of) c
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        WHERE change <> 'owner changed'
        ORDER BY c.received_on DESC, p.agency, action_ref, p.sender, change
        """,
        TO_ACTION | TO_FILE,
    ),
    "verifications": Table(
        "Every check of an action by a body other than its owner.",
        (*ACTION, "check_number"),
        ("verification_version", "check_known", "action_version", "action", "file_received"),
        """
        SELECT
            p.sender, p.action_ref,
            row_number() OVER (
                PARTITION BY v.action_id ORDER BY v.checked_on, v.known_from, v.file_id, v.row_number, v.version_id
            ) AS check_number,
            p.agency, v.verification, v.checker, v.checked_on, v.evidence, v.reason,
            f.received_on, v.ended_as, ended.received_on AS ended_on,
            -- {columns}
            v.file_id AS ledger_number
        FROM check_on($as_of) v
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        JOIN file_received f ON f.file_id = v.file_id
        LEFT JOIN file_received ended ON ended.file_id = v.ended_by
        ORDER BY p.agency, p.action_ref, p.sender, check_number
        """,
        TO_ACTION | TO_FILE,
    ),
    "recommendations": Table(
        "Every recommendation and how far it has got.",
        RECOMMENDATION,
        ("recommendation_version",),
        """
        SELECT
            review, recommendation_ref, recommendation, agencies, actions, verified,
            contradicted, complete - verified AS reported_complete, open_dated,
            open_actions - open_dated AS open_undated, overdue, overdue_by_first_date,
            {roll_up}, decided_by
        FROM recommendation_on($as_of)
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(bodies, $agency))
        ORDER BY review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0'))
        """,
    ),
    "responses": Table(
        "What each agency answered to each recommendation.",
        (*RECOMMENDATION, "agency"),
        ("recommendation_version", "file_received"),
        """
        SELECT
            review, recommendation_ref, agency, response, response_on, response_on_precision, reason, was_accepted,
            received_on,
            -- {columns}
            file_id AS ledger_number
        FROM response_on($as_of) r
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        ORDER BY review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0')), agency
        """,
        TO_RECOMMENDATION | TO_FILE,
    ),
    "comments": Table(
        "What each agency says of its own position, in its own words.",
        ("agency", "ledger_number", "comment_number"),
        ("comment_version", "file_received"),
        """
        SELECT
            agency, file_id AS ledger_number,
            row_number() OVER (PARTITION BY agency, file_id ORDER BY dated_on DESC, row_number) AS comment_number,
            review, said_on, said_on_precision, received_on, comment
        FROM comment_on($as_of)
        WHERE ($review IS NULL OR review IN ('', $review)) AND ($agency IS NULL OR agency = $agency)
        ORDER BY agency, dated_on DESC, ledger_number, comment_number
        """,
        TO_FILE,
    ),
    "resolutions": Table(
        "What a committee asked and resolved under each item of its meetings, and what was answered.",
        ("ledger_number", "resolution_number"),
        ("resolution_version", "resolution", "file_received"),
        """
        SELECT
            file_id AS ledger_number, resolution_number, sender, agency AS committee, review, meeting_on,
            meeting_on_precision, item, resolution, minute, asked_of, action_refs, recommendation_refs, due_on,
            due_on_precision, outcome, outcome_on, outcome_on_precision, received_on, withdrawn_on
        FROM resolution_on($as_of)
        WHERE ($review IS NULL OR review IN ('', $review)) AND (
            $agency IS NULL OR list_contains(asked_of, $agency) OR resolution_id IN (
                SELECT resolution_id
                FROM resolution_action_on($as_of)
                JOIN latest_action_on($as_of) a USING (action_id)
                WHERE a.agency = $agency
            )
        )
        ORDER BY meeting_on DESC NULLS LAST, ledger_number, resolution_number
        """,
        TO_FILE,
    ),
    "resolution_actions": Table(
        "Which resolution names which action: one row for each pair.",
        ("ledger_number", "resolution_number", *ACTION),
        ("resolution_version", "action_version", "action"),
        """
        SELECT DISTINCT r.file_id AS ledger_number, resolution_number, p.sender, p.action_ref, p.agency
        FROM resolution_action_on($as_of)
        JOIN resolution_on($as_of) r USING (resolution_id)
        JOIN position_for($as_of, $review, $agency) p USING (action_id)
        ORDER BY ledger_number, resolution_number, p.sender, p.action_ref
        """,
        TO_ACTION | {("ledger_number", "resolution_number"): "resolutions"},
    ),
    "recommendation_changes": Table(
        "Everything that one register changed of a recommendation or a response against the register before it.",
        (*RECOMMENDATION, "agency", "ledger_number", "change"),
        ("recommendation_change",),
        """
        SELECT
            review, recommendation_ref, agency, file_id AS ledger_number, change, received_on, was, became, reason
        FROM recommendation_change_on($as_of)
        WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
        ORDER BY received_on DESC, review, recommendation_ref, agency, change
        """,
        TO_RECOMMENDATION | TO_FILE,
    ),
    "agencies": Table(
        "How many actions each agency leads and how they stand, how many it supports, and when it last reported.",
        ("agency",),
        ("action_version",),
        """
        SELECT
            agency, actions, supports, accepted, verified, contradicted, reported_complete, open_dated, open_undated,
            overdue, overdue_by_first_date, deadline_moved, last_returned_on, in_plan_of, reports_every_days,
            no_plan_since, no_plan_for
        FROM agency_for($as_of, $review, $agency)
        ORDER BY agency
        """,
    ),
    "files": Table(
        "Every file received, with its commitment and its link in the ledger.",
        ("ledger_number",),
        ("file_received", "correction"),
        """
        SELECT
            file_id AS ledger_number, sender, agency, received_on, known_on, commitment, names, chain, is_read,
            is_compiled, coalesce(correction, '') AS correction, corrected_on,
            coalesce(corrected_because, '') AS corrected_because,
            count(row_number) AS rows_read,
            count(version_id) AS rows_shown,
            count(row_number) - count(version_id) AS rows_refused
        FROM file_received
        LEFT JOIN row_received USING (file_id)
        LEFT JOIN (
            SELECT file_id, kind AS correction, made_on AS corrected_on, because AS corrected_because
            FROM correction
            WHERE known_from <= $as_of
            QUALIFY row_number() OVER (PARTITION BY file_id ORDER BY kind = 'words erased', known_from_file) = 1
        ) USING (file_id)
        WHERE file_id > 0 AND known_on <= $as_of AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        GROUP BY ALL
        ORDER BY ledger_number
        """,
    ),
}


def _with_other_columns(name: str, table: Table) -> Table:
    """A table with every column that tracker/columns/ gives to it and its own SQL does not name."""
    given = [column for kind in COLUMNS.values() for column in kind.values() if column.open_data == name]
    others = [column for column in given if not re.search(rf"\b{column.column}\b", table.sql)]
    selected = " ".join(f"{_text(name, column)} AS {column.name}," for column in others)
    sql = re.sub(
        r"\{(\w+)\}", lambda found: compiled_words.in_sql(found[1]), table.sql.replace("-- {columns}", selected)
    )
    return replace(table, sql=sql)


def _text(name: str, column: Column) -> str:
    return f"texts['{column.name}']" if name == "actions" else in_sql.text(column, ROWS[name])


TABLES = {name: _with_other_columns(name, table) for name, table in TABLES.items()}


def rows(
    db: duckdb.DuckDBPyConnection, name: str, as_of: date, review: str | None = None, agency: str | None = None
) -> query.Result:
    """The rows of one of TABLES in the order people read them."""
    return query.result(db, TABLES[name].sql, **values(name, as_of, review, agency))


def rows_of_actions(db: duckdb.DuckDBPyConnection, as_of: date, wanted: Iterable[tuple[str, str]]) -> query.Result:
    """The rows of the table of actions for some of them, each named by its sender and reference, in their order."""
    found = rows(db, "actions", as_of)
    sender, ref = map(found.columns.index, ACTION)
    by_name = {(row[sender], row[ref]): row for row in found.rows}
    return query.Result(found.columns, tuple(by_name[one] for one in wanted))


def values(name: str, as_of: date, review: str | None = None, agency: str | None = None) -> dict[str, Any]:
    """What the SQL of one of TABLES is asked with: those of the filters that it has."""
    filters = {"as_of": as_of, "review": review, "agency": agency}
    return {filter_: value for filter_, value in filters.items() if f"${filter_}" in TABLES[name].sql}
