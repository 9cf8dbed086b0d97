"""What each agency answered to each recommendation."""

from tracker.download_table import RECOMMENDATION, TO_FILE, TO_RECOMMENDATION, DownloadTable

TABLE = DownloadTable(
    order=80,
    key=(*RECOMMENDATION, "agency"),
    sources=("recommendation_version", "file_received"),
    refers=TO_RECOMMENDATION | TO_FILE,
    sql="""
    SELECT
        review, recommendation_ref, agency, response, response_on, response_on_precision, reason, was_accepted,
        received_on,
        -- {columns}
        file_id AS ledger_number
    FROM response_on($as_of) r
    WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
    ORDER BY review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0')), agency
    """,
)
