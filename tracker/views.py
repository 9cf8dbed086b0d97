"""Defines the tables of a database file for every statement: whole, or as they were when the ledger ended earlier."""

import re
from collections.abc import Collection, Iterator
from itertools import groupby
from operator import itemgetter

import duckdb

from tracker.spans import NO_DAY

TABLE = re.compile(r"^CREATE TABLE (\w+)", re.MULTILINE)
COMPLETE = """
    SELECT complete.table_name, complete.column_name, complete.data_type, stored.column_name IS NOT NULL
    FROM duckdb_columns() complete
    LEFT JOIN (FROM duckdb_columns() WHERE database_name = 'tracker') stored USING (table_name, column_name)
    WHERE complete.schema_name = 'complete'
    ORDER BY complete.table_oid, complete.column_index
"""
Column = tuple[str, str, str, bool]  # its table, its name, its type, and whether the database has it


def create(db: duckdb.DuckDBPyConnection, schema: str, is_public: bool, last_file: int | None = None) -> None:
    """Makes a view of each table; with `last_file`, of what was known when the ledger ended with that file.

    Columns and tables of the `schema` that a published copy lacks are there but empty, so that the same SQL works on
    both.
    """
    for name, columns, source in _tables(_complete(db, schema) if is_public else _columns_of(db, schema)):
        table = source if last_file is None else _known_with(source, columns, last_file)
        db.execute(f"CREATE OR REPLACE VIEW {name} AS {table}")


def _complete(db: duckdb.DuckDBPyConnection, schema: str) -> list[Column]:
    """Every column of every table in the schema, and whether the published copy has it."""
    db.execute("CREATE SCHEMA complete; USE memory.complete")
    db.execute(schema)
    db.execute("USE memory.main")
    return db.execute(COMPLETE).fetchall()


def _columns_of(db: duckdb.DuckDBPyConnection, schema: str) -> list[Column]:
    """Every column of a database that holds them all; duckdb_columns() would take ten times as long."""
    of_table = "SELECT '{0}', name, type, TRUE FROM pragma_table_info('tracker.{0}')"
    return db.execute(" UNION ALL ".join(of_table.format(name) for name in TABLE.findall(schema))).fetchall()


def _tables(found: list[Column]) -> Iterator[tuple[str, list[str], str]]:
    """Yields each table's name, its columns, and the statement that returns its rows."""
    for name, group in groupby(found, key=itemgetter(0)):
        columns = [(column, type_, is_stored) for _, column, type_, is_stored in group]
        selected = ", ".join(
            column if is_stored else f"{_empty(type_)} AS {column}" for column, type_, is_stored in columns
        )
        is_there = any(is_stored for *_, is_stored in columns)
        source = f"SELECT {selected} FROM tracker.{name}" if is_there else f"FROM complete.{name}"
        yield name, [column for column, *_ in columns], source


def _empty(type_: str) -> str:
    """The SQL of an empty value of a type: empty text, list or map, null for the rest."""
    empty = {"VARCHAR": "''", "VARCHAR[]": "[]", "MAP(VARCHAR, VARCHAR)": "MAP {}"}
    return f"CAST({empty.get(type_, 'NULL')} AS {type_})"


def _known_with(source: str, columns: Collection[str], last_file: int) -> str:
    """A statement for the rows known when the ledger ended with a file; what later files ended still stands."""
    if "known_to_file" in columns:
        known_to = f"if(known_to_file > {last_file}, DATE '{NO_DAY}', known_to) AS known_to"
        first = "known_from_file" if "known_from_file" in columns else "file_id"
        return f"SELECT * REPLACE ({known_to}) FROM ({source}) WHERE {first} <= {last_file}"
    if "known_from_file" in columns:
        return f"FROM ({source}) WHERE known_from_file <= {last_file}"
    if "counts_from_file" in columns:
        version = f"if(counts_from_file > {last_file}, NULL, version_id) AS version_id"
        return f"SELECT * REPLACE ({version}) FROM ({source}) WHERE file_id <= {last_file}"
    return f"FROM ({source}) WHERE file_id <= {last_file}" if "file_id" in columns else source
