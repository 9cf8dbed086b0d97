"""Every date that an action was ever promised for."""

from tracker.download_table import ACTION, TO_ACTION, TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=40,
    key=(*ACTION, "step"),
    sources=("deadline", "action_version", "action"),
    refers=TO_ACTION | TO_FILE,
    sql="""
    SELECT
        sender, action_ref, step, p.agency, d.received_on, d.due_on, d.due_on_precision, was_due_on,
        d.days_moved, d.reason, d.file_id AS ledger_number
    FROM deadline_on($as_of) d
    JOIN position_for($as_of, $review, $agency) p USING (action_id)
    ORDER BY p.agency, action_ref, p.sender, step
    """,
)
