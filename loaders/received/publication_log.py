"""Records in the ledger that a publication is made, so that nothing becomes public without a record of who did it."""

from collections.abc import Sequence
from pathlib import Path

from loaders.received import fingerprints, ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import PublicationMade, Record
from loaders.received.lock import alone_in
from tracker.words import plural


def record(folder: Path, manifest: Path, out: Path, by: Actor) -> PublicationMade:
    """Records the publication with a manifest below the new folder `out`, and returns once the disk has the record.

    Raises NotReadable and OSError.
    """
    with alone_in(folder):
        records = ledger.read(folder)
        made = PublicationMade(
            version=ledger_records.VERSION,
            kind=ledger_records.PUBLISHED,
            number=len(records) + 1,
            file=manifest.relative_to(out).as_posix(),
            manifest_sha256=fingerprints.sha256(manifest.read_bytes()),
            by=by.post,
            account=by.account,
            salt=fingerprints.salt(),
            chain="",
        )
        made = ledger.with_link(made, records)
        ledger.write(folder, [*records, made])
        return made


def sentence(records: Sequence[Record]) -> str:
    """How many publications are on record and who made the last one; "" if there are none."""
    made = ledger_records.publications(records)
    if not made:
        return ""
    last, by = made[-1], Actor(made[-1].by, made[-1].account)
    return f"{plural(len(made), 'publication')} on record, the last (record {last.number}) made by {by}."
