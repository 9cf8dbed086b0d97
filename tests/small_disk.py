"""Mounts a disk so small that a test can fill it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tracker import cache, store


@contextmanager
def small_disk(place: Path, options: str) -> Iterator[None]:
    """Mounts a disk at `place` for a while; skips the test, loudly, where the system does not allow it."""
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
        cache.forget()  # answers keep the connection that gave them open
        if subprocess.run(["umount", str(place)], check=False).returncode:
            subprocess.run(["umount", "--lazy", str(place)], check=True)  # else it blocks every later run
            raise AssertionError(f"A file in {place} is still open")
