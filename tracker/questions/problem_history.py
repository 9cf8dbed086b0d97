"""Since when has each problem stood, and which problems has a sender's last file got rid of?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.open_problems import REF_OF_ROW
from tracker.questions.problems import ReportedProblem, ResolvedProblem
from tracker.words import and_list, plural

Key = tuple[str, str, str, str]  # a file's path, a rule, what was found, and the reference in the row

# Each file with its number among its sender's files, and the problems found in it. Some files answer only for the rows
# they hold: forms, returns of open actions, and logs of new entries.
FILE_PROBLEMS = f"""
    sent AS (
        SELECT
            file_id, sender, path, received_on, agency,
            row_number() OVER of_sender AS n,
            lead(file_id) OVER of_sender AS next_file_id,
            holds_some, count_if(NOT holds_some) OVER of_sender AS whole
        FROM (
            SELECT
                *, holds <> '' OR EXISTS (FROM log_received l WHERE l.file_id = f.file_id AND log <> 'whole')
                    AS holds_some
            FROM file_on($as_of) f
            WHERE is_read
        )
        WINDOW of_sender AS (PARTITION BY sender ORDER BY received_on, file_id)
    ), ref_of_row AS MATERIALIZED ({REF_OF_ROW}), found_in AS (
        SELECT s.*, p.sheet, p.found, p.sentence, p.severity, p.rule, coalesce(ref, '') AS ref
        FROM problem p
        JOIN sent s USING (file_id)
        LEFT JOIN ref_of_row USING (file_id, sheet, row_number)
    )
"""


class Age(StrEnum):
    """How old a problem is, compared with the files before the one that has it."""

    NEW = "New in the last file"
    STOOD_BEFORE = "In earlier files"
    OF_SEVERAL = "Found by comparing files"


OF_AGE = {
    Age.NEW: "{0} new in the last file",
    Age.STOOD_BEFORE: "{1} in earlier files",
    Age.OF_SEVERAL: "{1} found by comparing files",
}


class OpenProblem(NamedTuple):
    """A problem that a run of a sender's files had; `path` is the last of them.

    A file that answers only for some rows does not interrupt the run. `is_in_last_file` says whether no file came
    after.
    """

    path: str
    rule: str
    found: str
    ref: str
    first_found_on: date
    files: int
    is_in_last_file: bool


def open_problems(db: duckdb.DuckDBPyConnection, as_of: date) -> Mapping[Key, OpenProblem]:
    """Every problem that a file had, keyed by the last file of its run.

    A problem is recognised by its rule, what was found, and the reference in its row, since rows move. Problems found
    by comparing files are not included.
    """
    rows = query.rows(
        db,
        f"""
        WITH {FILE_PROBLEMS}, each_file AS (
            SELECT DISTINCT sender, n, whole, holds_some, received_on, path, rule, found, ref, next_file_id
            FROM found_in
        ), begins AS ( -- where a file that answers for all rows, and has it not, came in between
            SELECT *, coalesce(whole - (NOT holds_some)::INTEGER > lag(whole) OVER of_problem, TRUE) AS begins
            FROM each_file
            WINDOW of_problem AS (PARTITION BY sender, rule, found, ref ORDER BY n)
        ), run AS (
            SELECT *, count_if(begins) OVER (PARTITION BY sender, rule, found, ref ORDER BY n) AS run
            FROM begins
        )
        SELECT
            max_by(path, n) AS path, rule, found, ref, min(received_on) AS first_found_on, count(*)::INTEGER AS files,
            bool_or(next_file_id IS NULL) AS is_in_last_file
        FROM run
        GROUP BY sender, rule, found, ref, run
        ORDER BY ALL
        """,
        OpenProblem,
        as_of=as_of,
    )
    return {(row.path, row.rule, row.found, row.ref): row for row in rows}


def resolved_problems(
    db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None
) -> tuple[ResolvedProblem, ...]:
    """One row per problem that a sender's last file no longer has, but the file before it had.

    If the last file answers only for its own rows, problems in other rows are not included: they still stand.
    """
    return query.rows(
        db,
        f"""
        WITH {FILE_PROBLEMS}, last AS (
            SELECT * FROM sent WHERE next_file_id IS NULL
        )
        SELECT DISTINCT
            coalesce(nullif(name_on($as_of, was.agency), ''), was.sender) AS agency, was.ref, was.found, was.sentence,
            was.severity, was.rule, was.path, was.received_on,
            was.ref = '' OR (last.file_id, was.ref) IN (SELECT (file_id, ref) FROM ref_of_row WHERE ref IS NOT NULL)
                AS is_row_there
        FROM found_in was
        JOIN last ON last.file_id = was.next_file_id
        WHERE severity <> 'notice' AND ($agency IS NULL OR name_on($as_of, was.agency) = $agency)
            AND (last.file_id, rule, found, ref) NOT IN (SELECT (file_id, rule, found, ref) FROM found_in)
            AND (NOT last.holds_some OR was.ref <> '' AND is_row_there)
        ORDER BY agency, ref, rule, path, found, sentence
        """,
        ResolvedProblem,
        as_of=as_of,
        agency=agency,
    )


def age(problem: ReportedProblem, since: Mapping[Key, OpenProblem]) -> Age:
    """How old a problem is."""
    known = open_since(problem, since)
    if known is None:
        return Age.OF_SEVERAL
    return Age.NEW if known.files == 1 and known.is_in_last_file else Age.STOOD_BEFORE


def open_since(problem: ReportedProblem, since: Mapping[Key, OpenProblem]) -> OpenProblem | None:
    """How long a problem has stood; None if it was found by comparing files."""
    return since.get((problem.path, problem.rule, problem.found, problem.ref))


def sentence(rows: Sequence[ReportedProblem], since: Mapping[Key, OpenProblem]) -> str:
    """How many problems are new, counted by place."""
    ages = Counter(age(row, since) for row in rows)
    sentences = [
        OF_AGE[one].format(plural(ages[one], "is", "are"), plural(ages[one], "was", "were")) for one in Age if ages[one]
    ]
    return f"Of these places, {and_list(sentences)}." if sentences else ""
