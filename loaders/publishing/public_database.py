"""Builds the public database in a process of its own, from named columns alone."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterable
from pathlib import Path

import duckdb

from loaders.publishing import allow_list
from loaders.publishing.allow_list import WITHHELD, Column
from tracker import store

ROOT = Path(__file__).parent.parent.parent
SETTINGS: store.Settings = {
    "default_block_size": "16384",
    "threads": "1",
    "preserve_insertion_order": "true",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
DATE = r"\d{4}-\d\d-\d\d"  # of a change: what was and what became are dates as text where dates changed


class NotBuilt(RuntimeError):
    """The public database could not be built; the message is what the process said last."""


def build(source: Path, into: Path, texts: Collection[str]) -> None:
    """Writes a new database at `into` with the public columns of `source` and, of words, only `texts`. Raises NotBuilt.

    In a process of its own, since what this one has read could otherwise end in the file's unused room.
    """
    job = {"source": str(source), "into": str(into), "texts": sorted(texts)}
    done = subprocess.run(
        [sys.executable, "-m", "loaders.publishing.public_database"],
        input=json.dumps(job),
        text=True,
        capture_output=True,
        cwd=ROOT,
    )
    if done.returncode:
        raise NotBuilt((done.stderr.strip().splitlines() or ["it was ended from outside"])[-1])


def write(source: str, into: str, texts: list[str]) -> None:
    """Writes the public database within this process, which must have read nothing else: see `build`."""
    with duckdb.connect(into, config=SETTINGS) as db:
        db.execute("SET force_compression = 'uncompressed'")  # so that a look at the bytes sees every text
        db.execute(f"ATTACH '{quoted(source)}' AS source (READ_ONLY)")
        db.execute("CREATE TEMP TABLE may_be_public AS SELECT unnest($texts) AS text", {"texts": texts})
        for table, columns in allow_list.tables().items():
            db.execute(statement(table, columns))
        db.execute("DETACH source")
        db.execute("CHECKPOINT")


def quoted(path: str | Path) -> str:
    """A path as it stands between quotes in SQL."""
    return str(path).replace("'", "''")


def statement(table: str, columns: tuple[Column, ...]) -> str:
    """What makes one public table: ordered by every column, so that equal contents give equal bytes."""
    selected = ", ".join(f"{_value(table, column)} AS {column.name}" for column in columns)
    left_out = allow_list.left_out().get(table, "FALSE")
    return f"CREATE TABLE {table} AS SELECT {selected} FROM source.{table} WHERE NOT ({left_out}) ORDER BY ALL"


def _value(table: str, column: Column) -> str:
    if column.name == "words":
        return _public_words(allow_list.words(allow_list.KINDS[table]))
    if not column.is_text or column.type.endswith("[]"):  # a name that was not released has stopped the publication
        return column.name
    return f"CASE WHEN {_may_be_public(column.name)} THEN {column.name} ELSE '{WITHHELD}' END"


def _may_be_public(text: str) -> str:
    is_date = f"regexp_full_match({text}, '{DATE}')" if text in ("was", "became") else "FALSE"
    is_fingerprint = f"regexp_full_match({text}, '[0-9a-f]{{64}}')"
    return f"{text} = '' OR {is_date} OR {is_fingerprint} OR {text} IN (SELECT text FROM may_be_public)"


def _public_words(names: Iterable[str]) -> str:
    entries = ", ".join(
        f"{{k: '{word}', v: if(words['{word}'] IN (SELECT text FROM may_be_public), words['{word}'], NULL)}}"
        for word in names
    )
    return f"map_from_entries(list_filter([{entries}], lambda entry: entry.v IS NOT NULL))"


if __name__ == "__main__":
    write(**json.load(sys.stdin))
