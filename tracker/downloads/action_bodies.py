"""Which body leads or supports which action: one row for each pair. Totals count an action once."""

from tracker.download_table import ACTION, TO_ACTION, DownloadTable

TABLE = DownloadTable(
    order=30,
    key=(*ACTION, "body"),
    sources=("action_version", "action"),
    refers=TO_ACTION,
    sql="""
    SELECT sender, action_ref, body, role
    FROM action_body_for($as_of, $review, $agency)
    WHERE body <> ''
    ORDER BY body, role, action_ref, sender
    """,
)
