"""Every file received, with its commitment and its link in the ledger."""

from tracker.download_table import DownloadTable

TABLE = DownloadTable(
    order=140,
    key=("ledger_number",),
    sources=("file_received", "correction"),
    sql="""
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
)
