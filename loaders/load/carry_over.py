"""Decides which files need not be read again because the earlier build already holds their rows."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from checks.facts import KnownFacts, KnownSince, earliest
from loaders.load import recount
from loaders.load.code_fingerprint import code_sha256
from loaders.load.recount import RecordFigures
from loaders.load.stored_facts import STANDS, facts_of, values
from loaders.mapping.bodies import Body, successions
from loaders.mapping.layout_files import bodies_sha256, layout_names
from loaders.received.folder import FolderContents
from loaders.received.ledger_records import FileReceived, Record, corrections, received
from tracker import build_records, store
from tracker.findings import AS_RECEIVED

DAMAGED = "the earlier database is damaged"
NOT_RECORDED = "the earlier database is not one that a load recorded"
OTHER_CODE = "the program has changed"
OTHER_FILES = "the files received have changed"
CORRECTED = "a file received was corrected"
BEFORE_AND_AFTER = "new files change what is found in files from before a correction"
OTHER_LAYOUT = "a layout has changed"
OTHER_BODIES = "bodies.toml has changed"
UNREADABLE_NOW = "a file that was read before cannot be read now"
READABLE_NOW = "a file that could not be read before can be read now"


@dataclass(frozen=True)
class EarlierBuild:
    """The build to start from, the numbers of the files in it, and the facts that they make known.

    Without a `path` every file is read again; `why_not_usable` then says why, "" if there was no build at all.
    `unread` are the numbers of its files that could not be read and were not withdrawn. `facts` leave out withdrawn
    files: later files are judged without them. `faulty` are the numbers of files whose rows are in the build though the
    files were no longer as received when it was made.
    `is_illustrative` is a set, since a build without a readable file is neither invented nor real. `figures` holds the
    build's headline figures, even where it cannot be carried over.
    """

    path: Path | None = None
    files: frozenset[int] = frozenset()
    facts: KnownFacts = field(default_factory=KnownFacts)
    why_not_usable: str = ""
    is_illustrative: frozenset[bool] = frozenset()
    has_misplaced: bool = False
    has_withdrawn: bool = False
    unread: frozenset[int] = frozenset()
    faulty: frozenset[int] = frozenset()
    figures: RecordFigures | None = None


def with_bodies(facts: KnownFacts, bodies: Sequence[Body]) -> KnownFacts:
    """The facts with the names in the list of bodies, so that no body counts as checking what it did under another."""
    names = (((one.name, one.successor), KnownSince(one.known_from, 0, 0)) for one in successions(bodies))
    successors = tuple((one.name, one.successor, one.known_from) for one in successions(bodies) if not one.action_ref)
    return replace(facts, names=earliest(facts.names, names), successors=successors)


def earlier_build(built: Path, contents: FolderContents, layouts: Path) -> EarlierBuild:
    """The build in `built`, as far as it can be carried over.

    Nothing in a build that no load recorded is believed, except its figures if no build at all is on record: an earlier
    version recorded none. Raises NoDatabase where a newer version of this program made the build.
    """
    try:
        path = store.current(built)
    except store.NoDatabase:
        return EarlierBuild()
    if not store.is_whole(path):
        return EarlierBuild(why_not_usable=DAMAGED)
    with store.read_only(path) as db:
        store.refuse_newer(db, path)
        found = _usable(db, path, contents.records, layouts)
        if not build_records.why_not_recorded(path, contents.folder):
            return replace(found, figures=_figures(db))
        of_before = not (contents.folder / build_records.BUILDS).exists()
        return EarlierBuild(
            why_not_usable=found.why_not_usable or NOT_RECORDED, figures=_figures(db) if of_before else None
        )


def _figures(db: store.Connection) -> RecordFigures | None:
    """What the build counted, None if its version did not store that."""
    tables = values(db, "SELECT table_name FROM duckdb_tables() WHERE database_name = 'tracker'")
    return recount.stored_figures(db) if "headline" in tables else None


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
    if values(db, "SELECT chain FROM correction") != {record.chain for record in corrections(records)}:
        return EarlierBuild(why_not_usable=CORRECTED)
    layouts_then = {(row[1], row[2]): row[-2:] for row in rows}
    if layouts_then != layout_names(layouts_then, layouts):
        return EarlierBuild(why_not_usable=OTHER_LAYOUT)
    return EarlierBuild(
        path,
        frozenset(row[0] for row in rows),
        facts_of(db, layouts),
        is_illustrative=values(db, "SELECT is_illustrative FROM about"),
        unread=values(db, f"SELECT file_id FROM file_received WHERE NOT is_read AND file_id > 0 AND {STANDS}"),
        faulty=values(db, f"SELECT DISTINCT file_id FROM problem WHERE rule = '{AS_RECEIVED}'"),
        has_withdrawn=bool(values(db, "SELECT known_from_file FROM correction")),
        has_misplaced=bool(values(db, "SELECT file_id FROM file_received WHERE file_id < 0")),
    )


def _as_row(record: FileReceived) -> tuple[object, ...]:
    return (
        record.number, record.sender, record.received_on, record.size_bytes, record.sha256, record.file, record.sent_as,
        record.chain,
    )  # fmt: skip
