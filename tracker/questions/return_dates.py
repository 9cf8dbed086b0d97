"""When did each agency send its last return, and when is the next one due by the interval that it agreed?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query

ORDER = "No plan received first, then the longest past the agreed interval"


class ReturnDates(NamedTuple):
    """One body that sends plans, or whose plan is missing; see `freshness.Agency` for the fields they share.

    If it sends several `plans`, its row is about the one longest past its interval. `due_on` and `days_late` are None
    without an agreed interval; `days_late` is 0 until the day after. `path` is the place of the last return, which the
    record counts from `known_on`. `unread_on` is when a later file came that could not be read.
    """

    agency: str
    last_returned_on: date | None
    known_on: date | None
    path: str
    reports_every_days: int | None
    due_on: date | None
    days_late: int | None
    plans: int
    owes_plan: bool
    no_plan_since: date | None
    no_plan_for: str
    plans_missing: int
    has_unread_file: bool
    unread_on: date | None

    @property
    def is_late(self) -> bool:
        """Whether it is past the interval that it agreed, or owes a plan."""
        return bool(self.days_late) or self.owes_plan


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, review: str | None = None, agency: str | None = None
) -> tuple[ReturnDates, ...]:
    """One row per body, in ORDER; without compiled records, since nobody sends anything to their compiler."""
    return query.rows(
        db,
        """
        WITH named AS (
            SELECT *, coalesce(nullif(name_on($as_of, f.agency), ''), sender) AS body
            FROM file_on($as_of) f
            WHERE file_id > 0
        ), plan AS (
            SELECT
                body AS agency, received_on AS last_returned_on, bool_or(is_compiled) AS is_compiled,
                max_by({path: path, known_on: known_on}, file_id) AS file
            FROM named
            WHERE is_read AND file_id IN (SELECT file_id FROM row_received WHERE kind = 'action')
            GROUP BY ALL
        ), unread AS (
            SELECT body AS agency, max(received_on) AS unread_on FROM named WHERE NOT is_read GROUP BY ALL
        )
        SELECT
            agency, last_returned_on, file.known_on AS known_on, coalesce(file.path, '') AS path, reports_every_days,
            last_returned_on + reports_every_days AS due_on,
            if(reports_every_days IS NULL, NULL, greatest(days_since_return - reports_every_days, 0)) AS days_late,
            plans, owes_plan, no_plan_since, no_plan_for, plans_missing, has_unread_file,
            if(unread_on >= last_returned_on, unread_on, NULL) AS unread_on
        FROM agency_return_on($as_of, $review)
        LEFT JOIN plan USING (agency, last_returned_on)
        LEFT JOIN unread USING (agency)
        WHERE is_compiled IS DISTINCT FROM TRUE AND ($agency IS NULL OR agency = $agency)
        ORDER BY NOT owes_plan, days_late DESC NULLS LAST, due_on, last_returned_on, agency
        """,
        ReturnDates,
        as_of=as_of,
        review=review,
        agency=agency,
    )
