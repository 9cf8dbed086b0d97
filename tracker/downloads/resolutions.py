"""What a committee asked and resolved under each item of its meetings, and what was answered."""

from tracker.download_table import TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=100,
    key=("ledger_number", "resolution_number"),
    sources=("resolution_version", "resolution", "file_received"),
    refers=TO_FILE,
    sql="""
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
)
