"""Builds a database once more from the files received, and says where the one that is shown differs from that."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.facts import KnownFacts
from checks.judge import check
from loaders.load import build, recount
from loaders.load.carry_over import with_bodies
from loaders.load.read import read_files
from loaders.mapping.bodies import read_bodies, successions
from loaders.received.folder import FolderContents, contents_of
from tracker import store
from tracker.columns import in_sql
from tracker.words import plural

TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = $one ORDER BY table_name"


def differences(folder: Path, built: Path, layouts: Path) -> Iterator[str]:
    """How the database in `built` differs from one made of the recorded files in `folder` alone, as sentences.

    A rebuild gives the same rows as any row of loads did, so each difference was made by hand, or by files, layouts or
    a program that changed since. Nothing is written to either folder. Raises NoDatabase and NotReadable.
    """
    database, contents = store.current(built), contents_of(folder)
    if not store.is_whole(database):
        yield f"{database.name} is not as it was written: its name is not the fingerprint of its bytes. Load again."
    recorded = replace(contents, records=contents.records[: contents.ledger_length])
    with TemporaryDirectory(prefix="tracker-rebuild-") as beside:
        yield from _different(database, _rebuilt(recorded, layouts, Path(beside)))


def _rebuilt(contents: FolderContents, layouts: Path, into: Path) -> Path:
    bodies = read_bodies(layouts)
    files = [*read_files(contents, layouts)]
    checked = check(files, with_bodies(KnownFacts(), bodies))
    count = partial(recount.tables, folder=contents.folder)
    return build.write(into, files, checked, bodies=successions(bodies), count=count)


def _different(shown: Path, rebuilt: Path) -> Iterator[str]:
    """The tables in which two databases differ, and by how many rows."""
    with store.read_only(shown) as db:
        db.execute(f"ATTACH '{in_sql.quoted(str(rebuilt))}' AS rebuilt (READ_ONLY)")
        here, there = (
            {name for (name,) in db.execute(TABLES, {"one": one}).fetchall()} for one in ("tracker", "rebuilt")
        )
        for name in sorted(here ^ there):
            yield f"{shown.name}: the table {name} is in one of the two databases alone. Load again."
        for name in sorted(here & there):
            yield from _rows_different(db, shown.name, name)


def _tables(db: store.Connection, database: str) -> set[str]:
    return {name for (name,) in db.execute(TABLES, {"one": database}).fetchall()}


def _rows_different(db: store.Connection, shown: str, table: str) -> Iterator[str]:
    ours, theirs = f"FROM tracker.main.{table}", f"FROM rebuilt.main.{table}"
    counts = [
        db.execute(f"SELECT count(*) FROM ({one} EXCEPT ALL {other})").fetchall()[0][0]
        for one, other in ((ours, theirs), (theirs, ours))
    ]
    if any(counts):
        yield (
            f"{shown}: the table {table} has {plural(counts[0], 'row')} that the files received do not give, and lacks "
            f"{plural(counts[1], 'row')} that they give. Remove the database and load again."
        )
