"""Waits until the disk has what was written to it."""

import os
from pathlib import Path


def wait_for_disk(path: Path) -> None:
    """Returns once the disk has what was written to a file or folder: a power cut after this loses nothing."""
    if os.name == "nt" and path.is_dir():  # a folder cannot be opened there
        return
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
