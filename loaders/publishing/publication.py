"""One publication within the folder of the public instance: a database, its open data and the manifest of both."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from loaders.publishing import allow_list, instance
from loaders.received import json_lines, ledger, ledger_records
from loaders.received.actor import Actor
from tracker import store
from tracker.findings import NotReadable

BUILT = Path("data") / "built"
MANIFEST = "manifest.json"
HEADS = "heads.jsonl"
KNOWN_ON = """
    SELECT max(known_on)
    FROM (SELECT known_on FROM file_received WHERE file_id > 0 UNION ALL SELECT known_from FROM correction)
"""


class PublishedTable(msgspec.Struct, frozen=True):
    """How many rows a public table holds, and the type of each of its columns as DuckDB names it."""

    rows: int
    columns: dict[str, str]


class LedgerChange(msgspec.Struct, frozen=True):
    """A ledger record that is not of a received file; `content` is a salted fingerprint of what it says."""

    number: int
    kind: str
    content: str
    chain: str


class Head(msgspec.Struct, frozen=True):
    """The head of the ledger that a publication was made from, and the day on which its last file became known."""

    as_known_on: str
    ledger_head: str


class Manifest(msgspec.Struct, frozen=True):
    """The content of a publication.

    `database` and the keys of `files` are places below the public folder, the values of `files` SHA-256. `earlier`
    names the publications that may lie beside it and be shown again, the latest first. The files received in the
    database and the `ledger_changes` together are the chain that ends with `ledger_head`. `published_by` is the post
    that made it, "" if nobody was named; `account` is the commitment to the signed-in account, "" for a typed post.
    """

    database: str
    is_illustrative: bool
    as_known_on: str
    ledger_head: str
    schema_version: int
    code_sha256: str
    proofs: dict[str, str]
    tables: dict[str, PublishedTable]
    files: dict[str, str]
    ledger_changes: tuple[LedgerChange, ...] = ()
    earlier: tuple[str, ...] = ()
    published_by: str = ""
    account: str = ""

    @property
    def actor(self) -> Actor:
        """Who published it."""
        return Actor(self.published_by, self.account)


def pointer(database: Path) -> str:
    """The content of the file CURRENT that points to a database in the folder of its publication."""
    return f"{database.parent.name}/{database.name}\n"


def folders(out: Path) -> list[Path]:
    """The folders of the publications in a public folder: the one shown, then those that may be shown again."""
    if not (out / BUILT / store.CURRENT).exists():
        return []
    shown = current(out)
    earlier = (out / BUILT / name for name in read(shown).earlier)
    return [shown, *(folder for folder in earlier if (folder / MANIFEST).exists())]


def current(out: Path) -> Path:
    """The folder of the publication that is shown. Raises NoDatabase."""
    return store.current(out / BUILT).parent


def read(folder: Path) -> Manifest:
    """The manifest in the folder of a publication. Raises NotReadable."""
    path = folder / MANIFEST
    try:
        return msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (OSError, ValueError) as error:
        raise NotReadable(
            f"{path} is not the manifest of a publication. Put it back from a copy, or publish to a new folder."
        ) from error


def read_heads(folder: Path) -> list[Head]:
    """The head of every publication up to the one in a folder, in the order made. Raises NotReadable.

    A publication by an earlier version of the program kept only its own.
    """
    if (folder / HEADS).is_file():
        return [*json_lines.read(folder / HEADS, Head, "is no head of a ledger. Put the file back from a copy.")]
    manifest = read(folder)
    return [Head(manifest.as_known_on, manifest.ledger_head)]


def write_heads(database: Path, before: Sequence[Head], records: Sequence[ledger_records.Record]) -> None:
    """Writes the heads of all publications `before`, and the head of a new one, beside its database."""
    with store.read_only(database) as db:
        own = Head(_about(db)["as_known_on"], ledger.head(records))
    json_lines.append(database.parent / HEADS, [*before, own])


def write(
    out: Path,
    database: Path,
    proofs: dict[str, str],
    earlier: Sequence[str],
    records: Sequence[ledger_records.Record],
    by: Actor,
) -> Manifest:
    """Writes the manifest of everything in the new folder `out` beside the database, and returns it.

    `earlier` names the publications that may lie beside it, the latest first; `records` is the whole ledger, and `by`
    is who publishes.
    """
    files = instance.fingerprints(out)
    del files[(BUILT / store.CURRENT).as_posix()]
    with store.read_only(database) as db:
        manifest = Manifest(
            database=database.relative_to(out).as_posix(),
            earlier=tuple(earlier),
            **_about(db),
            proofs=proofs,
            tables={table: _table(db, table) for table in allow_list.tables()},
            files=files,
            published_by=by.post,
            account=by.account,
            ledger_head=ledger.head(records),
            ledger_changes=ledger_changes(records),
        )
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (database.parent / MANIFEST).write_bytes(text + b"\n")
    return manifest


def _about(db: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    [(illustrative, code, version)] = db.execute(
        "SELECT is_illustrative, code_sha256, schema_version FROM about"
    ).fetchall()
    [(known_on,)] = db.execute(KNOWN_ON).fetchall()
    return {
        "is_illustrative": illustrative,
        "as_known_on": str(known_on),
        "schema_version": version,
        "code_sha256": code,
    }


def ledger_changes(records: Sequence[ledger_records.Record]) -> tuple[LedgerChange, ...]:
    """The records of a ledger that are not of received files, in the form that may be published."""
    others = (record for record in records if not isinstance(record, ledger_records.FileReceived))
    return tuple(LedgerChange(one.number, one.kind, ledger_records.content(one), one.chain) for one in others)


def _table(db: duckdb.DuckDBPyConnection, table: str) -> PublishedTable:
    [(rows,)] = db.execute(f"SELECT count(*) FROM {table}").fetchall()
    columns = {column.name: column.type for column in allow_list.tables()[table]}
    return PublishedTable(rows, columns)
