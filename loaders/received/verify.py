"""Shows that no file received was altered, removed or slipped in since it was recorded."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.received import ledger
from tracker import store


def faults(
    folder: Path, records: Sequence[ledger.Record], head: str | None = None, built: Path | None = None
) -> Iterator[str]:
    """Every fault in words, the first of the ledger first; with a `head` or a database, against these too."""
    yield from ledger.faults(records)
    yield from ledger.faults_of_files(folder, records)
    if head and head not in {record.chain for record in records}:
        yield f"The ledger does not go on from the head {head}: a record up to it was altered, taken out or slipped in."
    if built:
        yield from _against(records, built)


def _against(records: Sequence[ledger.Record], built: Path) -> Iterator[str]:
    """Where the ledger first departs from the record kept in a database, if one was built."""
    sql = "SELECT file_id, path, chain FROM file_received WHERE file_id > 0 ORDER BY file_id"
    try:
        database = store.current(built)
        with store.read_only(database) as db:
            kept = db.execute(sql).fetchall()
    except (store.NoDatabase, store.DatabaseError):
        return  # the files received are the truth; a database can be built again from them
    chains = {record.number: record.chain for record in records}
    for number, path, chain in kept:
        if chains.get(number) != chain:
            yield f"Record {number} of the ledger is not the one that {database.name} was built from ({path})."
            return
