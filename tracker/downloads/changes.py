"""Everything that one file changed of an action or its checks against the file before it."""

from tracker.download_table import ACTION, TO_ACTION, TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=50,
    key=(*ACTION, "ledger_number", "change", "change_number"),
    sources=("action_change", "action_version", "action"),
    refers=TO_ACTION | TO_FILE,
    # owners are left out
    sql="""
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
)
