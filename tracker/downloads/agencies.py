"""How many actions each agency leads and how they stand, how many it supports, and when it last reported."""

from tracker.download_table import DownloadTable

TABLE = DownloadTable(
    order=130,
    key=("agency",),
    sources=("action_version",),
    sql="""
    SELECT
        agency, actions, supports, accepted, verified, contradicted, reported_complete, open_dated, open_undated,
        overdue, overdue_by_first_date, deadline_moved, last_returned_on, in_plan_of, reports_every_days,
        no_plan_since, no_plan_for
    FROM agency_for($as_of, $review, $agency)
    ORDER BY agency
    """,
)
