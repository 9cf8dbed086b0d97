"""The ledger of files received: one record a file, each chained to the one before, so that no change goes unnoticed."""

import hashlib
import os
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import accumulate
from pathlib import Path

import msgspec

from loaders.received import json_lines
from tracker.findings import NotReadable

LEDGER = "ledger.jsonl"
START = "0" * 64  # what the first record is chained to
NAMES = ("file", "sent_as", "salt")  # hashed apart, so that a published chain can be checked without them


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file received: `file` is its path below the folder of all senders, `sent_as` the name its sender gave it."""

    number: int
    sender: str
    received_on: str
    size_bytes: int
    sha256: str
    file: str
    sent_as: str
    salt: str
    chain: str = ""

    @property
    def names(self) -> str:
        """Fingerprint of the names, with a salt, since a name can be guessed."""
        return fingerprint({name: getattr(self, name) for name in NAMES})

    def link_after(self, before: str) -> str:
        """The link that this record must have where `before` is the link of the record before it."""
        return link(before, self.number, self.sender, self.received_on, self.size_bytes, self.sha256, self.names)


def link(before: str, number: int, sender: str, received_on: str, size_bytes: int, sha256: str, names: str) -> str:
    """SHA-256 over the link before and everything in a record but its names, which may be private."""
    return fingerprint([before, number, sender, received_on, size_bytes, sha256, names])


def fingerprint(content: object) -> str:
    """SHA-256 of a value written as JSON in one fixed way."""
    return hashlib.sha256(msgspec.json.encode(content, order="sorted")).hexdigest()


def sha256(content: bytes) -> str:
    """Fingerprint of the bytes of a file."""
    return hashlib.sha256(content).hexdigest()


def read(folder: Path) -> list[Record]:
    """The records of the files in `folder`, none where no load has been made. Raises NotReadable."""
    return [*json_lines.read(folder / LEDGER, Record, "is no record of a file. Put the ledger back from a copy.")]


def with_new(records: Sequence[Record], folder: Path, paths: Iterable[Path], sent_as: str = "") -> list[Record]:
    """The records, and a new one for each path that has none yet, in the order given; nothing is written."""
    recorded_files = {record.file for record in records}
    all_records = [*records]
    for path in paths:
        if (file := path.relative_to(folder).as_posix()) not in recorded_files:
            all_records.append(_record(all_records, path, file, sent_as or path.name))
    return all_records


def _record(before: Sequence[Record], path: Path, file: str, sent_as: str) -> Record:
    content = path.read_bytes()
    record = Record(
        number=len(before) + 1,
        sender=path.parent.name,
        received_on=path.name[:10],
        size_bytes=len(content),
        sha256=sha256(content),
        file=file,
        sent_as=sent_as,
        salt=secrets.token_hex(8),
    )
    return msgspec.structs.replace(record, chain=record.link_after(head(before)))


def write(folder: Path, records: Sequence[Record]) -> None:
    """Adds the records that the ledger does not hold yet, and waits until the disk has them. Raises NotReadable."""
    written = read(folder)
    if written != records[: len(written)]:
        raise NotReadable(f"Another load recorded files in {folder} at the same time. Load again.")
    json_lines.append(folder / LEDGER, records[len(written) :])


def head(records: Sequence[Record]) -> str:
    """The last link, which stands for every record before it; START where there is none."""
    return records[-1].chain if records else START


def known_on(records: Sequence[Record]) -> list[date]:
    """For each record the day from which it counts: its date of receipt, or that of an earlier record if it is later.

    So a position that has been shown stays as it was, whatever is recorded later with an older date.
    """
    return list(accumulate((date.fromisoformat(record.received_on) for record in records), max))


def chain_faults(records: Sequence[Record], verified: int = 0) -> Iterator[str]:
    """Where the chain breaks, as sentences in the order of the ledger: a record altered, taken out or slipped in.

    The first `verified` records are not looked at again.
    """
    before = head(records[:verified])
    for number, record in enumerate(records[verified:], start=verified + 1):
        if record.number != number or record.chain != record.link_after(before):
            yield (
                f"Record {number} of the ledger ({record.file}) was altered or slipped in, or one before it taken out."
            )
        before = record.chain


def file_faults(folder: Path, records: Iterable[Record], verified_ns: int = 0) -> Iterator[str]:
    """Which recorded files are missing or are no longer as they were received, as sentences.

    A file of the same size that was not written to since `verified_ns` (nanoseconds since 1970) counts as unaltered;
    with 0 every byte is read.
    """
    for record in records:
        path = f"{folder}/{record.file}"
        if not os.path.isfile(path):  # noqa: PTH113 - making a Path of each takes longer than looking at the file
            yield f"{record.file} (record {record.number}) is missing. Put it back as it was received."
        elif not _is_as_received(path, record, verified_ns):
            yield (
                f"{record.file} (record {record.number}) was altered after it was received. Put it back as it was; "
                "name another file by the day it came."
            )


def _is_as_received(path: str, record: Record, verified_ns: int) -> bool:
    status = os.stat(path)  # noqa: PTH116 - as above
    if status.st_size != record.size_bytes:
        return False
    if status.st_mtime_ns < verified_ns:
        return True
    return sha256(Path(path).read_bytes()) == record.sha256
