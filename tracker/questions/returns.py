"""Which returns have been received, and whose is late?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table


def rows(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> pd.DataFrame:
    """One row per sender that has agreed a reporting interval: last_returned_on, days_since_return, is_silent."""
    return table(
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
        as_of=as_of,
        agency=agency,
    )


def ledger_head(db: duckdb.DuckDBPyConnection, as_of: date) -> str:
    """The last link of the ledger known on the date: it stands for every file received by then. "" where none was."""
    found = table(
        db,
        """
        SELECT coalesce(max_by(chain, file_id), '') AS chain
        FROM file_received
        WHERE file_id > 0 AND known_on <= $as_of
        """,
        as_of=as_of,
    )
    return str(found.chain.iloc[0])


def received(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> pd.DataFrame:
    """One row per file received by the date, latest first, with rows read, shown and refused."""
    return table(
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
        as_of=as_of,
        agency=agency,
    )


def totals(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> pd.DataFrame:
    """One row of counts over every file received by the date: files, rows read, shown and refused."""
    return table(
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
        as_of=as_of,
        agency=agency,
    )
