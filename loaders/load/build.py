"""Builds a new database beside the old one from files received and checked, then points to it."""

import shutil
import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb
import pandas as pd

from checks.judge import Checked
from checks.received_file import ReceivedFile
from loaders.load.code_fingerprint import code_sha256
from loaders.received.disk import wait_for_disk
from tracker import store
from tracker.columns import in_sql
from tracker.store import CURRENT, SCHEMA_VERSION, schema
from tracker.terms import Kind

SQL = Path(__file__).parent
STEPS = ("rows.sql", "history.sql", "register_history.sql")
BLOCK = 16_384  # bytes: with the usual 256 KiB a small database takes twelve times the room, and the time to copy it
PLACE = ("file_id", "sheet", "row_number", "is_refused")
# By what a row finds its action.
KEYS = {
    Kind.ACTION: ("sender", "action_ref"),
    Kind.VERIFICATION: ("action_sender", "action_ref", "counts_from::DATE AS counts_from"),
    Kind.RECOMMENDATION: (),
}
# Each column of file_received, and what of a ReceivedFile it holds.
FILE_COLUMNS = {
    **{
        name: name
        for name in (
            "file_id", "sender", "received_on", "known_on", "path", "sent_as", "sha256", "size_bytes", "names", "chain",
            "layout", "layout_sha256", "agency", "note", "is_read",
        )
    },
    "reports_every_days": "reports_every",
    "is_compiled": "compiled",
}  # fmt: skip


def build(folder: Path, files: Sequence[ReceivedFile], checked: Checked, onto: Path | None = None) -> Path:
    """Writes a new database file into `folder` and swaps the pointer to it; gives the path of the new file."""
    path = write(folder, files, checked, onto)
    point_to(path)
    return path


def write(
    folder: Path,
    files: Sequence[ReceivedFile],
    checked: Checked,
    onto: Path | None = None,
    again: Collection[int] = (),
) -> Path:
    """Writes a new database file that nothing points to yet: of `files` alone, or `onto` a copy of an earlier build.

    `again` are the numbers of files in the earlier build whose rows and problems `checked` holds anew.

    A process that holds the old file goes on serving it even after a rename over it, so every build has
    its own name, its fingerprint, and readers follow the pointer.
    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f"tracker-{uuid.uuid4().hex[:12]}.building"
    try:
        if onto:
            shutil.copyfile(onto, beside)
        _fill(beside, files, checked, again)
        wait_for_disk(beside)
        return beside.rename(folder / f"tracker-{store.fingerprint(beside)}.duckdb")
    except BaseException:
        _remove(beside)
        raise


def point_to(path: Path) -> None:
    """Makes `path` the current build, in one step: a reader finds the old name or the new one, never half."""
    folder = path.parent
    previous = _pointed_to(folder)
    beside = path.with_suffix(".pointer")
    beside.write_text(path.name + "\n", encoding="utf-8")
    wait_for_disk(beside)
    beside.replace(folder / CURRENT)
    wait_for_disk(folder)
    _remove_all_but(folder, path, previous)


def _fill(path: Path, files: Sequence[ReceivedFile], checked: Checked, again: Collection[int]) -> None:
    with duckdb.connect(str(path), config={"default_block_size": BLOCK}) as db:
        if not db.execute("SELECT table_name FROM duckdb_tables()").fetchall():
            _describe(db, files)
        _forget_misplaced(db)
        _forget_findings(db, again)
        db.begin()
        _insert_files(db, files)
        _insert_accounts(db, files)
        _stage(db, files, checked)
        for step in STEPS:
            db.execute((SQL / step).read_text(encoding="utf-8"))
        db.commit()
        if again:
            db.execute((SQL / "renumber.sql").read_text(encoding="utf-8"))
        db.execute("CHECKPOINT")


def _describe(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile]) -> None:
    db.begin()  # each of its statements would otherwise wait for the disk
    db.execute(schema())
    db.execute(
        """
        INSERT INTO about BY NAME
        SELECT $version AS schema_version, $is_illustrative AS is_illustrative, $code AS code_sha256
        """,
        {
            "version": SCHEMA_VERSION,
            "is_illustrative": any(file.illustrative for file in files),
            "code": code_sha256(),
        },
    )
    db.commit()


def _forget_misplaced(db: duckdb.DuckDBPyConnection) -> None:
    """A file in a wrong place has no record, so its number is not its own from one load to the next."""
    db.execute("DELETE FROM problem WHERE file_id < 0")
    db.execute("DELETE FROM file_received WHERE file_id < 0")


def _forget_findings(db: duckdb.DuckDBPyConnection, again: Collection[int]) -> None:
    """What checks say of a file: its problems, which rows are refused, and what would change that."""
    for table in ("problem", "row_received", "awaited_fact"):
        db.execute(f"DELETE FROM {table} WHERE file_id IN (SELECT unnest($again))", {"again": sorted(again)})


def _insert_files(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile]) -> None:
    _insert(db, "file_received", [{name: getattr(file, of) for name, of in FILE_COLUMNS.items()} for file in files])
    columns = [
        {
            "file_id": file.file_id,
            "sheet": sheet.name,
            "kind": str(sheet.kind),
            "name": name,
            "heading": sheet.headings[name],
            "letter": sheet.letters[name],
        }
        for file in files
        for sheet in file.sheets
        for name in sheet.letters
    ]
    _insert(db, "sheet_column", columns)


def _insert_accounts(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile]) -> None:
    """What became of the filled cells of every sheet, and which of them were left out."""
    accounts = [(file.file_id, account) for file in files for sheet in file.sheets for account in sheet.accounts]
    sheets = [
        {
            "file_id": file_id,
            "sheet": one.sheet,
            "filled_cells": one.filled,
            "stored_cells": one.stored,
            "left_out_cells": sum(block.filled for block in one.left_out),
        }
        for file_id, one in accounts
    ]
    _insert(db, "sheet_received", sheets)
    _insert(db, "cell_left_out", [block for file in files for block in _blocks(file)])


def _blocks(file: ReceivedFile) -> Iterator[dict[str, object]]:
    blocks = ((one, block) for sheet in file.sheets for one in sheet.accounts for block in one.left_out)
    for n, (account, block) in enumerate(blocks, start=1):
        yield {
            "file_id": file.file_id,
            "block": n,
            "sheet": account.sheet,
            "place": block.place,
            "filled_cells": block.filled,
            "words": block.words,
            "reason": str(block.reason),
        }


def _insert(db: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Mapping[str, object]]) -> None:
    """Inserts all rows at once: a statement each would take longer than everything else for some thousand files."""
    if rows:
        _stage_frame(db, "rows_to_insert", pd.DataFrame(rows, dtype=object))
        db.execute(f"INSERT INTO {table} BY NAME FROM rows_to_insert")
        db.execute("DROP TABLE rows_to_insert")


def _stage(db: duckdb.DuckDBPyConnection, files: Sequence[ReceivedFile], checked: Checked) -> None:
    for kind in Kind:
        _stage_rows(db, kind, checked.rows[kind])
    # The last file of a sender decides, since its layout is the newest.
    splits = {(file.sender, ref): split_from for file in files for ref, split_from in file.split_from.items()}
    listed = [(*key, split_from) for key, split_from in splits.items()]
    _stage_frame(db, "staged_split", pd.DataFrame(listed, columns=["sender", "action_ref", "split_from"], dtype=str))
    senders = {file.sender for file in files if file.sheets}
    _stage_frame(db, "told_anew", pd.DataFrame({"sender": sorted(senders)}, dtype=str))
    problems = checked.problems.astype({"row_number": "Int64"})  # noqa: F841 - DuckDB reads it by its name
    db.execute("INSERT INTO problem BY NAME SELECT * FROM problems ORDER BY ALL")
    awaited = checked.awaited  # noqa: F841 - as above
    db.execute("INSERT INTO awaited_fact BY NAME SELECT * FROM awaited ORDER BY ALL")


def _stage_rows(db: duckdb.DuckDBPyConnection, kind: Kind, rows: pd.DataFrame) -> None:
    """The columns that the database has for this kind of row, by its names and of its types, beside place and keys."""
    columns = ", ".join((*PLACE, *KEYS[kind], in_sql.values(kind), "words::JSON::MAP(TEXT, TEXT) AS words"))
    db.register("frame", rows)
    db.execute(f"CREATE TEMP TABLE staged_{kind} AS SELECT {columns} FROM frame")
    db.unregister("frame")


def _stage_frame(db: duckdb.DuckDBPyConnection, table: str, frame: pd.DataFrame) -> None:
    db.register("frame", frame)
    db.execute(f"CREATE TEMP TABLE {table} AS FROM frame")
    db.unregister("frame")


def _pointed_to(folder: Path) -> Path | None:
    pointer = folder / CURRENT
    return folder / pointer.read_text(encoding="utf-8", errors="replace").strip() if pointer.exists() else None


def _remove_all_but(folder: Path, *kept: Path | None) -> None:
    """The build before this one stays, since a dashboard may be reading it; what a load cut off has left goes."""
    for path in folder.glob("tracker-*"):
        if path not in kept:
            _remove(path)


def _remove(path: Path) -> None:
    for left in (path, path.with_name(path.name + ".wal")):
        with suppress(PermissionError):  # Windows keeps a file that somebody still reads; a later load removes it
            left.unlink(missing_ok=True)
