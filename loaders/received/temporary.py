"""Temporary folders; those of a program that was killed are removed when the next one is made."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "answerable-"
# The system frees a lock however its program ends; a process number may belong to another program by then.
OWNER, FILES = "owner", "files"
WITHOUT_OWNER = 7 * 86_400.0  # seconds, as long as a file waits


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yields a new empty folder and removes it afterwards; first removes those left by programs that no longer run."""
    remove_abandoned()
    place, lock = _locked_folder()
    try:
        yield place / FILES
    finally:
        _remove(place, lock)


def remove_abandoned() -> None:
    """Removes the folders of programs that no longer run, and never one whose program runs, this one or another."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):  # another user's, one in use, or one being removed
            if place.is_symlink() or not place.is_dir():
                continue
            if {one.name for one in place.iterdir()} - {OWNER, FILES}:
                continue  # not made here: somebody may keep a checkout of this program there
            if (place / OWNER).is_file():
                lock = FileLock(place / OWNER)
                lock.acquire(timeout=0)
                _remove(place, lock)
            elif time.time() - place.stat().st_mtime > WITHOUT_OWNER:
                _remove_empty(place)


def _remove_empty(place: Path) -> None:
    """Removes a folder whose program ended before it had a lock, and so before it put anything there."""
    with suppress(FileNotFoundError):
        (place / FILES).rmdir()
    place.rmdir()


def _locked_folder() -> tuple[Path, FileLock]:
    """A new folder with its lock held; another one if a program removed it as abandoned before it was locked."""
    while True:
        place = Path(tempfile.mkdtemp(prefix=PREFIX))
        (place / FILES).mkdir()
        lock = FileLock(place / OWNER)
        with suppress(FileNotFoundError):
            lock.acquire()
            if (place / FILES).is_dir():
                return place, lock
            lock.release()


def _remove(place: Path, lock: FileLock) -> None:
    """Removes a folder: the files while the lock is held, then the lock, which Windows removes only once it is free."""
    shutil.rmtree(place, ignore_errors=True)
    lock.release()
    shutil.rmtree(place, ignore_errors=True)
