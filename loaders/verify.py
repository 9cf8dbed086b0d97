"""Shows that no file received was altered, removed or slipped in since it was recorded: python -m loaders verify."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders import ledger
from loaders.places import default_built, default_folder
from loaders.publishing import checking
from tracker import store
from tracker.received import NotReadable
from tracker.words import plural


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit status 0; 1 when something was altered, removed or slipped in; 2 when there is nothing to verify."""
    parser = argparse.ArgumentParser(prog="python -m loaders verify", description=__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="of files received, or of a publication; default: data/received"
    )
    parser.add_argument("--head", help="a ledger head printed in an earlier report: the ledger must go on from it")
    parser.add_argument("--built", type=Path, help="the folder of a database built from it; default: data/built")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    if checking.is_publication(folder):
        return _of_publication(folder)
    try:
        records = ledger.read(folder)
    except NotReadable as error:
        print(error)
        return 1
    if not records:
        print(f"There is no ledger in {folder}. A load begins one.", file=sys.stderr)
        return 2
    found = [*faults(folder, records, chosen.head, chosen.built or default_built(chosen.folder))]
    print("\n".join(found) if found else _all_is_well(records))
    return 1 if found else 0


def _of_publication(folder: Path) -> int:
    found = [*checking.faults(folder)]
    well = f"The publication is as it was made, from the files received up to ledger head {checking.head(folder)}"
    print("\n".join(found) if found else well)
    return 1 if found else 0


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
        with store.opened(database) as db:
            kept = db.execute(sql).fetchall()
    except (store.NoDatabase, store.DatabaseError):
        return  # the files received are the truth; a database can be built again from them
    chains = {record.number: record.chain for record in records}
    for number, path, chain in kept:
        if chains.get(number) != chain:
            yield f"Record {number} of the ledger is not the one that {database.name} was built from ({path})."
            return


def _all_is_well(records: Sequence[ledger.Record]) -> str:
    return f"{plural(len(records), 'file')}, each as it was received. Ledger head: {ledger.head(records)}"
