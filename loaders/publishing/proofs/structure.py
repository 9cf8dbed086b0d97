"""Checks in the built file itself what must hold before anything is published."""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

import duckdb

from loaders.publishing import allow_list
from loaders.publishing.release.texts import Key
from loaders.publishing.withhold import DATE
from tracker import store
from tracker.terms import WITHHELD


def structure(database: Path) -> Iterator[str]:
    """Yields a fault for each table, column or type that differs from the allow-list, and for anything else in it."""
    with store.read_only(database) as db:
        there = set(_rows(db, "SELECT table_name, column_name, data_type FROM duckdb_columns() WHERE {here}"))
        on_list = {(table, column.name, column.type) for table, all_ in allow_list.tables().items() for column in all_}
        yield from (
            f"{'.'.join(one[:2])} ({one[2]}) is not in loaders/publishing/published.toml"
            for one in sorted(there - on_list)
        )
        yield from (f"{'.'.join(one[:2])} ({one[2]}) is missing" for one in sorted(on_list - there))
        for kind, sql in CARRIED.items():
            yield from (f"{kind} {name} is in it" for (name,) in _rows(db, sql))
    yield from (f"{path.name} lies beside it" for path in database.parent.iterdir() if path.suffix in (".wal", ".tmp"))


CARRIED = {
    "the view": "SELECT view_name FROM duckdb_views() WHERE {here} AND NOT internal",
    "the macro": "SELECT function_name FROM duckdb_functions() WHERE {here} AND NOT internal",
    "the type": "SELECT type_name FROM duckdb_types() WHERE {here} AND NOT internal",
    "the sequence": "SELECT sequence_name FROM duckdb_sequences() WHERE {here}",
    "the index": "SELECT index_name FROM duckdb_indexes() WHERE {here}",
    "the constraint": "SELECT constraint_text FROM duckdb_constraints() WHERE {here}",
    "the comment": """
        SELECT comment FROM duckdb_columns() WHERE {here} AND comment IS NOT NULL
        UNION ALL SELECT comment FROM duckdb_tables() WHERE {here} AND comment IS NOT NULL
    """,
    "the default": "SELECT column_default FROM duckdb_columns() WHERE {here} AND column_default IS NOT NULL",
}


def _rows(db: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return db.execute(sql.format(here="database_name = 'tracker'")).fetchall()


def texts_not_released(database: Path, public: Collection[Key]) -> Iterator[str]:
    """Yields a fault for each column with texts that are neither ours nor released; it does not repeat the texts.

    A text from a sheet must have been released in that column of one of its senders.
    """
    known = {*(key.text for key in public), *allow_list.vocabulary(), WITHHELD, ""}
    with store.read_only(database) as db:
        for table, columns in allow_list.tables().items():
            for column in columns:
                if column.is_text:
                    values = {value for (value,) in db.execute(texts_in(table, column)).fetchall()}
                    if unknown := values - known:
                        yield f"{table}.{column.name} holds {len(unknown)} that were not released"
        for place, texts in _texts_of_sheets(db):
            elsewhere = [text for text, senders in texts if not any(Key(place, one, text) in public for one in senders)]
            if elsewhere:
                yield f"{place} holds {len(elsewhere)} that were released in another place alone"


def _texts_of_sheets(db: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, list[tuple[str, list[str]]]]]:
    """Each column that sheets fill with words that need a release, and each text in it with its senders."""
    for table, kind in allow_list.KINDS.items():
        own = {
            column.name: column.name for column in allow_list.tables()[table] if column.words_of and not column.is_name
        }
        written = {name: f"words['{name}']" for name in allow_list.words(kind)}
        for name, value in (own | written).items():
            sql = f"""
                SELECT {value} AS text, list(DISTINCT sender)
                FROM {table}
                JOIN row_received USING (version_id)
                JOIN file_received USING (file_id)
                WHERE kind = '{kind}' AND text NOT IN ('', '{WITHHELD}')
                GROUP BY version_id, text
            """
            yield f"{table}.{name}", db.execute(sql).fetchall()


def texts_in(table: str, column: allow_list.PublicColumn) -> str:
    """SQL for every text of a column, except dates in the columns that hold dates as text."""
    values = {"MAP": f"unnest(map_values({column.name}))", "VARCHAR[]": f"unnest({column.name})"}
    value = values.get(column.type.partition("(")[0], column.name)
    passed = f"WHERE NOT regexp_full_match(text, '{DATE}')" if column.name in ("was", "became") else ""
    return f"SELECT text FROM (SELECT {value} AS text FROM {table}) {passed}"
