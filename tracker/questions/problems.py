"""What did the checks find in the files received, and who can put it right?"""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.open_problems import REF_OF_ROW, known_on
from tracker.terms import Severity, WhoActs
from tracker.words import and_list, plural

MOST_CELLS = 8  # cells that are named in one group


class ReportedProblem(NamedTuple):
    """What a check found in a current file, with its cell; sheet and cell are "" for a problem of the whole file.

    `ref` is the reference in its row, as written, "" if there is none; `row_number` is None for a whole sheet or file.
    """

    agency: str
    path: str
    received_on: date
    sheet: str
    row_number: int | None
    cell: str
    ref: str
    found: str
    sentence: str
    to_do: str
    severity: Severity
    who_acts: WhoActs
    rule: str


class ProblemGroup(NamedTuple):
    """The same problem in however many cells of a sheet; `first` describes it, and `problems` are all of them."""

    first: ReportedProblem
    problems: tuple[ReportedProblem, ...]

    @property
    def cells(self) -> str:
        """The first cells, and how many more there are."""
        more = [f"{len(self.other_cells):,} more"] if self.other_cells else []
        return and_list([*self._every_cell[:MOST_CELLS], *more])

    @property
    def other_cells(self) -> Sequence[str]:
        """The cells after those."""
        return self._every_cell[MOST_CELLS:]

    @property
    def _every_cell(self) -> Sequence[str]:
        return [one.cell for one in self.problems if one.cell]


class ResolvedProblem(NamedTuple):
    """A problem in a sender's earlier file that the current file no longer has; `ref` is "" if it has no reference.

    `is_row_there` says whether the current file has a row with that reference. If not, nothing was put right.
    """

    agency: str
    ref: str
    found: str
    sentence: str
    severity: Severity
    rule: str
    path: str
    received_on: date
    is_row_there: bool


class Counts(NamedTuple):
    """How many rows the current files hold, rows_read = rows_shown + rows_refused, and how many files were not read."""

    rows_read: int
    rows_shown: int
    rows_refused: int
    files_not_read: int


def rows(
    db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None, sender: str | None = None
) -> tuple[ReportedProblem, ...]:
    """One row per problem in the current files, of all or of one agency or sender, the most serious first.

    A sender's earlier files are left out, since the last file put right any problem it no longer has; except logs that
    list only new entries.
    """
    return _rows(db, f"({known_on('$as_of')})", as_of, agency=agency, sender=sender)


def of_file(db: duckdb.DuckDBPyConnection, as_of: date, path: str) -> tuple[ReportedProblem, ...]:
    """One row per problem in one file, current or not, the most serious first."""
    return _rows(db, "problem", as_of, path=path)


def _rows(
    db: duckdb.DuckDBPyConnection,
    source: str,
    as_of: date,
    agency: str | None = None,
    path: str | None = None,
    sender: str | None = None,
) -> tuple[ReportedProblem, ...]:
    return query.rows(
        db,
        f"""
        SELECT
            coalesce(nullif(name_on($as_of, f.agency), ''), f.sender) AS agency, f.path, f.received_on, p.sheet,
            p.row_number, p.cell, coalesce(of_row.ref, '') AS ref, p.found, p.sentence, p.to_do, p.severity, p.who_acts,
            p.rule
        FROM {source} p
        JOIN file_received f USING (file_id)
        LEFT JOIN ({REF_OF_ROW}) of_row USING (file_id, sheet, row_number)
        WHERE ($agency IS NULL OR name_on($as_of, f.agency) = $agency)
            AND ($path IS NULL OR f.path = $path) AND ($sender IS NULL OR f.sender = $sender)
        ORDER BY agency, list_position($severities, severity), f.path, p.sheet, p.row_number, p.cell, p.rule, p.found
        """,
        ReportedProblem,
        as_of=as_of,
        agency=agency,
        path=path,
        sender=sender,
        severities=[str(severity) for severity in Severity],
    )


def group_problems(rows: Sequence[ReportedProblem]) -> tuple[ProblemGroup, ...]:
    """One group per thing found in a sheet, in the order of the first cells: a name in 2,160 cells is one group."""
    found: dict[tuple[str, ...], list[ReportedProblem]] = {}
    for row in rows:
        key = (row.agency, row.path, row.sheet, row.rule, row.found, row.sentence, row.severity, row.who_acts)
        found.setdefault(key, []).append(row)
    return tuple(ProblemGroup(problems[0], tuple(problems)) for problems in found.values())


def corrections(
    db: duckdb.DuckDBPyConnection, since: date, as_of: date, agency: str | None = None
) -> tuple[ResolvedProblem, ...]:
    """One row per problem that a sender's file had on `since` and its current one no longer has.

    A problem is recognised by its rule, what was found, and the reference in its row, since rows move.
    """
    return query.rows(
        db,
        f"""
        WITH every_problem AS (
            SELECT *, TRUE AS is_now FROM ({known_on("$as_of")})
            UNION ALL
            SELECT *, FALSE AS is_now FROM ({known_on("$since")})
        ), with_ref AS (
            SELECT
                p.* EXCLUDE (file_id), f.file_id, f.sender, f.path, f.received_on,
                coalesce(nullif(name_on($as_of, f.agency), ''), f.sender) AS agency, coalesce(of_row.ref, '') AS ref
            FROM every_problem p
            JOIN file_received f USING (file_id)
            LEFT JOIN ({REF_OF_ROW}) of_row USING (file_id, sheet, row_number)
            WHERE $agency IS NULL OR name_on($as_of, f.agency) = $agency
        ), ref_now AS (
            SELECT sender, ref
            FROM ({REF_OF_ROW})
            JOIN file_received USING (file_id)
            WHERE ref IS NOT NULL AND file_id IN (SELECT file_id FROM current_file_on($as_of))
        )
        SELECT DISTINCT
            agency, ref, found, sentence, severity, rule, path, received_on,
            ref = '' OR (sender, ref) IN (FROM ref_now) AS is_row_there
        FROM with_ref
        WHERE NOT is_now
            AND (sender, rule, found, ref) NOT IN (SELECT (sender, rule, found, ref) FROM with_ref WHERE is_now)
            AND severity <> 'notice'
        ORDER BY agency, ref, rule, path, found, sentence
        """,
        ResolvedProblem,
        since=since,
        as_of=as_of,
        agency=agency,
    )


def counts(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> Counts:
    """The row and file counts of the current files."""
    (found,) = query.rows(
        db,
        """
        SELECT
            count(row_number) AS rows_read,
            count(version_id) AS rows_shown,
            count(row_number) - count(version_id) AS rows_refused,
            count(DISTINCT file_id) FILTER (NOT is_read) AS files_not_read
        FROM file_received
        LEFT JOIN row_received USING (file_id)
        WHERE (
            file_id IN (SELECT file_id FROM current_file_on($as_of))
            OR row_number IS NOT NULL AND version_id IS NULL
                AND file_id IN (SELECT file_id FROM last_but_forms_on($as_of) WHERE is_behind_form)
        ) AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        """,
        Counts,
        as_of=as_of,
        agency=agency,
    )
    return found


def sentence(groups: Sequence[ProblemGroup], count: Counts) -> tuple[str, str]:
    """How many problems stand, in how many places, and what became of every row received."""
    places = sum(len(group.problems) for group in groups)
    where = f", in {plural(places, 'place')}" if places > len(groups) else ""
    unread = f" {plural(count.files_not_read, 'file')} could not be read." if count.files_not_read else ""
    return (
        f"{plural(len(groups), 'problem')}{where}, in the last file of each sender, and in checks of earlier logs.",
        f"{count.rows_read:,} rows read = {count.rows_shown:,} shown + {count.rows_refused:,} refused.{unread}",
    )
