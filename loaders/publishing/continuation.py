"""Checks that a ledger goes on from every earlier publication: its chain must begin with theirs."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from loaders.publishing import publication, verify_publication
from loaders.publishing.build_publication import PublicationRefused
from loaders.received import ledger
from loaders.received.ledger_records import Record
from tracker import store

TO_DO = "Put it back from a copy; for other files name a new folder."


def heads_before(out: Path, records: Sequence[Record]) -> list[publication.Head]:
    """The ledger heads of all publications made to `out`, in order; none if there are none yet.

    Raises PublicationRefused if the ledger does not go on from the one that they were made from.
    """
    shown = publication.folders(out)[:1]
    every = [*shown, *(later for folder in shown for later in verify_publication.later_publications(out, folder))]
    heads = max(map(publication.read_heads, every), key=len, default=[])
    links = ledger.links(records)
    for fault in (*_head_faults(heads, links), *(one for folder in every for one in _chain_faults(out, folder, links))):
        raise PublicationRefused(f"{fault} {TO_DO}")
    return heads


def _head_faults(heads: Sequence[publication.Head], links: Sequence[str]) -> Iterator[str]:
    """Yields a fault for the first head that the ledger does not hold, or not after the heads before it."""
    at = 0
    for head in heads:
        if head.ledger_head not in links[at:]:
            yield (
                f"The ledger does not go on from the publication as known on {head.as_known_on}, whose head is "
                f"{head.ledger_head}: a record up to it was altered, removed or inserted."
            )
            return
        at = links.index(head.ledger_head, at)


def _chain_faults(out: Path, folder: Path, links: Sequence[str]) -> Iterator[str]:
    """Yields a fault if a publication's chain is not whole, and one for its first record that differs in the ledger."""
    manifest = publication.read(folder)
    if manifest.schema_version != store.SCHEMA_VERSION:
        return  # its tables may be different; its head is compared all the same
    database = out / manifest.database
    for fault in verify_publication.chain_faults(database, manifest.ledger_head, manifest.ledger_changes):
        yield f"The publication before is not as it was made. {fault}"
    for number, (was, now) in enumerate(zip(verify_publication.links(out, folder), links, strict=False), start=1):
        if was != now:
            yield f"Record {number} of the ledger is not the one that the publication before holds."
            return
