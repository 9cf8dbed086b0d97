"""What each agency says of its own position, in its own words."""

from tracker.download_table import TO_FILE, DownloadTable

TABLE = DownloadTable(
    order=90,
    key=("agency", "ledger_number", "comment_number"),
    sources=("comment_version", "file_received"),
    refers=TO_FILE,
    sql="""
    SELECT
        agency, file_id AS ledger_number,
        row_number() OVER (PARTITION BY agency, file_id ORDER BY dated_on DESC, row_number) AS comment_number,
        review, said_on, said_on_precision, received_on, comment
    FROM comment_on($as_of)
    WHERE ($review IS NULL OR review IN ('', $review)) AND ($agency IS NULL OR agency = $agency)
    ORDER BY agency, dated_on DESC, ledger_number, comment_number
    """,
)
