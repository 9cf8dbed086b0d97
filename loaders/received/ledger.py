"""The ledger: a record for each file received and each change beside them, chained so that tampering shows."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from loaders.received import json_lines
from loaders.received.actor import NOBODY, Actor
from loaders.received.fingerprints import salt, sha256
from loaders.received.ledger_records import (
    KINDS,
    RECEIVED,
    START,
    VERSION,
    FileReceived,
    Header,
    Record,
    link_after,
    received,
)
from tracker.findings import NotReadable

LEDGER = "ledger.jsonl"
Linked = TypeVar("Linked", bound=Record)


class OtherHead(NotReadable):
    """Something else was recorded after somebody saw what they decided on."""


def read(folder: Path) -> list[Record]:
    """Every record of the ledger in `folder`, none before the first load. Raises NotReadable."""
    return [*_each(folder)]


def file_under(folder: Path, number: int) -> FileReceived:
    """The record of a file received, by its number. Raises NotReadable, also if there is none."""
    found = next((one for one in received(read(folder)) if one.number == number), None)
    if found is None:
        raise NotReadable(f"There is no record {number} in {folder / LEDGER}.")
    return found


def read_on(folder: Path) -> tuple[list[Record], str]:
    """The records up to the first line that cannot be read, and a sentence about that line, "" if there is none."""
    records: list[Record] = []
    try:
        for record in _each(folder):
            records.append(record)
    except NotReadable as error:
        return records, str(error)
    return records, ""


def _each(folder: Path) -> Iterator[Record]:
    path, advice = folder / LEDGER, "is no record of a file. Put the ledger back from a copy."
    records = json_lines.read_kinds(path, _decode, advice)
    for number, header in enumerate(json_lines.read(path, Header, advice), start=1):
        _refuse_newer(header, f"{path}, line {number},")
        yield next(records)


def _decode(line: bytes) -> Record:
    return msgspec.json.decode(line, type=KINDS[msgspec.json.decode(line, type=Header).kind])


def _refuse_newer(header: Header, place: str) -> None:
    """Raises NotReadable for a record that this program does not know: skipping it would change what is counted."""
    if header.version > VERSION:
        found = f"of version {header.version}, and this program knows versions up to {VERSION}"
    elif header.kind not in KINDS:
        known = ", ".join(f"“{kind}”" for kind in KINDS if kind)
        found = f"of the kind “{header.kind}”, and this program knows {known} alone"
    else:
        return
    raise NotReadable(f"{place} is {found}. Use the newer program that wrote it; nothing was changed.")


def with_new(
    records: Sequence[Record], folder: Path, paths: Iterable[Path], sent_as: str = "", by: Actor = NOBODY
) -> list[Record]:
    """The records, with a new one for each path that has none yet, in the order given; nothing is written."""
    recorded_files = {record.file for record in received(records)}
    all_records = [*records]
    for path in paths:
        if (file := path.relative_to(folder).as_posix()) not in recorded_files:
            all_records.append(_record(all_records, path, file, sent_as or path.name, by))
    return all_records


def _record(before: Sequence[Record], path: Path, file: str, sent_as: str, by: Actor) -> Record:
    content = path.read_bytes()
    record = FileReceived(
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
        by=by.post,
        account=by.account,
    )
    return with_link(record, before)


def with_link(record: Linked, before: Sequence[Record]) -> Linked:
    """A record with the link that chains it to those before it."""
    return msgspec.structs.replace(record, chain=link_after(record, head(before)))


def write(folder: Path, records: Sequence[Record]) -> None:
    """Adds the records that the ledger lacks and waits until the disk has them. Raises NotReadable."""
    written = read(folder)
    if written != records[: len(written)]:
        raise NotReadable(f"Something else was recorded in {folder} at the same time. Try again.")
    if records[len(written) :]:
        json_lines.append(folder / LEDGER, records[len(written) :])


def head(records: Sequence[Record]) -> str:
    """The last link, which stands for every record before it; START if there is none."""
    return records[-1].chain if records else START


def refuse_other_head(records: Sequence[Record], last_seen: str) -> None:
    """Raises OtherHead if the records do not end with the head `last_seen`; "" matches any."""
    if last_seen and head(records) != last_seen:
        raise OtherHead("Something else was recorded in the meantime, so nothing was recorded now.")


def links(records: Iterable[Record]) -> list[str]:
    """The link of each record."""
    return [record.chain for record in records]


def chain_faults(records: Sequence[Record], verified: int = 0) -> Iterator[str]:
    """A sentence about each place where the chain breaks, in order: a record was altered, removed or inserted.

    The first `verified` records are not looked at again.
    """
    for number in broken_links(records, verified):
        file = records[number - 1].file
        yield f"Record {number} of the ledger ({file}) was altered or inserted, or one before it removed."


def broken_links(records: Sequence[Record], verified: int = 0) -> Iterator[int]:
    """The places, from 1, of the records whose link does not fit the one before; see `chain_faults`."""
    before = head(records[:verified])
    for number, record in enumerate(records[verified:], start=verified + 1):
        if record.number != number or record.chain != link_after(record, before):
            yield number
        before = record.chain


def altered_lines(folder: Path, records: Sequence[Record]) -> Iterator[int]:
    """The places, from 1, of the records whose lines say the same in other bytes than were recorded."""
    lines = (folder / LEDGER).read_bytes().split(b"\n") if records else []
    for number, (line, record) in enumerate(zip(lines, records, strict=False), start=1):
        if line + b"\n" != json_lines.line(record):
            yield number
