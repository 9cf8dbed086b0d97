"""Everything that one register changed of a recommendation or a response against the register before it."""

from tracker.download_table import RECOMMENDATION, TO_FILE, TO_RECOMMENDATION, DownloadTable

TABLE = DownloadTable(
    order=120,
    key=(*RECOMMENDATION, "agency", "ledger_number", "change"),
    sources=("recommendation_change",),
    refers=TO_RECOMMENDATION | TO_FILE,
    sql="""
    SELECT
        review, recommendation_ref, agency, file_id AS ledger_number, change, received_on, was, became, reason
    FROM recommendation_change_on($as_of)
    WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR agency = $agency)
    ORDER BY received_on DESC, review, recommendation_ref, agency, change
    """,
)
