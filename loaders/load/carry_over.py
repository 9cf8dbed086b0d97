"""Decides which files need not be read again, since the build before holds their rows already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from checks import Known
from loaders.load.code_fingerprint import code_sha256
from loaders.mapping.layout_files import names_in_force
from loaders.received.ledger import Record
from tracker import store

DAMAGED = "the database before is damaged"
OTHER_CODE = "the program has changed"
OTHER_FILES = "the files received are others than before"
OTHER_LAYOUT = "a layout has changed"

ABOUT_AGENCIES = ("agency_is_known", "supporting_agencies_are_known")


@dataclass(frozen=True)
class Carried:
    """The build to start from, the numbers of the files it holds, and what they say that checks must know.

    Without a `path` every file is read again, and `why` says why, where there was a build at all. A build that is
    empty of readable files says nothing of what is invented, so `is_illustrative` is a set of what it says.
    """

    path: Path | None = None
    files: frozenset[int] = frozenset()
    known: Known = field(default_factory=Known)
    why: str = ""
    is_illustrative: frozenset[bool] = frozenset()
    has_misplaced: bool = False


def carried(built: Path, records: Sequence[Record], layouts: Path) -> Carried:
    """What can be carried over. Raises NoDatabase when the build there is of a newer version of this program."""
    try:
        path = store.current(built)
    except store.NoDatabase:
        return Carried()
    if not store.is_whole(path):
        return Carried(why=DAMAGED)
    with store.opened(path) as db:
        store.refuse_newer(db, path)
        return _carried(db, path, records, layouts)


def _carried(db: store.Connection, path: Path, records: Sequence[Record], layouts: Path) -> Carried:
    if db.execute("SELECT schema_version, code_sha256 FROM about").fetchone() != (store.SCHEMA_VERSION, code_sha256()):
        return Carried(why=OTHER_CODE)
    held = db.execute(
        """
        SELECT
            file_id, sender, strftime(received_on, '%Y-%m-%d'), size_bytes, sha256, path, sent_as, chain,
            layout, layout_sha256
        FROM file_received
        WHERE file_id > 0
        ORDER BY file_id
        """
    ).fetchall()
    if [row[:-2] for row in held] != [_as_held(record) for record in records[: len(held)]]:
        return Carried(why=OTHER_FILES)
    layouts_then = {(row[1], row[2]): row[-2:] for row in held}
    if layouts_then != names_in_force(layouts_then, layouts):
        return Carried(why=OTHER_LAYOUT)
    return Carried(
        path,
        frozenset(row[0] for row in held),
        _known(db),
        is_illustrative=_set(db, "SELECT is_illustrative FROM about"),
        has_misplaced=bool(_set(db, "SELECT file_id FROM file_received WHERE file_id < 0")),
    )


def _as_held(record: Record) -> tuple:
    return (
        record.number, record.sender, record.received_on, record.size_bytes, record.sha256, record.file, record.sent_as,
        record.chain,
    )  # fmt: skip


def _known(db: store.Connection) -> Known:
    return Known(
        agencies=_set(db, "SELECT DISTINCT agency FROM file_received WHERE agency <> ''"),
        asked=_set(db, "SELECT DISTINCT agency FROM recommendation_version"),
        recommendations=frozenset(
            db.execute("SELECT DISTINCT review, recommendation_ref FROM recommendation_version").fetchall()
        ),
        actions=frozenset(
            db.execute(
                "SELECT DISTINCT agency, sender, action_ref FROM action_version JOIN action USING (action_id)"
            ).fetchall()
        ),
    )


def _set(db: store.Connection, sql: str) -> frozenset:
    return frozenset(value for (value,) in db.execute(sql).fetchall())


def is_moot(before: Carried, known: Known) -> bool:
    """Whether what the new files say could change what was found in the carried ones, which must then be read again.

    What is known only grows. So a finding that something is unknown may go; one may come where there was nothing
    to compare with before, or where a second action now answers to a name that a check used.
    """
    was = before.known
    if was == known or before.path is None:
        return False
    if (not was.recommendations and known.recommendations) or (not was.agencies and known.agencies):
        return True
    refs = {ref for _, _, ref in known.actions - was.actions}
    with store.opened(before.path) as db:
        return (
            (was.recommendations != known.recommendations and _finds(db, "action_answers_a_known_recommendation"))
            or (was.agencies | was.asked != known.agencies | known.asked and _finds(db, *ABOUT_AGENCIES))
            or bool(refs & _set(db, "SELECT found FROM problem WHERE rule = 'verification_is_of_a_known_action'"))
            or bool(refs & _set(db, "SELECT action_ref FROM verification_version JOIN action USING (action_id)"))
        )


def _finds(db: store.Connection, *rules: str) -> bool:
    sql = "SELECT count(*) FROM problem WHERE list_contains($rules, rule)"
    return bool(db.execute(sql, {"rules": [*rules]}).fetchone()[0])
