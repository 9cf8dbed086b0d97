"""What in the files received was left out, and why?"""

from datetime import date

import duckdb
import pandas as pd

from tracker.store import table
from tracker.terms import Reason
from tracker.words import plural


def rows(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> pd.DataFrame:
    """One row per block of cells left out of the current files, in the order of their sheets and rows.

    Columns: agency, path, sheet, place, filled_cells, words, reason.
    """
    return table(
        db,
        """
        SELECT
            coalesce(nullif(f.agency, ''), f.sender) AS agency, f.path,
            c.sheet, c.place, c.filled_cells, c.words, c.reason
        FROM cell_left_out c
        JOIN file_received f USING (file_id)
        WHERE file_id IN (SELECT file_id FROM current_file_on($as_of)) AND ($agency IS NULL OR f.agency = $agency)
        ORDER BY agency, path, block
        """,
        as_of=as_of,
        agency=agency,
    )


def counts(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> pd.DataFrame:
    """One row per reason, the most cells first: reason, left_out, and filled for the current files in all."""
    return table(
        db,
        """
        WITH current AS (
            SELECT file_id
            FROM file_received
            WHERE file_id IN (SELECT file_id FROM current_file_on($as_of)) AND ($agency IS NULL OR agency = $agency)
        )
        SELECT
            reason, sum(filled_cells)::BIGINT AS left_out,
            (SELECT sum(filled_cells)::BIGINT FROM sheet_received WHERE file_id IN (FROM current)) AS filled
        FROM cell_left_out
        WHERE file_id IN (FROM current)
        GROUP BY reason
        ORDER BY left_out DESC, list_position($reasons, reason)
        """,
        as_of=as_of,
        agency=agency,
        reasons=[str(reason) for reason in Reason],
    )


def sentence(counts: pd.DataFrame, is_listed: bool = True) -> tuple[str, str]:
    """How many filled cells were left out of how many, and for which reasons; `is_listed` when a list follows."""
    if counts.empty:
        return "No filled cell was left out.", ""
    left_out, filled = int(counts.left_out.sum()), int(counts.filled.iloc[0])
    reasons = ", ".join(f"{reason} {cells:,}" for reason, cells in zip(counts.reason, counts.left_out, strict=True))
    was = "was" if left_out == 1 else "were"
    listed = "; each is listed here with the reason" if is_listed else ""
    said = f"{left_out:,} of {plural(filled, 'filled cell')} {was} left out{listed}."
    return said, f"{reasons.capitalize()}."
