"""What in the files received was left out, and why?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.file_terms import Reason
from tracker.words import plural


class Block(NamedTuple):
    """Cells of a current file that are not stored: their place, how many are filled, their first words, and why."""

    agency: str
    path: str
    sheet: str
    place: str
    filled_cells: int
    words: str
    reason: Reason


class Count(NamedTuple):
    """How many filled cells are not stored for one reason, and how many the current files hold in all."""

    reason: Reason
    left_out: int
    filled: int


def rows(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[Block, ...]:
    """One row per block of cells left out of the current files, in the order of their sheets and rows."""
    return query.rows(
        db,
        """
        SELECT
            coalesce(nullif(name_on($as_of, f.agency), ''), f.sender) AS agency, f.path,
            c.sheet, c.place, c.filled_cells, c.words, c.reason
        FROM cell_left_out c
        JOIN file_received f USING (file_id)
        WHERE file_id IN (SELECT file_id FROM current_file_on($as_of))
            AND ($agency IS NULL OR name_on($as_of, f.agency) = $agency)
        ORDER BY agency, path, block
        """,
        Block,
        as_of=as_of,
        agency=agency,
    )


def counts(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[Count, ...]:
    """One row per reason why cells of the current files were left out, the most cells first."""
    return query.rows(
        db,
        """
        WITH current AS (
            SELECT file_id
            FROM file_received
            WHERE file_id IN (SELECT file_id FROM current_file_on($as_of))
                AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        )
        SELECT
            reason, sum(filled_cells)::BIGINT AS left_out,
            (SELECT sum(filled_cells)::BIGINT FROM sheet_received WHERE file_id IN (FROM current)) AS filled
        FROM cell_left_out
        WHERE file_id IN (FROM current)
        GROUP BY reason
        ORDER BY left_out DESC, list_position($reasons, reason)
        """,
        Count,
        as_of=as_of,
        agency=agency,
        reasons=[str(reason) for reason in Reason],
    )


def sentence(counts: Sequence[Count], is_listed: bool = True) -> tuple[str, str]:
    """How many of the filled cells were left out, and for which reasons; `is_listed` if a list follows."""
    if not counts:
        return "Every filled cell was read.", ""
    left_out, filled = sum(count.left_out for count in counts), counts[0].filled
    reasons = ", ".join(f"{count.reason} {count.left_out:,}" for count in counts)
    was = "was" if left_out == 1 else "were"
    where_listed = "; each is listed here with the reason" if is_listed else ""
    words = f"{left_out:,} of {plural(filled, 'filled cell')} {was} not read{where_listed}."
    return words, f"{reasons.capitalize()}."
