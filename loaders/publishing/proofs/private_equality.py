"""Copies a database so that its private cells change in every return, or never, and counts again as a load counts."""

from pathlib import Path

import duckdb

from loaders.load import history
from loaders.load.sql_file import statements
from loaders.publishing import allow_list
from loaders.publishing.public_database import SETTINGS
from tracker.columns.entries import COLUMNS, Column
from tracker.columns.in_sql import escape_quotes
from tracker.terms import Kind

RECOUNTED = (*history.OF_SENDERS, "check_history.sql")  # what tables hold
PUBLIC_INSTEAD = ("superseded_by",)  # the action that it means is public
PLACE = "file_id, sheet, row_number, row_id"  # tables side by side have records of one kind in one row of a sheet
# What a private cell becomes, by the type of its column: a different value in each row, or the same in all.
CHANGING = {
    "VARCHAR": "{column} || ' ' || row_place",
    "VARCHAR[]": "list_append({column}, row_place)",
    "MAP(VARCHAR, VARCHAR)": "{entry} || ' ' || row_place",
}
SAME = {"VARCHAR": "'same'", "VARCHAR[]": "['same']", "MAP(VARCHAR, VARCHAR)": "'same'"}


def vary(source: Path, into: Path, is_changing: bool) -> None:
    """Writes the copy: every private cell differs in each return, or is the same in all; public cells stay."""
    with duckdb.connect(str(into), config=SETTINGS) as db:
        db.execute(f"ATTACH '{escape_quotes(str(source))}' AS source (READ_ONLY)")
        tables = db.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'source'").fetchall()
        for (table,) in tables:
            db.execute(f"CREATE TABLE {table} AS FROM source.{table} ORDER BY rowid")
        for kind in Kind:
            _vary_kind(db, kind, CHANGING if is_changing else SAME)
        db.execute("DETACH source")
        db.execute("CREATE TEMP TABLE staged_sender AS SELECT DISTINCT sender FROM file_received")
        for step in RECOUNTED:
            db.execute(statements(step))


def _vary_kind(db: duckdb.DuckDBPyConnection, kind: Kind, values: dict[str, str]) -> None:
    """Gives the rows of one kind other private cells, and numbers their versions as a load does."""
    table = f"{kind}_version"
    columns = db.execute(
        "SELECT column_name, data_type FROM duckdb_columns() WHERE database_name = 'source' AND table_name = ?", [table]
    ).fetchall()
    varied = ", ".join(_varied(kind, name, type_, values) for name, type_ in columns if name != "version_id")
    db.execute(f"""
        CREATE OR REPLACE TEMP TABLE wording AS
        SELECT {PLACE}, {varied}
        FROM (
            SELECT {PLACE}, is_compiled, v.*, row_number() OVER (ORDER BY {PLACE})::VARCHAR AS row_place
            FROM (SELECT *, rowid AS row_id FROM row_received) r
            JOIN source.{table} v USING (version_id)
            JOIN file_received USING (file_id)
            WHERE r.kind = '{kind}'
        );
        CREATE OR REPLACE TEMP TABLE numbered AS
        SELECT
            {PLACE}, wording, dense_rank() OVER (ORDER BY first)::INTEGER AS version_id
        FROM (
            SELECT {PLACE}, wording, min(struct_pack({PLACE})) OVER (PARTITION BY wording) AS first
            FROM (SELECT {PLACE}, struct_pack(*COLUMNS(* EXCLUDE ({PLACE}))) AS wording FROM wording)
        );
        CREATE OR REPLACE TABLE {table} AS
        SELECT version_id, unnest(wording) FROM (SELECT DISTINCT version_id, wording FROM numbered) ORDER BY version_id;
        UPDATE row_received r SET version_id = n.version_id
        FROM numbered n
        WHERE r.rowid = n.row_id;
    """)


def _varied(kind: Kind, column: str, type_: str, values: dict[str, str]) -> str:
    public = {one.name for one in allow_list.tables()[f"{kind}_version"]} | {*PUBLIC_INSTEAD, "action_id"}
    if column == "words":
        other = values[type_].format(entry="e.value")
        stays = " OR ".join(_stays(COLUMNS[kind][name]) for name in allow_list.words(kind)) or "FALSE"
        entry = f"{{k: e.key, v: if({stays}, e.value, {other})}}"
        return f"map_from_entries(list_transform(map_entries(words), lambda e: {entry})) AS words"
    if column in public or type_ not in values:
        return column
    return f"{values[type_].format(column=column)} AS {column}"


def _stays(column: Column) -> str:
    """SQL for whether a cell as written may be published."""
    return f"e.key = '{column.name}'" + (" AND is_compiled" if column.compiled_only else "")
