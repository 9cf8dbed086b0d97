"""Rebuilds a database from the files received, and says where the database that is shown differs."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from loaders.load.build_of import build_of
from loaders.load.carry_over import EarlierBuild
from loaders.received.folder import contents_of
from loaders.received.temporary import temporary_folder
from tracker import store
from tracker.columns import in_sql
from tracker.words import plural

LOAD_AGAIN = "Load again (the page Load, or python -m loaders)."
# Every table and view of a database, with its columns and their types.
TABLES = """
    SELECT table_name, list((column_name, data_type) ORDER BY column_index)
    FROM duckdb_columns()
    WHERE database_name = $one
    GROUP BY table_name
"""


def differences(folder: Path, built: Path, layouts: Path) -> Iterator[str]:
    """Sentences on how the database in `built` differs from one made only of the recorded files in `folder`.

    A rebuild gives the same rows as any series of loads, so each difference was made by hand, or by files, layouts or a
    program that have changed since. Nothing is written to either folder. Raises NoDatabase and NotReadable.
    """
    database = store.current(built)
    if not store.is_whole(database):
        yield f"{database.name} is not as it was written: its name is not the fingerprint of its bytes. {LOAD_AGAIN}"
    with temporary_folder() as beside:
        yield from differing_tables(database, rebuild(folder, layouts, beside))


def rebuild(folder: Path, layouts: Path, into: Path) -> Path:
    """Writes a database of only the recorded files in `folder` into the folder `into`, and returns its path.

    Raises NotReadable where the ledger or a layout cannot be read.
    """
    contents = contents_of(folder)
    on_record = replace(contents, records=contents.records[: contents.ledger_length])
    path, _ = build_of(on_record, layouts, into, EarlierBuild())
    return path


def differing_tables(shown: Path, rebuilt: Path) -> Iterator[str]:
    """Sentences on the tables in which a database differs from its rebuild, and by how many rows."""
    with store.read_only(shown) as db:
        db.execute(f"ATTACH '{in_sql.escape_quotes(str(rebuilt))}' AS rebuilt (READ_ONLY)")
        here, there = (dict(db.execute(TABLES, {"one": one}).fetchall()) for one in ("tracker", "rebuilt"))
        for name in sorted({*here, *there}):
            if name not in here or name not in there:
                yield f"{shown.name}: the table {name} is in one of the two databases alone. {LOAD_AGAIN}"
            elif here[name] != there[name]:
                yield f"{shown.name}: the table {name} has other columns than a load gives it. {LOAD_AGAIN}"
            else:
                yield from _rows_different(db, shown.name, name)


def _rows_different(db: store.Connection, shown: str, table: str) -> Iterator[str]:
    ours, theirs = f"FROM tracker.main.{table}", f"FROM rebuilt.main.{table}"
    counts = [
        db.execute(f"SELECT count(*) FROM ({one} EXCEPT ALL {other})").fetchall()[0][0]
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    if any(counts):
        yield (
            f"{shown}: the table {table} has {plural(counts[0], 'row')} that the files received do not give, and lacks "
            f"{plural(counts[1], 'row')} that they give. {LOAD_AGAIN}"
        )
