"""Folders for a moment; of a program that was killed meanwhile they go when the next one is made."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

PREFIX = "answerable-"
# The system lets go of a lock however its program ends; a process number may be that of another program by then.
OWNER, FILES = "owner", "files"
WITHOUT_OWNER = 7 * 86_400.0  # seconds, as long as a file waits


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """A new empty folder, removed afterwards; those that programs left which run no longer are removed before."""
    remove_left()
    place, lock = _taken()
    try:
        yield place / FILES
    finally:
        _remove(place, lock)


def remove_left() -> None:
    """Removes the folders of programs that run no longer, and never one whose program runs, here or elsewhere."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(OSError, Timeout):  # another user's, one that is in use, or one that goes this moment
            if place.is_symlink() or not place.is_dir():
                continue
            if not (place / OWNER).is_file():  # not yet, or never
                if time.time() - place.stat().st_mtime > WITHOUT_OWNER:
                    shutil.rmtree(place, ignore_errors=True)
                continue
            lock = FileLock(place / OWNER)
            lock.acquire(timeout=0)
            _remove(place, lock)


def _taken() -> tuple[Path, FileLock]:
    """A new folder with its lock held; where another program took one for left before it was locked, the next one."""
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
    """The files go while the lock is held; Windows removes the lock itself only once it is free."""
    shutil.rmtree(place, ignore_errors=True)
    lock.release()
    shutil.rmtree(place, ignore_errors=True)
