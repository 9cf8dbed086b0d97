"""Which requests were answered, and what else came from the senders who were asked?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query


class RecordedRequest(NamedTuple):
    """A request: the name of its form, whom it was made for, and the number of its record in the ledger."""

    form: str
    sender: str
    record: int


class RequestAnswer(NamedTuple):
    """What had come after a request by a day: its own form, at `path`, and the sender's last other file.

    `came_on` is the day on which the form came, and `known_on` the day from which it counts.
    """

    form: str
    came_on: date | None
    known_on: date | None
    path: str
    other_on: date | None


def rows(db: duckdb.DuckDBPyConnection, as_of: date, requests: Sequence[RecordedRequest]) -> tuple[RequestAnswer, ...]:
    """One row per request. A form that was withdrawn again, or could not be read, counts as not returned."""
    asked = {name: [getattr(one, name) for one in requests] for name in RecordedRequest._fields}
    return query.rows(
        db,
        """
        WITH asked AS (
            SELECT unnest($form) AS form, unnest($sender) AS sender, unnest($record) AS record
        ), came AS (
            SELECT file_id, sender, form, received_on, known_on, path
            FROM file_on($as_of)
            WHERE is_read
        )
        SELECT
            asked.form AS form,
            max(received_on) FILTER (came.form = asked.form) AS came_on,
            max_by(known_on, file_id) FILTER (came.form = asked.form) AS known_on,
            coalesce(max_by(path, file_id) FILTER (came.form = asked.form), '') AS path,
            max(received_on) FILTER (came.form <> asked.form AND file_id > record) AS other_on
        FROM asked
        LEFT JOIN came ON came.sender = asked.sender
        GROUP BY ALL
        """,
        RequestAnswer,
        **asked,
        as_of=as_of,
    )
