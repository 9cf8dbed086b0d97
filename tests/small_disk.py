"""A disk so small that a test can fill it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker import cache, store


@contextmanager
def small_disk(place: Path, options: str) -> Iterator[None]:
    """A disk of its own at `place`; skips, loudly, where this system lets nobody mount one."""
    place.mkdir(parents=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("NOT TESTED HERE: no disk can be mounted. Run the tests as root to test a full disk.")
    try:
        yield
    finally:
        store.connect.cache_clear()
        cache.forget()  # answers hold on to the connection that gave them
        if subprocess.run(["umount", str(place)], check=False).returncode:
            subprocess.run(["umount", "--lazy", str(place)], check=True)  # or every later run finds it in its way
            raise AssertionError(f"A file in {place} is still open")
