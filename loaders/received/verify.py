"""Shows that no file received was altered, removed or inserted since it was recorded."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.received import accounts, changes, heads, json_lines, ledger, ledger_records, recount_log, request_log
from loaders.received.file_faults import file_faults
from loaders.received.folder import contents_of, is_ours, why_not_placed
from tracker import build_records, store


def all_faults(
    folder: Path,
    records: Sequence[ledger_records.Record],
    known_heads: Sequence[str] = (),
    built: Path | None = None,
    layouts: Path | None = None,
) -> Iterator[str]:
    """Every fault of the ledger and of the files as a sentence.

    The `known_heads`, a database folder `built` and a folder of `layouts` are compared too, if given.
    """
    yield from faults_on_record(folder, records, known_heads, built, layouts)
    yield from not_on_record(folder)


def faults_on_record(
    folder: Path,
    records: Sequence[ledger_records.Record],
    known_heads: Sequence[str] = (),
    built: Path | None = None,
    layouts: Path | None = None,
) -> Iterator[str]:
    """Every fault of what is on record, as a sentence; see `all_faults`."""
    yield from record_faults(folder, records)
    yield from file_faults(folder, ledger_records.expected_files(records))
    for erased in ledger_records.erasures(records).values():
        if os.path.lexists(folder / erased.file):
            yield (
                f"{erased.file} (record {erased.erases}) is still there, though its words were erased. The next load "
                "removes it."
            )
    yield from changes.faults(records, folder, layouts)
    yield from recount_log.faults(folder)
    yield from request_log.faults(folder, records)
    yield from accounts.faults(folder)
    yield from heads.faults(known_heads, ledger.links(records))
    if built:
        yield from _database_faults(folder, records, built)


def record_faults(folder: Path, records: Sequence[ledger_records.Record]) -> Iterator[str]:
    """Every fault of the ledger itself as a sentence, in the order of its records, then our files that are links."""
    broken = dict(zip(ledger.broken_links(records), ledger.chain_faults(records), strict=True))
    for number in sorted({*broken, *ledger.altered_lines(folder, records)}):
        yield broken.get(number) or (
            f"Record {number} of the ledger ({records[number - 1].file}) is not written as it was recorded. Put the "
            "ledger back from a copy."
        )
    if (folder / ledger.LEDGER).is_file() and not json_lines.is_whole(folder / ledger.LEDGER):
        yield (
            f"The last line of {ledger.LEDGER} was cut off while it was written, or altered at its end. The next load "
            "mends the first."
        )
    for path in sorted(folder.iterdir()):
        if is_ours(path) and path.is_symlink():
            yield f"{path.name} is a link. Put the file itself there."


def not_on_record(folder: Path) -> Iterator[str]:
    """A sentence about each file in the folder that is on no record, with whether the next load records it."""
    contents = contents_of(folder)
    for record in contents.received:
        if record.number > contents.ledger_length:
            yield f"{record.file} is on no record. If that was meant, the next load records it."
    for path in contents.misplaced:
        why_not = why_not_placed(path, folder)
        yield f"{path.relative_to(folder).as_posix()} is on no record, and no load records it: {why_not}"


def _database_faults(folder: Path, records: Sequence[ledger_records.Record], built: Path) -> Iterator[str]:
    """A sentence about the first record that differs from the database's, or if no load recorded that database."""
    sql = """
        SELECT file_id AS number, path, chain FROM file_received WHERE file_id > 0
        UNION ALL
        SELECT known_from_file, path, c.chain FROM correction c JOIN file_received USING (file_id)
        ORDER BY number
    """
    try:
        database = store.current(built)
        with store.read_only(database) as db:
            rows = db.execute(sql).fetchall()
    except (store.NoDatabase, store.DatabaseError):
        return  # the files received are the truth; a database can be built again from them
    chains = {record.number: record.chain for record in records}
    for number, path, chain in rows:
        if chains.get(number) != chain:
            yield f"Record {number} of the ledger is not the one that {database.name} was built from ({path})."
            return
    if (folder / build_records.BUILDS).exists() and (why := build_records.why_not_recorded(database, folder)):
        yield f"The database {database.name} {why}. Load again (the page Load, or python -m loaders)."
