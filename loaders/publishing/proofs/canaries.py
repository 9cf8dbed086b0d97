"""Copies a database with a mark of its own in every private cell, to see whether any mark comes out again."""

import math
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

import duckdb

from loaders.publishing import allow_list
from loaders.publishing.public_database import SETTINGS
from loaders.publishing.release.texts import Key
from loaders.publishing.withhold import DATE
from tracker.columns.in_sql import escape_quotes

PRIVATE, PUBLIC = "qzprivate", "qzpublic"  # what a mark begins with: nobody's text contains it
FEWEST = 10_000
# The texts whose marks must come out: if they do not, the search finds nothing at all.
CONTROL = {"recommendation_version": "recommendation", "action_version": "action"}


class Canaries(NamedTuple):
    """How many marks the private cells hold, and the keys of the control's texts, which may be public."""

    marks: int
    public: frozenset[Key]


def plant(source: Path, into: Path, salt: str, names: Collection[str]) -> Canaries:
    """Writes the copy: the same rows and numbers, but other private values; texts in `names` stay.

    Another `salt` gives other private values of the same length.
    """
    with duckdb.connect(str(into), config=SETTINGS) as db:
        db.execute(f"ATTACH '{escape_quotes(str(source))}' AS source (READ_ONLY)")
        db.execute("CREATE TEMP TABLE may_stay AS SELECT unnest($names) AS text", {"names": [*names]})
        columns = db.execute(
            "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE database_name = 'source'"
        ).fetchall()
        private = [(table, column) for table, column, type_ in columns if _is_private(table, column, type_)]
        rows = [db.execute(f"SELECT count(*) FROM source.{table}").fetchall() for table, _ in private]
        cells = sum(count for [(count,)] in rows)
        each = math.ceil(FEWEST / max(cells, 1))
        for table in dict.fromkeys(table for table, *_ in columns):
            columns_of_copy = [_marked(table, name, type_, salt, each) for of, name, type_ in columns if of == table]
            db.execute(
                f"CREATE TABLE {table} AS SELECT {', '.join(columns_of_copy)} FROM source.{table} ORDER BY rowid"
            )
        public = [key for table, column in CONTROL.items() for key in db.execute(_control(table, column)).fetchall()]
        db.execute("DETACH source")
    return Canaries(cells * each, frozenset(Key(*key) for key in public))


def _control(table: str, column: str) -> str:
    """SQL for the keys of the control's texts: column, sender, text."""
    return f"""
        SELECT DISTINCT '{table}.{column}', sender, {column}
        FROM {table}
        JOIN row_received USING (version_id)
        JOIN file_received USING (file_id)
        WHERE kind = '{allow_list.KINDS[table]}'
    """


def _public_columns(table: str) -> dict[str, allow_list.PublicColumn]:
    return {column.name: column for column in allow_list.tables().get(table, ())}


def _is_private(table: str, column: str, type_: str) -> bool:
    return "VARCHAR" in type_ and (column not in _public_columns(table) or column == "words")


def _marked(table: str, column: str, type_: str, salt: str, each: int) -> str:
    """SQL for a column of the copy: marks if it is private, and in place of each text that would need a release.

    In a public column equal texts get equal marks, since it is public that one of them changed.
    """
    marks = _marks(table, column, salt, each, "rowid")
    if type_.startswith("MAP"):
        names = [*allow_list.words(allow_list.KINDS[table])] if table in allow_list.KINDS else []
        by_value = _marks(table, column, salt, each, "e.value")
        of_entry = f"if(list_contains({names}::VARCHAR[], e.key), {by_value}, {marks})"
        entries = f"list_transform(map_entries({column}), lambda e: {{k: e.key, v: {of_entry} || md5(e.key)}})"
        return f"map_from_entries({entries}) AS {column}"
    if CONTROL.get(table) == column:
        return f"'{PUBLIC}' || md5({column}) AS {column}"
    public = _public_columns(table).get(column)
    if public is None:
        other = {"VARCHAR": marks, "VARCHAR[]": f"[{marks}]", "INTEGER": f"{column} + {len(salt)}"}
        return f"{other.get(type_, column)} AS {column}"
    if not public.is_text or public.is_name:
        return column
    is_date = f"regexp_full_match({column}, '{DATE}')"
    may_stay = f"{column} = '' OR {column} IN (SELECT text FROM may_stay) OR {is_date}"
    return f"CASE WHEN {may_stay} THEN {column} ELSE {_marks(table, column, salt, each, column)} END AS {column}"


def _marks(table: str, column: str, salt: str, each: int, of: str) -> str:
    """SQL for a text of `each` marks; another value of `of` gives other marks."""
    one = f"'{PRIVATE}' || md5('{salt}.{table}.{column}.' || {of} || '.' || n)"
    return f"array_to_string(list_transform(range({each}), lambda n: {one}), ' ')"
