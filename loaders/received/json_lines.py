"""Files that are only ever added to: JSON records, one on each line."""

import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec

from tracker.findings import NotReadable

Record = TypeVar("Record", bound=msgspec.Struct)
LOG = logging.getLogger(__name__)


def read(path: Path, kind: type[Record], advice: str) -> Iterator[Record]:
    """Each record of a file, none if there is no file.

    Raises NotReadable, with the line and `advice`, at the first line that is no record of that kind.
    """
    return read_kinds(path, msgspec.json.Decoder(kind).decode, advice)


def read_kinds(path: Path, decode: Callable[[bytes], Record], advice: str) -> Iterator[Record]:
    """Each record of a file with several kinds, which `decode` tells apart; none if there is no file.

    Raises NotReadable, with the line and `advice`, at the first line that is no record. A last line that was cut off
    while it was written was never recorded: it is skipped, and the log says so.
    """
    content = path.read_bytes() if path.exists() else b""
    whole = whole_lines(content)
    if whole != content:
        LOG.warning("The last line of %s was cut off while it was written, so it counts as never written.", path)
    lines = whole.split(b"\n")  # a text may contain other line breaks
    for number, line in enumerate(lines[: -1 if not lines[-1] else None], start=1):
        try:
            yield decode(line)
        except ValueError as error:
            raise NotReadable(f"{path}, line {number}, {advice}") from error


def whole_lines(content: bytes) -> bytes:
    """The content of a file without a last line that was cut off; a line that lacks only its end of line is whole."""
    before, _, last = content.rpartition(b"\n")
    try:
        if last:
            json.loads(last)
    except ValueError:
        return before + b"\n" if before else b""
    return content


def is_whole(path: Path) -> bool:
    """Whether the last line of a file has its end of line, and so was not cut off."""
    content = path.read_bytes()
    return not content or content.endswith(b"\n")


def append(path: Path, records: Sequence[msgspec.Struct]) -> None:
    """Adds a line for each record, in place of a last line that was cut off, and returns once the disk has them.

    The caller keeps other processes out of the folder.
    """
    with path.open("r+b" if path.exists() else "w+b") as file:
        whole = whole_lines(file.read())
        file.truncate(len(whole))
        file.seek(len(whole))
        if whole and not whole.endswith(b"\n"):
            file.write(b"\n")
        file.writelines(line(record) for record in records)
        file.flush()
        os.fsync(file.fileno())


def line(record: msgspec.Struct) -> bytes:
    """A record as a file holds it, with its end of line. Recorded lines never change, so these bytes must not."""
    return msgspec.json.format(msgspec.json.encode(record), indent=0) + b"\n"
