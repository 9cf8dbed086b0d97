"""Builds the public database in a process of its own, from the columns of the allow-list only."""

import json
import subprocess
import sys
from collections.abc import Collection
from pathlib import Path

import duckdb

from loaders.publishing import allow_list, version_numbers, withhold
from loaders.publishing.allow_list import PublicColumn
from loaders.publishing.release.texts import Key
from tracker import store
from tracker.columns.in_sql import escape_quotes
from tracker.plain_errors import of_database

ROOT = Path(__file__).parent.parent.parent
SETTINGS: store.Settings = {
    "default_block_size": "16384",
    "threads": "1",
    "preserve_insertion_order": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}


class NotBuilt(RuntimeError):
    """The public database could not be built; the message holds what the process said last."""


def build(source: Path, into: Path, public: Collection[Key]) -> None:
    """Writes a new database at `into` with the public columns of `source`. Raises NotBuilt.

    Its only words are those in `public`, each in its column and from its sender, and the words of our scales.

    A separate process writes it, since what this one has read could otherwise end up in the file's unused space.
    """
    ours = {Key("", "", word) for word in allow_list.vocabulary()}
    job = {"source": str(source), "into": str(into), "public": sorted({*public, *ours})}
    done = subprocess.run(
        [sys.executable, "-m", "loaders.publishing.public_database"],
        input=json.dumps(job),
        text=True,
        capture_output=True,
        cwd=ROOT,
    )
    if done.returncode:
        raise NotBuilt(f"The public database could not be made ({of_database(done.stderr)}).")


def write(source: str, into: str, public: list[list[str]]) -> None:
    """Writes the public database in this process, which must have read nothing else: see `build`."""
    with duckdb.connect(into, config=SETTINGS) as db:
        db.execute("SET force_compression = 'uncompressed'")  # so that a look at the bytes sees every text
        db.execute(f"ATTACH '{escape_quotes(source)}' AS source (READ_ONLY)")
        columns = dict(zip(("place", "sender", "text"), map(list, zip(*public, strict=True)), strict=True))
        unnested = ", ".join(f"unnest(${name}) AS {name}" for name in columns)
        db.execute(f"CREATE TEMP TABLE may_be_public AS SELECT {unnested}", columns)
        db.execute(version_numbers.statement())
        db.execute(withhold.TABLES)
        for table, allowed in allow_list.tables().items():
            db.execute(statement(table, allowed))
        db.execute("DETACH source")
        db.execute("CHECKPOINT")


def statement(table: str, columns: tuple[PublicColumn, ...]) -> str:
    """The SQL that makes one public table, ordered by every column, so that equal contents give equal bytes."""
    selected = ", ".join(column.name for column in columns)
    rows = version_numbers.with_version_numbers(table, withhold.rows(table))
    left_out = allow_list.rows_left_out().get(table, "FALSE")
    return f"CREATE TABLE {table} AS SELECT {selected} FROM {rows} WHERE NOT ({left_out}) ORDER BY ALL"


if __name__ == "__main__":
    write(**json.load(sys.stdin))
