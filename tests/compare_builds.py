"""Compares two builds or two publications table by table: python -m tests.compare_builds BEFORE AFTER.

Each is a database file, a folder of builds, or the folder of a public instance. Exit status 0 if both hold the same.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import duckdb

BUILT = Path("data") / "built"  # within a public folder
CODE = {
    ("about", "code_sha256"),
    ("about", "counting_sha256"),
    ("file_received", "method"),
}  # they say which code made a database, not what it holds
OF_THIS_BUILD = ("database", "before", "code_sha256", "files", "proofs")  # manifest keys about the build itself
Table = dict[str, tuple[str, str]]  # column to its type and its comment


def database(place: Path) -> Path:
    """The database file at a place: the place itself, or the current one of a folder. Raises SystemExit if none."""
    if place.is_file():
        return place
    pointer = (place / BUILT if (place / BUILT).is_dir() else place) / "CURRENT"
    if not pointer.is_file():
        raise SystemExit(f"{place} holds no build: there is no {pointer}.")
    return pointer.parent / pointer.read_text(encoding="utf-8").strip()


def differences(before: Path, after: Path) -> Iterator[str]:
    """A sentence for the first difference in each table, then for each file beside a publication's database."""
    with duckdb.connect() as db:
        for name, place in (("before", before), ("after", after)):
            db.execute(f"ATTACH '{database(place)}' AS {name} (READ_ONLY)")
        yield from _tables(db)
    if (before / BUILT).is_dir():
        yield from _files(database(before).parent, database(after).parent)


def _tables(db: duckdb.DuckDBPyConnection) -> Iterator[str]:
    was, became = _columns(db, "before"), _columns(db, "after")
    for table in [*was, *(became.keys() - was.keys())]:
        if not (table in was and table in became):
            yield f"{table}: only {'before' if table in was else 'after'}"
        elif said := _columns_differ(was[table], became[table]) or _rows_differ(db, table, was[table]):
            yield f"{table}: {said}"


def _columns(db: duckdb.DuckDBPyConnection, which: str) -> dict[str, Table]:
    """Every table with its columns, whose order does not count: they are asked for by name."""
    found: dict[str, Table] = {}
    for table, name, type_, comment in db.execute(
        f"SELECT table_name, column_name, data_type, comment FROM duckdb_columns() WHERE database_name = '{which}'"
        " ORDER BY ALL"
    ).fetchall():
        found.setdefault(table, {})[name] = (type_, comment or "")
    return found


def _columns_differ(was: Table, became: Table) -> str:
    both = sorted(was.keys() | became.keys())
    wrong = [name for name in both if was.get(name) != became.get(name)]
    return f"column {wrong[0]}: {was.get(wrong[0])} before, {became.get(wrong[0])} after" if wrong else ""


def _rows_differ(db: duckdb.DuckDBPyConnection, table: str, names: Iterable[str]) -> str:
    """The first value that differs, row by row in stored order, or the two row counts; "" if nothing differs."""
    columns = [name for name in names if (table, name) not in CODE]
    named = ", ".join(columns)
    was, became = (db.execute(f"SELECT {named} FROM {which}.{table}").fetchall() for which in ("before", "after"))
    if was == became:
        return ""
    for number, (one, other) in enumerate(zip(was, became, strict=False), start=1):
        if one != other:
            values = zip(columns, one, other, strict=True)
            name, old, new = next(value for value in values if value[1] != value[2])
            return f"row {number}, {name}: {old!r} before, {new!r} after"
    return f"{len(was)} rows before, {len(became)} after"


def _files(before: Path, after: Path) -> Iterator[str]:
    """The open data files that differ in any byte, and the manifest's differences about the contents."""
    was, became = ({path.name: path.read_bytes() for path in (one / "open-data").iterdir()} for one in (before, after))
    yield from (f"open data {name}" for name in sorted(was.keys() | became.keys()) if was.get(name) != became.get(name))
    then, now = (json.loads((one / "manifest.json").read_text(encoding="utf-8")) for one in (before, after))
    for key in sorted((then.keys() | now.keys()) - set(OF_THIS_BUILD)):
        if then.get(key) != now.get(key):
            yield f"manifest {key}: {then.get(key)} before, {now.get(key)} after"


if __name__ == "__main__":
    found = [*differences(*map(Path, sys.argv[1:]))]
    print("\n".join(found) or "Both hold the same.")
    sys.exit(bool(found))
