"""Decides which files need not be read again, since the earlier build holds their rows already."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from checks.facts import ActionFact, KnownFacts, earliest, new_facts, publications
from loaders.load.code_fingerprint import code_sha256
from loaders.mapping.layout_files import layout_names
from loaders.mapping.read_layout import read_layout
from loaders.received.ledger import Record
from tracker import store

DAMAGED = "the earlier database is damaged"
OTHER_CODE = "the program has changed"
OTHER_FILES = "the files received are others than before"
OTHER_LAYOUT = "a layout has changed"
UNREADABLE_NOW = "a file that was read before cannot be read now"


@dataclass(frozen=True)
class EarlierBuild:
    """The build to start from, the numbers of the files in it, and the facts that they make known.

    Without a `path` every file is read again; `why_not_usable` then says why, "" where there was no build at all.
    `is_illustrative` is a set, since a build without a readable file is neither invented nor real.
    """

    path: Path | None = None
    files: frozenset[int] = frozenset()
    facts: KnownFacts = field(default_factory=KnownFacts)
    why_not_usable: str = ""
    is_illustrative: frozenset[bool] = frozenset()
    has_misplaced: bool = False


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
        return _usable(db, path, records, layouts)


def _usable(db: store.Connection, path: Path, records: Sequence[Record], layouts: Path) -> EarlierBuild:
    if db.execute("SELECT schema_version, code_sha256 FROM about").fetchone() != (store.SCHEMA_VERSION, code_sha256()):
        return EarlierBuild(why_not_usable=OTHER_CODE)
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
    if [row[:-2] for row in rows] != [_as_row(record) for record in records[: len(rows)]]:
        return EarlierBuild(why_not_usable=OTHER_FILES)
    layouts_then = {(row[1], row[2]): row[-2:] for row in rows}
    if layouts_then != layout_names(layouts_then, layouts):
        return EarlierBuild(why_not_usable=OTHER_LAYOUT)
    return EarlierBuild(
        path,
        frozenset(row[0] for row in rows),
        _facts(db, layouts),
        is_illustrative=_set(db, "SELECT is_illustrative FROM about"),
        has_misplaced=bool(_set(db, "SELECT file_id FROM file_received WHERE file_id < 0")),
    )


def _as_row(record: Record) -> tuple[object, ...]:
    return (
        record.number, record.sender, record.received_on, record.size_bytes, record.sha256, record.file, record.sent_as,
        record.chain,
    )  # fmt: skip


def _facts(db: store.Connection, layouts: Path) -> KnownFacts:
    return KnownFacts(
        agencies=_set(db, "SELECT DISTINCT agency FROM file_received WHERE agency <> ''"),
        register_agencies=_set(db, "SELECT DISTINCT agency FROM recommendation_version"),
        recommendations=frozenset(
            db.execute("SELECT DISTINCT review, recommendation_ref FROM recommendation_version").fetchall()
        ),
        actions=_actions(db),
        names=_names(db, layouts),
        published=_published(db),
    )


def _actions(db: store.Connection) -> dict[ActionFact, date]:
    sql = """
        SELECT action_ref, a.sender, review, v.agency, supporting_agencies, min(known_on)
        FROM row_received
        JOIN action_version v USING (version_id)
        JOIN action a USING (action_id)
        JOIN file_received USING (file_id)
        WHERE kind = 'action'
        GROUP BY ALL
    """
    return {
        ActionFact(ref, sender, review, agency, tuple(supporting)): day
        for ref, sender, review, agency, supporting, day in db.execute(sql).fetchall()
    }


def _names(db: store.Connection, layouts: Path) -> dict[tuple[str, str], date]:
    """The spellings that layouts give, each from the first day of a file that was read by one of them."""
    used = db.execute("SELECT layout, min(known_on) FROM file_received WHERE is_read GROUP BY layout").fetchall()
    sheets = [(sheet, day) for name, day in used for sheet in read_layout(layouts / name).sheets]
    days: dict[tuple[str, str], date] = {}
    for sheet, day in sorted(sheets, key=lambda one: one[1], reverse=True):
        days |= dict.fromkeys(sheet.agencies.items(), day)
    return days


def _published(db: store.Connection) -> dict[tuple[str, date], date]:
    sql = """
        SELECT review, published_on, published_on_precision, min(known_on)::TIMESTAMP AS known_on
        FROM row_received
        JOIN recommendation_version USING (version_id)
        JOIN file_received USING (file_id)
        WHERE kind = 'recommendation' AND published_on IS NOT NULL
        GROUP BY ALL
    """
    return dict(earliest({}, publications(db.execute(sql).df())))


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
