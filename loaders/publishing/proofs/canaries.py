"""A copy of a database with a mark of its own in every private cell, to see whether any of them comes out again."""

import math
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import duckdb

from loaders.publishing import allow_list
from loaders.publishing.public_database import DATE, SETTINGS, quoted

PRIVATE, PUBLIC = "qzprivate", "qzpublic"  # what a mark begins with: it stands in no text of anybody's
FEWEST = 10_000
# The texts whose marks must come out, or the search finds nothing at all.
CONTROL = {"recommendation_version": "recommendation", "action_version": "action"}


class Canaries(NamedTuple):
    """How many marks stand in private cells, and the texts of the control, which may be public."""

    marks: int
    texts: frozenset[str]


def plant(source: Path, into: Path, salt: str, kept: Collection[str]) -> Canaries:
    """Writes the copy: the same rows and numbers, other private values; `kept` are names, and words of ours.

    With another `salt` every private value is another one of the same length.
    """
    with duckdb.connect(str(into), config=SETTINGS) as db:
        db.execute(f"ATTACH '{quoted(source)}' AS source (READ_ONLY)")
        db.execute("CREATE TEMP TABLE kept AS SELECT unnest($kept) AS text", {"kept": [*kept]})
        columns = db.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'source'"
        ).fetchall()
        private = [(table, column) for table, column, type_ in columns if _is_private(table, column, type_)]
        rows = [db.execute(f"SELECT count(*) FROM source.{table}").fetchall() for table, _ in private]
        cells = sum(count for [(count,)] in rows)
        each = math.ceil(FEWEST / max(cells, 1))
        for table in dict.fromkeys(table for table, *_ in columns):
            planted = [_planted(table, name, type_, salt, each) for of, name, type_ in columns if of == table]
            db.execute(f"CREATE TABLE {table} AS SELECT {', '.join(planted)} FROM source.{table} ORDER BY rowid")
        control = " UNION ".join(f"SELECT {column} FROM {table}" for table, column in CONTROL.items())
        texts = db.execute(control).fetchall()
        db.execute("DETACH source")
    return Canaries(cells * each, frozenset(text for (text,) in texts))


def _listed(table: str) -> dict[str, allow_list.Column]:
    return {column.name: column for column in allow_list.tables().get(table, ())}


def _is_private(table: str, column: str, type_: str) -> bool:
    return "VARCHAR" in type_ and (column not in _listed(table) or column == "words")


def _planted(table: str, column: str, type_: str, salt: str, each: int) -> str:
    """A column of the copy: marks where it is private, and where a text would need a release."""
    marks = _marks(table, column, salt, each)
    if type_.startswith("MAP"):
        entries = f"list_transform(map_entries({column}), lambda e: {{k: e.key, v: {marks} || md5(e.key)}})"
        return f"map_from_entries({entries}) AS {column}"
    if CONTROL.get(table) == column:
        return f"'{PUBLIC}' || md5({column}) AS {column}"
    listed = _listed(table).get(column)
    if listed is None:
        other = {"VARCHAR": marks, "VARCHAR[]": f"[{marks}]", "INTEGER": f"{column} + {len(salt)}"}
        return f"{other.get(type_, column)} AS {column}"
    if not listed.is_text or listed.is_name:
        return column
    may_stay = (
        f"{column} = '' OR {column} IN (SELECT text FROM kept) OR regexp_full_match({column}, '[0-9a-f]{{64}}|{DATE}')"
    )
    return f"CASE WHEN {may_stay} THEN {column} ELSE {marks} END AS {column}"


def _marks(table: str, column: str, salt: str, each: int) -> str:
    one = f"'{PRIVATE}' || md5('{salt}.{table}.{column}.' || rowid || '.' || n)"
    return f"array_to_string(list_transform(range({each}), lambda n: {one}), ' ')"
