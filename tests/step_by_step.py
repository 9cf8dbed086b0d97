"""Compares a collection loaded step by step with the same files loaded from nothing."""

import tempfile
from pathlib import Path

from drawing import Collection, rows

from loaders.load.load import LoadResult, load
from tracker import store


def load_all(collection: Collection) -> LoadResult:
    return load(collection.received, collection.built, collection.layouts)


def tables(path: Path) -> dict[str, list[tuple]]:
    """All rows of a database by table, in one fixed order."""
    db = store.connect(path)
    names = rows(db, "SELECT table_name FROM duckdb_tables() ORDER BY table_name")
    return {name: rows(db, f"FROM {name} ORDER BY ALL") for (name,) in names}


def from_nothing(collection: Collection) -> dict[str, list[tuple]]:
    """All rows of a database built from nothing of a collection's files and ledger, by table."""
    with tempfile.TemporaryDirectory() as elsewhere:
        return tables(load(collection.received, Path(elsewhere), collection.layouts).path)
