"""One publication within the folder of the public instance: a database, its open data and the manifest of both."""

import json
from pathlib import Path
from typing import Any

import duckdb

from loaders.publishing import allow_list, instance
from tracker import store

BUILT = Path("data") / "built"
MANIFEST = "manifest.json"
Manifest = dict[str, Any]


def pointer(database: Path) -> str:
    """What CURRENT says of a database in the folder of its edition."""
    return f"{database.parent.name}/{database.name}\n"


def editions(out: Path) -> list[Path]:
    """The folders of the publications kept in a public folder: the one shown, the one before it, and so on."""
    found = []
    name = current(out).name if (out / BUILT / store.CURRENT).exists() else ""
    while name and (out / BUILT / name / MANIFEST).exists():
        found.append(out / BUILT / name)
        name = read(found[-1])["before"]
    return found


def current(out: Path) -> Path:
    """The folder of the publication that is shown. Raises NoDatabase."""
    return store.current(out / BUILT).parent


def read(edition: Path) -> Manifest:
    """The manifest of a publication."""
    return json.loads((edition / MANIFEST).read_text(encoding="utf-8"))


def write(out: Path, database: Path, proofs: dict[str, str], before: str) -> Manifest:
    """Writes the manifest of all that lies in `out` (a new folder) beside the database, and gives it.

    `before` is the name of the edition that it follows, "" for none.
    """
    with store.opened(database) as db:
        manifest = {
            "database": database.relative_to(out).as_posix(),
            "before": before,
            **_about(db),
            "proofs": proofs,
            "tables": {table: _table(db, table) for table in allow_list.tables()},
        }
    files = instance.fingerprints(out)
    del files[(BUILT / store.CURRENT).as_posix()]
    manifest["files"] = files
    (database.parent / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def _about(db: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    illustrative, code, version = db.execute(
        "SELECT is_illustrative, code_sha256, schema_version FROM about"
    ).fetchone()
    head, known_on = db.execute(
        "SELECT max_by(chain, file_id), max(known_on) FROM file_received WHERE file_id > 0"
    ).fetchone()
    return {
        "is_illustrative": illustrative,
        "as_known_on": str(known_on),
        "ledger_head": head,
        "schema_version": version,
        "code_sha256": code,
    }


def _table(db: duckdb.DuckDBPyConnection, table: str) -> dict[str, Any]:
    (rows,) = db.execute(f"SELECT count(*) FROM {table}").fetchone()
    columns = {column.name: column.type for column in allow_list.tables()[table]}
    return {"rows": rows, "columns": columns}
