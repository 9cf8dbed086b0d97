"""Which returns have been received, and whose is late?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query


class Sender(NamedTuple):
    """A sender that agreed a reporting interval: when its last return came, and whether the next is late."""

    agency: str
    sender: str
    last_returned_on: date
    reports_every_days: int
    days_since_return: int
    is_silent: bool


class File(NamedTuple):
    """A file received, with its place in the ledger; rows_read = rows_shown + rows_refused."""

    received_on: date
    known_on: date
    agency: str
    sender: str
    path: str
    sent_as: str
    sha256: str
    size_bytes: int
    chain: str
    is_read: bool
    rows_read: int
    rows_shown: int
    rows_refused: int


class Totals(NamedTuple):
    """How many files and rows were received; rows_read = rows_shown + rows_refused."""

    files: int
    rows_read: int
    rows_shown: int
    rows_refused: int


def rows(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[Sender, ...]:
    """One row per sender that agreed a reporting interval, the longest silence first."""
    return query.rows(
        db,
        """
        SELECT
            agency, sender, last_returned_on, reports_every_days,
            date_diff('day', last_returned_on, $as_of) AS days_since_return,
            days_since_return > reports_every_days AS is_silent
        FROM last_return_on($as_of)
        WHERE reports_every_days IS NOT NULL AND ($agency IS NULL OR agency = $agency)
        ORDER BY days_since_return DESC, agency
        """,
        Sender,
        as_of=as_of,
        agency=agency,
    )


def ledger_head(db: duckdb.DuckDBPyConnection, as_of: date) -> str:
    """The last link of the ledger known on the date: it stands for every file received by then. "" where none was."""
    sql = "SELECT coalesce(max_by(chain, file_id), '') FROM file_received WHERE file_id > 0 AND known_on <= $as_of"
    (chain,) = query.column(db, sql, str, as_of=as_of)
    return chain


def files(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[File, ...]:
    """One row per file received by the date, latest first."""
    return query.rows(
        db,
        """
        SELECT
            received_on, known_on, agency, sender, path, sent_as, sha256, size_bytes, chain, is_read,
            count(row_number) AS rows_read,
            count(version_id) AS rows_shown,
            count(row_number) - count(version_id) AS rows_refused
        FROM file_received
        LEFT JOIN row_received USING (file_id)
        WHERE known_on <= $as_of AND ($agency IS NULL OR agency = $agency)
        GROUP BY ALL
        ORDER BY received_on DESC, sender, path, sha256
        """,
        File,
        as_of=as_of,
        agency=agency,
    )


def totals(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> Totals:
    """The counts over every file received by the date."""
    (found,) = query.rows(
        db,
        """
        SELECT
            count(DISTINCT file_id) AS files,
            count(row_number) AS rows_read,
            count(version_id) AS rows_shown,
            count(row_number) - count(version_id) AS rows_refused
        FROM file_received
        LEFT JOIN row_received USING (file_id)
        WHERE known_on <= $as_of AND ($agency IS NULL OR agency = $agency)
        """,
        Totals,
        as_of=as_of,
        agency=agency,
    )
    return found
