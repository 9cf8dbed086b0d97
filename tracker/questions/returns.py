"""Which returns have been received?"""

from datetime import date
from typing import NamedTuple

import duckdb

from tracker import query
from tracker.file_terms import Correction
from tracker.findings import AS_RECEIVED
from tracker.spans import NO_RECORD
from tracker.terms import WITHHELD
from tracker.words import capital, day


class FileOnRecord(NamedTuple):
    """A file received, with its place in the ledger; rows_read = rows_shown + rows_refused.

    `correction` is the kind of correction made to it by then, with its day, its kind of mistake, who decided it and
    why; "" and None if there was none.
    """

    received_on: date
    known_on: date
    agency: str
    sender: str
    path: str
    sent_as: str
    commitment: str
    chain: str
    is_read: bool
    rows_read: int
    rows_shown: int
    rows_refused: int
    correction: str
    corrected_on: date | None
    because: str
    post: str
    why: str

    @property
    def note(self) -> str:
        """What readers must know of the file: that it was not read or was corrected, by whom and why; "" if nothing."""
        not_read = "" if self.is_read else "Not read"
        if not (self.correction and self.corrected_on):
            return not_read
        who = f" by {self.post}" if self.post not in ("", WITHHELD) else ""
        why = f" ({self.why})" if self.why not in ("", WITHHELD) else ""
        withdrawn = f"{capital(self.correction)} on {day(self.corrected_on)}{who}: {self.because}{why}"
        return ". ".join(filter(None, (not_read, withdrawn)))


class Whose(NamedTuple):
    """The agency whose file it is, and the review that its actions answer; each "" unless there is exactly one."""

    agency: str
    review: str


class CorrectedLater(NamedTuple):
    """A file that counts on a day but was withdrawn, or had words erased, after it."""

    whose: str
    received_on: date


class MadeFrom(NamedTuple):
    """What a position was made from: the day of the last file known by then, and the head of the ledger then.

    None and "" if no file was known.
    """

    last_on: date | None
    head: str


class Totals(NamedTuple):
    """How many files and rows were received; rows_read = rows_shown + rows_refused."""

    files: int
    rows_read: int
    rows_shown: int
    rows_refused: int


def newest(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> date:
    """When the last file came; for one agency, its own or that of a sender whose plan holds its actions."""
    sql = """
        SELECT max(received_on)
        FROM file_on($as_of)
        WHERE is_read AND (
            $agency IS NULL OR name_on($as_of, agency) = $agency
            OR sender IN (SELECT sender FROM position_for($as_of, NULL, $agency))
        )
    """
    (found,) = query.column(db, sql, date, as_of=as_of, agency=agency)
    return found


def made_from(db: duckdb.DuckDBPyConnection, as_of: date) -> MadeFrom:
    """What a position was made from, as every download of it says."""
    sql = "SELECT max(known_on) FROM file_on($as_of) WHERE file_id > 0 HAVING count(*) > 0"
    last_on = next(iter(query.column(db, sql, date, as_of=as_of)), None)
    return MadeFrom(last_on, ledger_head(db, as_of))


def withdrawn_later(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[CorrectedLater, ...]:
    """The files that the position on a day rests on although they were withdrawn later, in the order of receipt."""
    sql = """
        SELECT coalesce(nullif(agency, ''), sender) AS whose, received_on
        FROM file_on($as_of)
        WHERE known_to_file < $no_record
        ORDER BY received_on, whose, file_id
    """
    return query.rows(db, sql, CorrectedLater, as_of=as_of, no_record=NO_RECORD)


def erased_later(db: duckdb.DuckDBPyConnection, as_of: date) -> tuple[CorrectedLater, ...]:
    """The files that count on a day but had words erased after it, in the order of receipt."""
    sql = """
        SELECT DISTINCT coalesce(nullif(agency, ''), sender) AS whose, received_on
        FROM file_on($as_of)
        JOIN correction USING (file_id)
        WHERE kind = $erased AND known_from > $as_of
        ORDER BY received_on, whose
    """
    return query.rows(db, sql, CorrectedLater, as_of=as_of, erased=Correction.ERASED)


def plan_of(db: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, str]:
    """Whose plan each sender's last return is: its agency's, or the sender's own if it names none."""
    sql = "SELECT sender, coalesce(nullif(agency, ''), sender) FROM last_return_on($as_of)"
    return dict(query.result(db, sql, as_of=as_of).rows)


def not_as_received(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[str, ...]:
    """Whose files on record are missing or altered, so that what was read from them before still counts."""
    sql = """
        SELECT DISTINCT coalesce(nullif(name_on($as_of, f.agency), ''), f.sender) AS whose
        FROM problem
        JOIN file_on($as_of) f USING (file_id)
        WHERE rule = $rule AND ($agency IS NULL OR name_on($as_of, f.agency) = $agency)
        ORDER BY whose
    """
    return query.column(db, sql, str, as_of=as_of, agency=agency, rule=AS_RECEIVED)


def ledger_head(db: duckdb.DuckDBPyConnection, as_of: date) -> str:
    """The last link of the ledger known on the date, which proves every record made by then; "" if there is none."""
    sql = "SELECT coalesce(max_by(chain, record), '') FROM record_on($as_of)"
    (chain,) = query.column(db, sql, str, as_of=as_of)
    return chain


def files(db: duckdb.DuckDBPyConnection, as_of: date, agency: str | None = None) -> tuple[FileOnRecord, ...]:
    """One row per file received by the date, latest first."""
    return query.rows(
        db,
        """
        SELECT
            received_on, known_on, agency, sender, path, sent_as, commitment, chain, is_read,
            count(row_number) AS rows_read,
            count(version_id) AS rows_shown,
            count(row_number) - count(version_id) AS rows_refused,
            coalesce(kind_of, '') AS correction, made_on AS corrected_on, coalesce(because, '') AS because,
            coalesce(post, '') AS post, coalesce(why, '') AS why
        FROM file_received f
        LEFT JOIN row_received USING (file_id)
        LEFT JOIN (
            SELECT file_id, kind AS kind_of, made_on, because, post, why
            FROM correction
            WHERE known_from <= $as_of
            -- Of a file that was withdrawn and erased it says first that it no longer counts.
            QUALIFY row_number() OVER (PARTITION BY file_id ORDER BY kind = 'words erased', known_from_file) = 1
        ) USING (file_id)
        WHERE known_on <= $as_of AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        GROUP BY ALL
        ORDER BY received_on DESC, sender, path, commitment
        """,
        FileOnRecord,
        as_of=as_of,
        agency=agency,
    )


def names(db: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """How to name each file, by path; the name as sent comes first: “Plan, May.xlsx” (police/2026-05-31.xlsx)."""
    found = query.result(db, "SELECT path, sent_as FROM file_received")
    return {
        path: path if path.endswith(f"/{sent_as}") or not sent_as else f"“{sent_as}” ({path})"
        for path, sent_as in found.rows
    }


def whose(db: duckdb.DuckDBPyConnection, path: str) -> Whose:
    """Whose file is at a path, and which review it answers."""
    sql = """
        SELECT f.agency, if(count(DISTINCT review) = 1, min(review), '') AS review
        FROM file_received f
        LEFT JOIN plan_body USING (file_id)
        WHERE path = $path
        GROUP BY f.agency
    """
    return next(iter(query.rows(db, sql, Whose, path=path)), Whose("", ""))


def is_loaded(db: duckdb.DuckDBPyConnection, path: str) -> bool:
    """Whether the database holds the file at a path, whenever it begins to count."""
    return bool(query.column(db, "SELECT file_id FROM file_received WHERE path = $path", int, path=path))


def is_corrected(db: duckdb.DuckDBPyConnection, path: str, kind: Correction) -> bool:
    """Whether the database holds a correction of this kind for the file at a path, whenever it begins to count."""
    sql = "SELECT file_id FROM correction JOIN file_received USING (file_id) WHERE path = $path AND kind = $kind"
    return bool(query.column(db, sql, int, path=path, kind=kind))


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
        WHERE known_on <= $as_of AND ($agency IS NULL OR name_on($as_of, agency) = $agency)
        """,
        Totals,
        as_of=as_of,
        agency=agency,
    )
    return found
