"""One publication within the folder of the public instance: a database, its open data and the manifest of both."""

from pathlib import Path
from typing import Any

import duckdb
import msgspec

from loaders.publishing import allow_list, instance
from tracker import store
from tracker.findings import NotReadable

BUILT = Path("data") / "built"
MANIFEST = "manifest.json"


class PublishedTable(msgspec.Struct, frozen=True):
    """How many rows a public table holds, and the type of each of its columns in DuckDB's words."""

    rows: int
    columns: dict[str, str]


class Manifest(msgspec.Struct, frozen=True):
    """The content of a publication.

    `database` and the keys of `files` are places below the public folder, the values of `files` SHA-256. `before` names
    the publication that it follows, "" for none.
    """

    database: str
    before: str
    is_illustrative: bool
    as_known_on: str
    ledger_head: str
    schema_version: int
    code_sha256: str
    proofs: dict[str, str]
    tables: dict[str, PublishedTable]
    files: dict[str, str]


def pointer(database: Path) -> str:
    """The content of CURRENT for a database in the folder of its publication."""
    return f"{database.parent.name}/{database.name}\n"


def folders(out: Path) -> list[Path]:
    """The folders of the publications in a public folder: the one shown, the one before it, and so on."""
    publications = []
    name = current(out).name if (out / BUILT / store.CURRENT).exists() else ""
    while name and (out / BUILT / name / MANIFEST).exists():
        publications.append(out / BUILT / name)
        name = read(publications[-1]).before
    return publications


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
            f"{path} is no manifest of a publication. Put it back from a copy, or publish to a new folder."
        ) from error


def write(out: Path, database: Path, proofs: dict[str, str], before: str) -> Manifest:
    """Writes the manifest of all that lies in `out` (a new folder) beside the database, and gives it.

    `before` is the name of the publication that it follows, "" for none.
    """
    files = instance.fingerprints(out)
    del files[(BUILT / store.CURRENT).as_posix()]
    with store.read_only(database) as db:
        manifest = Manifest(
            database=database.relative_to(out).as_posix(),
            before=before,
            **_about(db),
            proofs=proofs,
            tables={table: _table(db, table) for table in allow_list.tables()},
            files=files,
        )
    text = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    (database.parent / MANIFEST).write_bytes(text + b"\n")
    return manifest


def _about(db: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    [(illustrative, code, version)] = db.execute(
        "SELECT is_illustrative, code_sha256, schema_version FROM about"
    ).fetchall()
    [(head, known_on)] = db.execute(
        "SELECT max_by(chain, file_id), max(known_on) FROM file_received WHERE file_id > 0"
    ).fetchall()
    return {
        "is_illustrative": illustrative,
        "as_known_on": str(known_on),
        "ledger_head": head,
        "schema_version": version,
        "code_sha256": code,
    }


def _table(db: duckdb.DuckDBPyConnection, table: str) -> PublishedTable:
    [(rows,)] = db.execute(f"SELECT count(*) FROM {table}").fetchall()
    columns = {column.name: column.type for column in allow_list.tables()[table]}
    return PublishedTable(rows, columns)
