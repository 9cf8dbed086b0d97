"""A collection loaded step by step, and the same files loaded where nothing was before."""

import tempfile
from pathlib import Path

from drawing import Collection, rows

from loaders.load.load import LoadResult, load
from tracker import store


def load_all(collection: Collection) -> LoadResult:
    return load(collection.received, collection.built, collection.layouts)


def tables(path: Path) -> dict[str, list[tuple]]:
    """Everything in a database, the rows of each table in one order."""
    db = store.connect(path)
    names = rows(db, "SELECT table_name FROM duckdb_tables() ORDER BY table_name")
    return {name: rows(db, f"FROM {name} ORDER BY ALL") for (name,) in names}


def from_nothing(collection: Collection) -> dict[str, list[tuple]]:
    """The files and the ledger of a collection, built where nothing was built before."""
    with tempfile.TemporaryDirectory() as elsewhere:
        return tables(load(collection.received, Path(elsewhere), collection.layouts).path)
