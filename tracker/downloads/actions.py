"""Every action and where it stands, by both clocks."""

from tracker.download_table import ACTION, TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=10,
    key=ACTION,
    sources=("action_version", "action", "verification_version"),
    refers=TO_FILE,
    sql="""
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
)
