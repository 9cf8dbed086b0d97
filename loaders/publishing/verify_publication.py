"""Shows that a publication is as it was made: every file by its fingerprint, and the chain of files received."""

from collections.abc import Iterator
from pathlib import Path

from loaders.publishing import instance, publication
from loaders.publishing.publication import BUILT, MANIFEST
from loaders.received import ledger
from tracker import store


def is_publication(out: Path) -> bool:
    """Whether a folder is that of a public instance."""
    return (out / BUILT / store.CURRENT).is_file()


def faults(out: Path) -> Iterator[str]:
    """Every fault in words: files altered, missing or slipped in, then the first break of the chain."""
    manifest = publication.read(publication.current(out))
    there = {file: found for file, found in instance.fingerprints(out).items() if not _is_beside(Path(file), out)}
    for file, said in manifest.files.items():
        if there.get(file) != said:
            yield f"{file} {'was altered' if file in there else 'is missing'}."
    yield from (f"{file} was slipped in." for file in sorted(there.keys() - manifest.files.keys()))
    yield from _broken(out / manifest.database, manifest.ledger_head)


def head(out: Path) -> str:
    """The head of the ledger that the publication was made from."""
    return publication.read(publication.current(out)).ledger_head


def _is_beside(file: Path, out: Path) -> bool:
    """What a running program leaves, the pointer, and other publications."""
    others = file.is_relative_to(BUILT) and publication.current(out).name not in file.parts
    return "__pycache__" in file.parts or others or (file.name == MANIFEST and file.is_relative_to(BUILT))


def _broken(database: Path, told: str) -> Iterator[str]:
    sql = """
        SELECT file_id, sender, CAST(received_on AS TEXT), size_bytes, sha256, names, chain
        FROM file_received
        WHERE file_id > 0
        ORDER BY file_id
    """
    with store.read_only(database) as db:
        records = db.execute(sql).fetchall()
    before = ledger.START
    for number, (*said, chain) in enumerate(records, start=1):
        if said[0] != number or ledger.link(before, *said) != chain:
            yield f"Record {number} of the files received was altered or slipped in, or one before it taken out."
            return
        before = chain
    if before != told:
        yield "The files received do not lead to the head of the ledger that the manifest names."
