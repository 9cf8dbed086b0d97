"""The ledger: a record for each file received and each change beside them, chained so that none goes unnoticed."""

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from loaders.received import json_lines
from loaders.received.ledger_records import (
    KINDS,
    RECEIVED,
    START,
    VERSION,
    Header,
    Received,
    Record,
    received,
    salt,
    sha256,
)
from tracker.findings import NotReadable

LEDGER = "ledger.jsonl"


def read(folder: Path) -> list[Record]:
    """Every record of the ledger in `folder`, none where no load has been made. Raises NotReadable."""
    path, advice = folder / LEDGER, "is no record of a file. Put the ledger back from a copy."
    for number, header in enumerate(json_lines.read(path, Header, advice), start=1):
        _refuse_newer(header, f"{path}, line {number},")
    return [*json_lines.decoded(path, _decode, advice)]


def _decode(line: bytes) -> Record:
    return msgspec.json.decode(line, type=KINDS[msgspec.json.decode(line, type=Header).kind])


def _refuse_newer(header: Header, place: str) -> None:
    """Raises NotReadable for a record that this program does not know: to pass it over would count something else."""
    if header.version > VERSION:
        found = f"of version {header.version}, and this program knows versions up to {VERSION}"
    elif header.kind not in KINDS:
        known = ", ".join(f"“{kind}”" for kind in KINDS if kind)
        found = f"of the kind “{header.kind}”, and this program knows {known} alone"
    else:
        return
    raise NotReadable(f"{place} is {found}. Use the newer program that wrote it; nothing was changed.")


def with_new(records: Sequence[Record], folder: Path, paths: Iterable[Path], sent_as: str = "") -> list[Record]:
    """The records, and a new one for each path that has none yet, in the order given; nothing is written."""
    recorded_files = {record.file for record in received(records)}
    all_records = [*records]
    for path in paths:
        if (file := path.relative_to(folder).as_posix()) not in recorded_files:
            all_records.append(_record(all_records, path, file, sent_as or path.name))
    return all_records


def _record(before: Sequence[Record], path: Path, file: str, sent_as: str) -> Record:
    content = path.read_bytes()
    record = Received(
        version=VERSION,
        kind=RECEIVED,
        number=len(before) + 1,
        sender=path.parent.name,
        received_on=path.name[:10],
        size_bytes=len(content),
        sha256=sha256(content),
        file=file,
        sent_as=sent_as,
        salt=salt(),
        chain="",
    )
    return chained(record, before)


def chained(record: Record, before: Sequence[Record]) -> Record:
    """A record with the link that belongs after those before it."""
    return msgspec.structs.replace(record, chain=record.link_after(head(before)))


def write(folder: Path, records: Sequence[Record]) -> None:
    """Adds the records that the ledger does not hold yet, and waits until the disk has them. Raises NotReadable."""
    written = read(folder)
    if written != records[: len(written)]:
        raise NotReadable(f"Something else was recorded in {folder} at the same time. Try again.")
    if records[len(written) :]:
        json_lines.append(folder / LEDGER, records[len(written) :])


def head(records: Sequence[Record]) -> str:
    """The last link, which stands for every record before it; START where there is none."""
    return records[-1].chain if records else START


def links(records: Iterable[Record]) -> list[str]:
    """The link of each record."""
    return [record.chain for record in records]


def chain_faults(records: Sequence[Record], verified: int = 0) -> Iterator[str]:
    """Where the chain breaks, as sentences in the order of the ledger: a record altered, removed or inserted.

    The first `verified` records are not looked at again.
    """
    before = head(records[:verified])
    for number, record in enumerate(records[verified:], start=verified + 1):
        if record.number != number or record.chain != record.link_after(before):
            yield (f"Record {number} of the ledger ({record.file}) was altered or inserted, or one before it removed.")
        before = record.chain


def file_faults(folder: Path, records: Iterable[Received], verified_ns: int = 0) -> Iterator[str]:
    """Which recorded files are missing or are no longer as they were received, as sentences; see `faults_by_number`."""
    return iter(faults_by_number(folder, records, verified_ns).values())


def faults_by_number(folder: Path, records: Iterable[Received], verified_ns: int = 0) -> dict[int, str]:
    """What is wrong with recorded files, as a sentence by the number of the record of each that is not as received.

    A file of the same size that was not written to since `verified_ns` (nanoseconds since 1970) counts as unaltered;
    with 0 every byte is read.
    """
    faults = {}
    for record in records:
        path = f"{folder}/{record.file}"
        if not os.path.isfile(path):  # noqa: PTH113 - making a Path of each takes longer than looking at the file
            faults[record.number] = (
                f"{record.file} (record {record.number}) is missing. Put it back as it was received."
            )
        elif not _is_as_received(path, record, verified_ns):
            faults[record.number] = (
                f"{record.file} (record {record.number}) was altered after it was received. Put it back as it was; "
                "name another file by the day it came."
            )
    return faults


def _is_as_received(path: str, record: Received, verified_ns: int) -> bool:
    status = os.stat(path)  # noqa: PTH116 - as above
    if status.st_size != record.size_bytes:
        return False
    if status.st_mtime_ns < verified_ns:
        return True
    return sha256(Path(path).read_bytes()) == record.sha256
