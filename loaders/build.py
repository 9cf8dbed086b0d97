"""Builds a new database beside the old one from files received and checked, then points to it."""

import os
import uuid
from collections.abc import Sequence
from pathlib import Path

import duckdb
import pandas as pd

from checks import Checked
from tracker.received import ReceivedFile
from tracker.store import CURRENT, SCHEMA_VERSION, schema
from tracker.terms import Kind

SQL = Path(__file__).parent
FILE_COLUMNS = (
    "file_id", "sender", "received_on", "path", "sha256", "size_bytes", "layout", "agency", "reports_every", "compiled",
    "note", "is_read",
)  # fmt: skip


def build(folder: Path, files: Sequence[ReceivedFile], checked: Checked) -> Path:
    """Writes a new database file into `folder` and swaps the pointer to it; gives the path of the new file.

    A process that holds the old file goes on serving it even after a rename over it, so every build has
    its own name and readers follow the pointer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"tracker-{uuid.uuid4().hex[:12]}.duckdb"
    try:
        _fill(path, files, checked)
    except BaseException:
        _remove(path)
        raise
    previous = _pointed_to(folder)
    _point_to(path)
    if previous and previous.exists():
        _remove_older(previous)
    return path


def _fill(path: Path, files: Sequence[ReceivedFile], checked: Checked) -> None:
    with duckdb.connect(str(path)) as db:
        db.begin()
        db.execute(schema())
        is_illustrative = any(file.illustrative for file in files)
        db.execute("INSERT INTO about VALUES ($version, $flag)", {"version": SCHEMA_VERSION, "flag": is_illustrative})
        _insert_files(db, files)
        _insert_accounts(db, files)
        _stage(db, checked)
        db.execute((SQL / "rows.sql").read_text(encoding="utf-8"))
        db.execute((SQL / "history.sql").read_text(encoding="utf-8"))
        db.commit()
        db.execute("CHECKPOINT")


def _insert_files(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile]) -> None:
    db.executemany(
        f"INSERT INTO file_received VALUES ({', '.join('?' * len(FILE_COLUMNS))})",
        [[getattr(file, name) for name in FILE_COLUMNS] for file in files],
    )
    columns = [
        [file.file_id, sheet.name, str(sheet.kind), name, sheet.headings[name], sheet.letters[name]]
        for file in files
        for sheet in file.sheets
        for name in sheet.letters
    ]
    if columns:
        db.executemany("INSERT INTO sheet_column VALUES (?, ?, ?, ?, ?, ?)", columns)


def _insert_accounts(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile]) -> None:
    """What became of the filled cells of every sheet, and which of them were left out."""
    accounts = [(file.file_id, account) for file in files for sheet in file.sheets for account in sheet.accounts]
    sheets = [
        (file_id, one.sheet, one.filled, one.stored, sum(block.filled for block in one.left_out))
        for file_id, one in accounts
    ]
    blocks = [
        (file_id, one.sheet, block.place, block.filled, block.words, str(block.reason))
        for file_id, one in accounts
        for block in one.left_out
    ]
    for table, listed in (("sheet_received", sheets), ("cell_left_out", blocks)):
        if listed:
            frame = pd.DataFrame(listed)  # noqa: F841 - DuckDB reads it by its name
            db.execute(f"INSERT INTO {table} SELECT * FROM frame")


def _stage(db: duckdb.DuckDBPyConnection, checked: Checked) -> None:
    for kind in Kind:
        _stage_frame(db, f"staged_{kind}", checked.rows[kind])
    problems = checked.problems.astype({"row_number": "Int64"})  # noqa: F841 - DuckDB reads it by its name
    db.execute("INSERT INTO problem SELECT * FROM problems ORDER BY ALL")


def _stage_frame(db: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    db.register("frame", frame)
    db.execute(f"CREATE TEMP TABLE {table} AS FROM frame")
    db.unregister("frame")


def _pointed_to(folder: Path) -> Path | None:
    pointer = folder / CURRENT
    return folder / pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else None


def _point_to(path: Path) -> None:
    """The pointer is replaced in one step, so that a reader finds the old name or the new one, never half."""
    beside = path.with_suffix(".pointer")
    with beside.open("w", encoding="utf-8") as file:
        file.write(path.name + "\n")
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path.parent / CURRENT)


def _remove_older(previous: Path) -> None:
    """The build before this one stays, since a dashboard may be reading it, and so does one made at this moment."""
    for path in previous.parent.glob("tracker-*.duckdb"):
        if path.stat().st_mtime_ns < previous.stat().st_mtime_ns:
            _remove(path)


def _remove(path: Path) -> None:
    for left in (path, path.with_name(path.name + ".wal")):
        left.unlink(missing_ok=True)
