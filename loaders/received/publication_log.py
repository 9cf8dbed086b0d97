"""Records in the ledger that a publication is made, so that nothing becomes public without a record of who did it."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path

from loaders.received import changes, fingerprints, ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileWithdrawn, PublicationMade, Record, SettingsChanged, WordsErased
from loaders.received.lock import alone_in
from tracker.findings import NotReadable
from tracker.words import plural


@contextmanager
def recorded(folder: Path, manifest: Path, out: Path, by: Actor, made_from: Sequence[Record]) -> Iterator[None]:
    """Records the publication with a manifest below the new folder `out`; the caller then puts it in its place.

    Nothing else goes on record until that is done. Raises NotReadable, also if since the records in `made_from`
    somebody decided on what may be public, corrected a file or changed a layout; OSError.
    """
    with alone_in(folder):
        records = changes.record(folder)
        _refuse_decided_since(records, len(made_from))
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
        ledger.write(folder, [*records, ledger.with_link(made, records)])
        yield


def _refuse_decided_since(records: Sequence[Record], before: int) -> None:
    """Raises NotReadable for a later record that may take something out of what is public; a new file never does."""
    for record in records[before:]:
        if isinstance(record, SettingsChanged | FileWithdrawn | WordsErased) and not _is_witness(record.file):
            raise NotReadable(
                f"While it was being made, record {record.number} of the ledger was added: “{record.kind}”, "
                f"{record.file}, by {Actor(record.by, record.account)}. It may take something out of what is public. "
                "Look at it anew."
            )


def _is_witness(file: str) -> bool:
    return fnmatchcase(file, changes.WITNESSES)


def sentence(records: Sequence[Record]) -> str:
    """How many publications are on record and who made the last one; "" if there are none."""
    made = ledger_records.publications(records)
    if not made:
        return ""
    last, by = made[-1], Actor(made[-1].by, made[-1].account)
    return f"{plural(len(made), 'publication')} on record, the last (record {last.number}) made by {by}."
