"""Writes files so that the disk has them whole or not at all."""

import os
import uuid
from pathlib import Path

READ_ONLY = 0o444


def wait_for_disk(path: Path) -> None:
    """Returns once the disk has what was written to a file or folder, so that a power cut loses nothing."""
    if os.name == "nt" and path.is_dir():  # a folder cannot be opened there
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def put_in_place(content: bytes, place: Path) -> None:
    """Writes a file, whole or not at all, in place of any that is there. Its folder must exist."""
    beside = place.with_name(f".{uuid.uuid4().hex}")
    try:
        with beside.open("xb") as into:
            into.write(content)
            into.flush()
            os.fsync(into.fileno())
        beside.replace(place)
        wait_for_disk(place.parent)
    finally:
        beside.unlink(missing_ok=True)


def write_once(content: bytes, place: Path) -> None:
    """Writes a read-only file, under another name first: one that was cut off would count as the file."""
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f".{uuid.uuid4().hex}")
    try:
        with beside.open("wb") as into:
            into.write(content)
            into.flush()
            os.fsync(into.fileno())
        beside.chmod(READ_ONLY)
        beside.rename(place)
    finally:
        beside.unlink(missing_ok=True)
