"""Checks that a publication is as it was made: every file by its fingerprint, and the chain of files received."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.publishing import instance, publication
from loaders.publishing.publication import BUILT, MANIFEST
from loaders.received import ledger_records
from tracker import store


def is_publication(out: Path) -> bool:
    """Whether a folder is the folder of a public instance."""
    return (out / BUILT / store.CURRENT).is_file()


def publication_faults(out: Path) -> Iterator[str]:
    """Every fault as a sentence: files altered, missing or inserted, then the first break of the chain."""
    manifest = publication.read(publication.current(out))
    expected = _expected_files(out)
    found = instance.fingerprints(out).items()
    there = {file: sha256 for file, sha256 in found if "__pycache__" not in Path(file).parts}  # made by running it
    for file, sha256 in expected.items():
        if sha256 and there.get(file) != sha256:
            yield f"{file} {'was altered' if file in there else 'is missing'}."
    yield from dict.fromkeys(_not_listed(file) for file in sorted(there.keys() - expected.keys()))
    if manifest.schema_version == store.SCHEMA_VERSION:
        yield from chain_faults(out / manifest.database, manifest.ledger_head, manifest.ledger_changes)
    else:
        yield "It was made by another version of this program: check the chain of the files received with that one."


def _expected_files(out: Path) -> dict[str, str]:
    """The SHA-256 of every file that may be there, by its place; "" for manifests and the pointer, which none lists."""
    shown, *earlier = publication.folders(out)
    expected = dict(publication.read(shown).files)
    others = [*earlier, *later_publications(out, shown)]
    for folder in others:
        files = publication.read(folder).files
        expected |= {file: sha256 for file, sha256 in files.items() if Path(file).is_relative_to(BUILT)}
    manifests = [(folder / MANIFEST).relative_to(out) for folder in (shown, *others)]
    return expected | {file.as_posix(): "" for file in (*manifests, BUILT / store.CURRENT)}


def later_publications(out: Path, shown: Path) -> list[Path]:
    """The folders of later publications, which list `shown` as earlier: somebody went back from them."""
    there = sorted(folder for folder in (out / BUILT).iterdir() if (folder / MANIFEST).exists())
    return [folder for folder in there if shown.name in publication.read(folder).earlier]


def _not_listed(file: str) -> str:
    """A sentence about a file that should not be there; all files of one publication share the same sentence."""
    place = Path(file)
    if not place.is_relative_to(BUILT) or place.parent == BUILT:
        return f"{file} was inserted."
    name = place.relative_to(BUILT).parts[0]
    return f"{(BUILT / name).as_posix()} holds what the publication that is shown does not list. Delete it."


def links(out: Path, folder: Path | None = None) -> list[str]:
    """The links of the ledger up to the publication in `folder` (by default the one shown), in the records' order."""
    manifest = publication.read(folder or publication.current(out))
    return [link for _, link, _ in _links(out / manifest.database, manifest.ledger_changes)]


def chain_faults(
    database: Path, head_in_manifest: str, changes: Sequence[publication.LedgerChange] = ()
) -> Iterator[str]:
    """Yields a fault for the first break of the ledger's chain, or if the chain leads to another head.

    The chain is made up of the files received in a database and of the `changes`, which are of no file.
    """
    before, has_begun = ledger_records.START, False
    for number, (found, link, published) in enumerate(_links(database, changes), start=1):
        # Files from before version 3 have no `names`: only somebody with the ledger itself can check their links.
        has_begun = has_begun or bool(published)
        if found != number or (has_begun and not (published and link == ledger_records.link(before, *published))):
            yield f"Record {number} of the ledger was altered or inserted, or one before it removed."
            return
        before = link
    if before != head_in_manifest:
        yield "The records of the ledger do not lead to the head that the manifest names."


def _links(
    database: Path, changes: Sequence[publication.LedgerChange]
) -> list[tuple[int, str, tuple[str, *tuple[object, ...]] | None]]:
    """The number and link of each record, and the published content that the link stands for, None if unknown."""
    sql = """
        SELECT file_id, sender, CAST(received_on AS TEXT), commitment, names, chain
        FROM file_received
        WHERE file_id > 0
    """
    with store.read_only(database) as db:
        rows = db.execute(sql).fetchall()
    files = [
        (number, link, (ledger_records.RECEIVED, number, *row, names) if names else None)
        for number, *row, names, link in rows
    ]
    of_changes = [(one.number, one.chain, (one.kind, one.number, one.content)) for one in changes]
    return sorted([*files, *of_changes], key=lambda record: record[:2])
