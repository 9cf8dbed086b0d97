"""Which resolution names which action: one row for each pair."""

from tracker.download_table import ACTION, TO_ACTION, DownloadTable

TABLE = DownloadTable(
    order=110,
    key=("ledger_number", "resolution_number", *ACTION),
    sources=("resolution_version", "action_version", "action"),
    refers=TO_ACTION | {("ledger_number", "resolution_number"): "resolutions"},
    sql="""
    SELECT DISTINCT r.file_id AS ledger_number, resolution_number, p.sender, p.action_ref, p.agency
    FROM resolution_action_on($as_of)
    JOIN resolution_on($as_of) r USING (resolution_id)
    JOIN position_for($as_of, $review, $agency) p USING (action_id)
    ORDER BY ledger_number, resolution_number, p.sender, p.action_ref
    """,
)
