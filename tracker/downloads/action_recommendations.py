"""Which action answers which recommendation: one row for each pair."""

from tracker.download_table import ACTION, TO_ACTION, DownloadTable

TABLE = DownloadTable(
    order=20,
    key=(*ACTION, "recommendation_ref"),
    sources=("action_version", "action", "recommendation_version"),
    refers=TO_ACTION,
    sql="""
    SELECT sender, action_ref, unnest(list_distinct(recommendation_refs)) AS recommendation_ref, review, agency
    FROM position_for($as_of, $review, $agency)
    ORDER BY agency, action_ref, sender, recommendation_ref
    """,
)
