"""Makes the tables of a new database, and fills them with the rows and findings that the checks hand over."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import accumulate, chain
from typing import NamedTuple

import duckdb
import pandas as pd
import pyarrow as pa

from checks.judge import CheckResult
from loaders.load.code_fingerprint import code_sha256
from loaders.mapping.bodies import Succession
from tracker.columns import in_sql
from tracker.counting_code import counting_sha256
from tracker.findings import AS_RECEIVED
from tracker.store import SCHEMA_VERSION, schema
from tracker.terms import Kind

PLACE = ("file_id", "sheet", "row_number", "is_refused")
# The actions that a row of resolutions names, as the checks hand them over.
MATCHES = '[{"ref": "VARCHAR", "sender": "VARCHAR", "known_from": "DATE", "known_from_file": "INTEGER"}]'
# The columns by which a row finds its action or its resolution.
KEYS = {
    Kind.ACTION: ("action_sender AS sender", "action_ref", "ref_given"),
    Kind.VERIFICATION: ("action_sender", "action_ref", "counts_from::DATE AS counts_from", "counts_from_file"),
    Kind.RECOMMENDATION: (),
    Kind.COMMENT: (),
    Kind.RESOLUTION: ("sender", "resolution_key", f"from_json(matches, '{MATCHES}') AS matches"),
}


@contextmanager
def writing(db: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection to the tables themselves, where `db` finds views of them; its temporary tables go with it."""
    with db.cursor() as cursor:
        cursor.execute("USE tracker")
        yield cursor


def create_tables(db: duckdb.DuckDBPyConnection) -> None:
    """Makes the tables of a new database, all of them empty."""
    db.begin()  # each of its statements would otherwise wait for the disk
    db.execute(schema())
    db.commit()


class Bodies(NamedTuple):
    """The bodies that ended, and the SHA-256 of the list of bodies."""

    ended: tuple[Succession, ...] = ()
    sha256: str = ""


def describe(db: duckdb.DuckDBPyConnection, bodies: Bodies) -> None:
    """Inserts the one row that describes a new database, and the bodies that ended."""
    db.begin()
    about = {
        "schema_version": SCHEMA_VERSION,
        "is_illustrative": False,  # until a file says otherwise
        "code_sha256": code_sha256(),
        "counting_sha256": counting_sha256(),
        "bodies_sha256": bodies.sha256,
    }
    insert_rows(db, "about", [about])
    insert_rows(db, "succession", [one._asdict() for one in sorted(bodies.ended)])
    db.commit()


def delete_passing(db: duckdb.DuckDBPyConnection) -> None:
    """Deletes what each load finds afresh: files in a wrong place, which have no record, and files not as received."""
    db.execute(f"DELETE FROM problem WHERE file_id < 0 OR rule = '{AS_RECEIVED}'")
    db.execute("DELETE FROM file_received WHERE file_id < 0")


def delete_findings(db: duckdb.DuckDBPyConnection, again: Collection[int]) -> None:
    """Deletes what the checks found in the files of these numbers: problems, rows shown and refused, awaited facts."""
    for table in ("problem", "row_received", "resolution_action", "plan_body", "awaited_fact"):
        db.execute(f"DELETE FROM {table} WHERE file_id IN (SELECT unnest($again))", {"again": sorted(again)})


def insert_findings(db: duckdb.DuckDBPyConnection, checked: CheckResult) -> None:
    """Inserts the problems, and the facts that would change them."""
    insert_problems(db, checked.problems)
    _insert_frame(db, "awaited_fact", checked.awaited_facts)


def insert_problems(db: duckdb.DuckDBPyConnection, problems: pd.DataFrame) -> None:
    """Inserts problems, one for each row."""
    _insert_frame(db, "problem", problems.astype({"row_number": "Int64"}))


def _insert_frame(db: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    db.register("frame", frame)
    db.execute(f"INSERT INTO {table} BY NAME SELECT * FROM frame ORDER BY ALL")
    db.unregister("frame")


def replace_tables(db: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Mapping[str, object]]]) -> None:
    """Puts other rows in the place of those that whole tables hold, and writes all to the file."""
    db.execute("USE tracker")
    db.begin()
    for table, rows in tables.items():
        db.execute(f"DELETE FROM {table}")
        insert_rows(db, table, rows)
    db.commit()
    db.execute("CHECKPOINT")


def stage_senders(db: duckdb.DuckDBPyConnection, senders: Iterable[str]) -> None:
    """Makes the temporary table from which timelines.sql goes on."""
    _stage(db, "staged_sender", pd.DataFrame({"sender": sorted(senders)}, dtype=str))


def stage_rows(db: duckdb.DuckDBPyConnection, kind: Kind, rows: pd.DataFrame) -> None:
    """Makes the temporary table from which rows.sql goes on: the columns that the database has for this kind of row.

    They have its names and types, and stand beside place and keys.
    """
    columns = ", ".join((*PLACE, *KEYS[kind], in_sql.values(kind), "words"))
    table = pa.Table.from_pandas(rows.drop(columns="words"), preserve_index=False)
    _stage(db, f"staged_{kind}", table.append_column("words", _as_maps(rows["words"].tolist())), columns)


def _as_maps(rows: Sequence[Mapping[str, str]]) -> pa.MapArray:
    """The words of each row as a map. DuckDB would have to be given them as JSON and to take that apart again."""
    keys = pa.array(chain.from_iterable(rows), pa.string())
    words = pa.array(chain.from_iterable(row.values() for row in rows), pa.string())
    return pa.MapArray.from_arrays([*accumulate(map(len, rows), initial=0)], keys, words)


def _stage(db: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame | pa.Table, columns: str = "*") -> None:
    db.register("frame", frame)
    db.execute(f"CREATE TEMP TABLE {table} AS SELECT {columns} FROM frame")
    db.unregister("frame")


def insert_rows(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts all rows at once: a statement each would take longer than everything else for some thousand files."""
    if rows:
        _stage(db, "rows_to_insert", pd.DataFrame(rows, dtype=object))
        db.execute(f"INSERT INTO {table} BY NAME FROM rows_to_insert")
        db.execute("DROP TABLE rows_to_insert")
