"""Files that are only ever added to: records as JSON, one a line."""

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from tracker.findings import NotReadable

Record = TypeVar("Record", bound=msgspec.Struct)


def read(path: Path, kind: type[Record], advice: str) -> Iterator[Record]:
    """Each record of a file, none where there is no file.

    Raises NotReadable, with the line and `advice`, at the first line that is no record of that kind.
    """
    return decoded(path, msgspec.json.Decoder(kind).decode, advice)


def decoded(path: Path, decode: Callable[[bytes], Record], advice: str) -> Iterator[Record]:
    """The same for records of several kinds, which `decode` tells apart."""
    lines = path.read_bytes().split(b"\n") if path.exists() else [b""]  # a text may hold other ends of lines
    for number, line in enumerate(lines[: -1 if not lines[-1] else None], start=1):
        try:
            yield decode(line)
        except ValueError as error:
            raise NotReadable(f"{path}, line {number}, {advice}") from error


def append(path: Path, records: Sequence[msgspec.Struct]) -> None:
    """Adds a line for each record, and returns once the disk has them."""
    with path.open("ab") as file:
        file.writelines(line(record) for record in records)
        file.flush()
        os.fsync(file.fileno())


def line(record: msgspec.Struct) -> bytes:
    """A record as it stands in a file, with its end of line. Recorded lines never change, so these bytes may not."""
    return msgspec.json.format(msgspec.json.encode(record), indent=0) + b"\n"
