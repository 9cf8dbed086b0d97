"""Decides which files need not be read again, since the earlier build holds their rows already."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from checks.facts import (
    ActionFact,
    EarlierAnswer,
    EarlierRow,
    Known,
    KnownFacts,
    earliest,
    known_since,
    new_facts,
    publications,
)
from checks.inheritance import succeeding
from checks.received_file import ReceivedFile
from checks.same_reference import uses_a_reference_twice
from loaders.load import recount
from loaders.load.code_fingerprint import code_sha256
from loaders.load.recount import Counted
from loaders.mapping.bodies import Body, successions
from loaders.mapping.layout_files import bodies_sha256, layout_names
from loaders.mapping.read_layout import read_layout
from loaders.received.ledger_records import Received, Record, received, withdrawals
from tracker import store
from tracker.spans import NO_RECORD
from tracker.terms import Kind

DAMAGED = "the earlier database is damaged"
OTHER_CODE = "the program has changed"
OTHER_FILES = "the files received have changed"
CORRECTED = "a file received was corrected"
BEFORE_AND_AFTER = "new files change what is found in files from before a correction"
OTHER_LAYOUT = "a layout has changed"
OTHER_BODIES = "bodies.toml has changed"
UNREADABLE_NOW = "a file that was read before cannot be read now"
READABLE_NOW = "a file that could not be read before can be read now"


STANDS = f"known_to_file = {NO_RECORD}"  # of a file that was not withdrawn


REGISTER = f"""
    row_received
    JOIN recommendation_version v USING (version_id)
    JOIN file_received USING (file_id)
    WHERE kind = 'recommendation' AND {STANDS}
"""


@dataclass(frozen=True)
class EarlierBuild:
    """The build to start from, the numbers of the files in it, and the facts that they make known.

    Without a `path` every file is read again; `why_not_usable` then says why, "" where there was no build at all.
    `unread` are the numbers of those files in it that could not be read and were not withdrawn. The facts of files that
    were withdrawn are left out: files that come later are judged without them.
    `is_illustrative` is a set, since a build without a readable file is neither invented nor real. `counted` are its
    headline figures, also where it cannot be carried over.
    """

    path: Path | None = None
    files: frozenset[int] = frozenset()
    facts: KnownFacts = field(default_factory=KnownFacts)
    why_not_usable: str = ""
    is_illustrative: frozenset[bool] = frozenset()
    has_misplaced: bool = False
    has_withdrawn: bool = False
    unread: frozenset[int] = frozenset()
    counted: Counted | None = None

    def facts_for(self, files: Sequence[ReceivedFile]) -> KnownFacts:
        """The facts that it takes to check these files, with the earlier rows that theirs are compared with."""
        if not self.path:
            return self.facts
        with store.read_only(self.path) as db:
            earlier, answers = _earlier_rows(db, files, self.facts), _earlier_answers(db, files)
            return replace(self.facts, earlier=tuple(earlier), answers=tuple(answers))


def with_bodies(facts: KnownFacts, bodies: Sequence[Body]) -> KnownFacts:
    """The facts together with the names that the list of bodies gives: nobody checks what they did under another."""
    names = (((one.name, one.successor), Known(one.known_from, 0, 0)) for one in successions(bodies))
    successors = tuple((one.name, one.successor, one.known_from) for one in successions(bodies) if not one.action_ref)
    return replace(facts, names=earliest(facts.names, names), successors=successors)


def earlier_build(built: Path, records: Sequence[Record], layouts: Path) -> EarlierBuild:
    """The build in `built`, as far as it can be carried over.

    Raises NoDatabase when it was made by a newer version of this program.
    """
    try:
        path = store.current(built)
    except store.NoDatabase:
        return EarlierBuild()
    if not store.is_whole(path):
        return EarlierBuild(why_not_usable=DAMAGED)
    with store.read_only(path) as db:
        store.refuse_newer(db, path)
        return replace(_usable(db, path, records, layouts), counted=_counted(db))


def _counted(db: store.Connection) -> Counted | None:
    """What the build counted, None where its version did not store it."""
    tables = _set(db, "SELECT table_name FROM duckdb_tables() WHERE database_name = 'tracker'")
    return recount.stored(db) if "headline" in tables else None


def _usable(db: store.Connection, path: Path, records: Sequence[Record], layouts: Path) -> EarlierBuild:
    if db.execute("SELECT schema_version, code_sha256 FROM about").fetchone() != (store.SCHEMA_VERSION, code_sha256()):
        return EarlierBuild(why_not_usable=OTHER_CODE)
    if db.execute("SELECT bodies_sha256 FROM about").fetchone() != (bodies_sha256(layouts),):
        return EarlierBuild(why_not_usable=OTHER_BODIES)
    rows = db.execute(
        """
        SELECT
            file_id, sender, strftime(received_on, '%Y-%m-%d'), size_bytes, sha256, path, sent_as, chain,
            layout, layout_sha256
        FROM file_received
        WHERE file_id > 0
        ORDER BY file_id
        """
    ).fetchall()
    if [row[:-2] for row in rows] != [_as_row(record) for record in received(records)[: len(rows)]]:
        return EarlierBuild(why_not_usable=OTHER_FILES)
    if _set(db, "SELECT chain FROM correction") != {record.chain for record in withdrawals(records).values()}:
        return EarlierBuild(why_not_usable=CORRECTED)
    layouts_then = {(row[1], row[2]): row[-2:] for row in rows}
    if layouts_then != layout_names(layouts_then, layouts):
        return EarlierBuild(why_not_usable=OTHER_LAYOUT)
    return EarlierBuild(
        path,
        frozenset(row[0] for row in rows),
        _facts(db, layouts),
        is_illustrative=_set(db, "SELECT is_illustrative FROM about"),
        unread=_set(db, f"SELECT file_id FROM file_received WHERE NOT is_read AND file_id > 0 AND {STANDS}"),
        has_withdrawn=bool(_set(db, "SELECT known_from_file FROM correction")),
        has_misplaced=bool(_set(db, "SELECT file_id FROM file_received WHERE file_id < 0")),
    )


def _as_row(record: Received) -> tuple[object, ...]:
    return (
        record.number, record.sender, record.received_on, record.size_bytes, record.sha256, record.file, record.sent_as,
        record.chain,
    )  # fmt: skip


def _facts(db: store.Connection, layouts: Path) -> KnownFacts:
    return KnownFacts(
        agencies=_set(db, f"SELECT DISTINCT agency FROM file_received WHERE agency <> '' AND {STANDS}"),
        register_agencies=_set(db, f"SELECT DISTINCT v.agency FROM {REGISTER}"),
        recommendations=frozenset(db.execute(f"SELECT DISTINCT review, recommendation_ref FROM {REGISTER}").fetchall()),
        actions=_actions(db),
        names=_names(db, layouts),
        published=_published(db),
        senders=frozenset(
            db.execute("SELECT DISTINCT agency, sender FROM file_received WHERE agency <> ''").fetchall()
        ),
    )


def _actions(db: store.Connection) -> dict[ActionFact, Known]:
    sql = f"""
        SELECT
            action_ref, a.sender, review, v.agency, supporting_agencies, ref_given,
            min((known_on, if(received_on = known_on, 0, file_id), file_id))
        FROM row_received
        JOIN action_version v USING (version_id)
        JOIN action a USING (action_id)
        JOIN file_received USING (file_id)
        WHERE kind = 'action' AND {STANDS}
        GROUP BY ALL
    """
    return {
        ActionFact(ref, sender, review, agency, tuple(supporting), ref_given): Known(*first)
        for ref, sender, review, agency, supporting, ref_given, first in db.execute(sql).fetchall()
    }


def _earlier_rows(db: store.Connection, files: Sequence[ReceivedFile], facts: KnownFacts) -> Iterator[EarlierRow]:
    senders = {file.sender for file in files}
    of_both = replace(facts, senders=facts.senders | {(file.agency, file.sender) for file in files})
    before = succeeding(senders, of_both) - senders
    repeating = {file.sender for file in files if uses_a_reference_twice(file)}
    sql = """
        SELECT a.sender, f.sender AS sent_by, review, ref_given, action_ref, file_id, v.words
        FROM row_received r
        JOIN action_version v USING (version_id)
        JOIN action a USING (action_id)
        JOIN file_received f USING (file_id)
        WHERE kind = 'action' AND f.sender IN (SELECT unnest($senders)) AND (
            f.sender IN (SELECT unnest($wanted))
            OR f.sender IN (SELECT sender FROM action GROUP BY sender, ref_given HAVING count(*) > 1)
        )
    """
    heirs = senders if before else set()
    of_whom = {"senders": sorted(senders | before), "wanted": sorted(repeating | before | heirs)}
    return (EarlierRow(*row) for row in db.execute(sql, of_whom).fetchall())


def _earlier_answers(db: store.Connection, files: Sequence[ReceivedFile]) -> Iterator[EarlierAnswer]:
    """None where one sender alone has sent registers: nobody disagrees with them."""
    new = {file.sender for file in files for sheet in file.sheets if sheet.kind == Kind.RECOMMENDATION}
    sql = f"""
        SELECT review, recommendation_ref, v.agency, sender, file_id, received_on, response
        FROM {REGISTER}
    """
    senders = _set(db, f"SELECT DISTINCT sender FROM ({sql})") if new else frozenset()
    rows = db.execute(sql).fetchall() if new and len(senders | new) > 1 else []
    return (EarlierAnswer(*row) for row in rows)


def _names(db: store.Connection, layouts: Path) -> dict[tuple[str, str], Known]:
    """The spellings that layouts give, each since the first file that was read by one of them."""
    sql = f"SELECT layout, received_on, known_on, file_id FROM file_received WHERE is_read AND {STANDS}"
    used = earliest({}, ((name, known_since(*file)) for name, *file in db.execute(sql).fetchall()))
    sheets = ((sheet, known) for name, known in used.items() for sheet in read_layout(layouts / name).sheets)
    return earliest({}, ((name, known) for sheet, known in sheets for name in sheet.agencies.items()))


def _published(db: store.Connection) -> dict[tuple[str, date], Known]:
    sql = f"""
        SELECT
            review, published_on, published_on_precision, received_on::TIMESTAMP AS received_on,
            known_on::TIMESTAMP AS known_on, file_id
        FROM {REGISTER}
            AND published_on IS NOT NULL
        GROUP BY ALL
    """
    return earliest({}, publications(db.execute(sql).df()))


def _set(db: store.Connection, sql: str) -> frozenset[Any]:
    return frozenset(value for (value,) in db.execute(sql).fetchall())


def to_check_again(before: EarlierBuild, facts: KnownFacts) -> frozenset[int]:
    """The numbers of the files in the earlier build that wait for one of the `facts` that it did not know."""
    if before.path is None:
        return frozenset()
    sql = (
        "SELECT DISTINCT file_id FROM awaited_fact WHERE scope = $scope AND (ref = '' OR ref IN (SELECT unnest($refs)))"
    )
    with store.read_only(before.path) as db:
        return frozenset(
            file_id
            for scope, refs in new_facts(before.facts, facts)
            for (file_id,) in db.execute(sql, {"scope": str(scope), "refs": sorted(refs)}).fetchall()
        )
