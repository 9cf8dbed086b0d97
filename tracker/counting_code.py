"""The fingerprint of the code that counts: a database is only shown by the code that counted it."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent
FILES = ("*.sql", "measure*.py", "open_problems.py", "*terms.py", "columns/*.py", "columns/*.toml", "questions/*.py")


@cache
def counting_sha256() -> str:
    """The SHA-256 over the paths and bytes of the files that count: statements, measures and questions."""
    found = hashlib.sha256()
    for path in sorted(files_that_count(ROOT)):
        found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return found.hexdigest()


def files_that_count(folder: Path) -> Iterator[Path]:
    """Yields the files below a folder `tracker` that decide what a figure is."""
    return (path for pattern in FILES for path in folder.glob(pattern))
