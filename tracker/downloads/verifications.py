"""Every check of an action by a body other than its owner."""

from tracker.download_table import ACTION, TO_ACTION, TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=60,
    key=(*ACTION, "check_number"),
    sources=("verification_version", "check_known", "action_version", "action", "file_received"),
    refers=TO_ACTION | TO_FILE,
    sql="""
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
)
