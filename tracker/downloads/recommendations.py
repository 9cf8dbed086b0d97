"""Every recommendation and how far it has got."""

from tracker.download_table import RECOMMENDATION, DownloadTable

TABLE = DownloadTable(
    order=70,
    key=RECOMMENDATION,
    sources=("recommendation_version",),
    sql="""
    SELECT
        review, recommendation_ref, recommendation, agencies, actions, verified,
        contradicted, complete - verified AS reported_complete, open_dated,
        open_actions - open_dated AS open_undated, overdue, overdue_by_first_date,
        {roll_up}, decided_by
    FROM recommendation_on($as_of)
    WHERE ($review IS NULL OR review = $review) AND ($agency IS NULL OR list_contains(bodies, $agency))
    ORDER BY review, list_transform(string_split(recommendation_ref, '.'), lambda part: lpad(part, 9, '0'))
    """,
)
