"""Checks that a publication is as it was made: every file by its fingerprint, and the chain of files received."""

from collections.abc import Iterator
from pathlib import Path

from loaders.publishing import instance, publication
from loaders.publishing.publication import BUILT, MANIFEST
from loaders.received import ledger
from tracker import store


def is_publication(out: Path) -> bool:
    """Whether a folder is that of a public instance."""
    return (out / BUILT / store.CURRENT).is_file()


def publication_faults(out: Path) -> Iterator[str]:
    """Every fault in words: files altered, missing or slipped in, then the first break of the chain."""
    manifest = publication.read(publication.current(out))
    found = instance.fingerprints(out)
    there = {file: sha256 for file, sha256 in found.items() if not _is_beside(Path(file), out)}
    for file, sha256 in manifest.files.items():
        if there.get(file) != sha256:
            yield f"{file} {'was altered' if file in there else 'is missing'}."
    yield from (f"{file} was slipped in." for file in sorted(there.keys() - manifest.files.keys()))
    yield from _chain_faults(out / manifest.database, manifest.ledger_head)


def head(out: Path) -> str:
    """The head of the ledger that the publication was made from."""
    return publication.read(publication.current(out)).ledger_head


def _is_beside(file: Path, out: Path) -> bool:
    """Whether a file is no part of the publication: left by a running program, the pointer, another publication."""
    others = file.is_relative_to(BUILT) and publication.current(out).name not in file.parts
    return "__pycache__" in file.parts or others or (file.name == MANIFEST and file.is_relative_to(BUILT))


def _chain_faults(database: Path, head_in_manifest: str) -> Iterator[str]:
    sql = """
        SELECT file_id, sender, CAST(received_on AS TEXT), size_bytes, sha256, names, chain
        FROM file_received
        WHERE file_id > 0
        ORDER BY file_id
    """
    with store.read_only(database) as db:
        records = db.execute(sql).fetchall()
    before = ledger.START
    for number, (*values, chain) in enumerate(records, start=1):
        if values[0] != number or ledger.link(before, *values) != chain:
            yield f"Record {number} of the files received was altered or slipped in, or one before it taken out."
            return
        before = chain
    if before != head_in_manifest:
        yield "The files received do not lead to the head of the ledger that the manifest names."
