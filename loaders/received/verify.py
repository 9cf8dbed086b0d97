"""Shows that no file received was altered, removed or inserted since it was recorded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.received import changes, ledger, ledger_records, recount_log
from loaders.received.folder import contents_of, why_not_placed
from tracker import store


def all_faults(
    folder: Path,
    records: Sequence[ledger_records.Record],
    head: str | None = None,
    built: Path | None = None,
    layouts: Path | None = None,
) -> Iterator[str]:
    """Every fault of the ledger and of the files as a sentence.

    With a `head` printed earlier, or with the folder of a database or of layouts, it is also compared with these.
    """
    yield from ledger.chain_faults(records)
    yield from ledger.file_faults(folder, ledger_records.kept(records))
    yield from changes.faults(records, folder, layouts)
    yield from recount_log.faults(folder)
    if head and head not in {record.chain for record in records}:
        yield f"The ledger does not go on from the head {head}: a record up to it was altered, removed or inserted."
    if built:
        yield from _database_faults(records, built)
    yield from _not_on_record(folder)


def _not_on_record(folder: Path) -> Iterator[str]:
    """Which files lie there and are on no record, and whether the next load records them."""
    contents = contents_of(folder)
    for record in contents.received:
        if record.number > contents.ledger_length:
            yield f"{record.file} is on no record. If that was meant, the next load records it."
    for path in contents.misplaced:
        why_not = why_not_placed(path, folder)
        yield f"{path.relative_to(folder).as_posix()} is on no record, and no load records it: {why_not}"


def _database_faults(records: Sequence[ledger_records.Record], built: Path) -> Iterator[str]:
    """The first record that is not the one in the database, where there is a database."""
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
