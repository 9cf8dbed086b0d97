"""Lets one load run at a time: a second one waits, and says for which process."""

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from tracker.findings import NotReadable

LOCK, HOLDER = ".loading.lock", ".loading.process"
LOG = logging.getLogger(__name__)
WAITS = 600.0  # seconds: a first load of several thousand files takes minutes


@contextmanager
def alone_in(folder: Path, waits: float = WAITS) -> Iterator[None]:
    """Keeps other loads out of the folder. Raises NotReadable if another is still there after `waits` seconds."""
    folder.mkdir(parents=True, exist_ok=True)
    lock, holder = FileLock(folder / LOCK), folder / HOLDER
    try:
        lock.acquire(timeout=0)
    except Timeout:
        LOG.warning("Another load is under way in %s (%s). Waiting for it.", folder, _who(holder))
        _wait_for(lock, holder, folder, waits)
    try:
        holder.write_text(f"process {os.getpid()}", encoding="utf-8")
        yield
    finally:
        lock.release()


def _wait_for(lock: FileLock, holder: Path, folder: Path, waits: float) -> None:
    try:
        lock.acquire(timeout=waits)
    except Timeout as error:
        raise NotReadable(f"Another load still holds {folder} ({_who(holder)}). End it, then load again.") from error


def _who(holder: Path) -> str:
    try:
        return holder.read_text(encoding="utf-8") or "a process that has just begun"
    except OSError:
        return "a process that has just begun"
