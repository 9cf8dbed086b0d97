"""Forges a database as somebody could who knows how a load names and records one."""

from __future__ import annotations  # see conftest.py for the reason

import json
import shutil
from pathlib import Path

import duckdb

from tracker import store
from tracker.build_records import BUILDS, sha256_of


def forge(collection, sql: str) -> Path:
    """Alters a copy of the database by hand, then names it and makes it current as a load would; returns its path."""
    path = store.current(collection.built)
    altered = path.with_name("tracker-altered.duckdb")
    shutil.copyfile(path, altered)
    with duckdb.connect(str(altered)) as db:
        db.execute(sql)
    forged = altered.rename(path.with_name(f"tracker-{store.fingerprint(altered)}.duckdb"))
    (collection.built / store.CURRENT).write_text(forged.name + "\n", encoding="utf-8")
    return forged


def record(collection, forged: Path) -> None:
    """Puts a forged database on record, as somebody could who may write beside the received files."""
    path = collection.received / BUILDS
    last = json.loads(path.read_text(encoding="utf-8").splitlines()[-1])
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(last | {"database": sha256_of(forged)}) + "\n")
