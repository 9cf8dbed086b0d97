"""The fingerprint of the code that reads files, so that rows read by other code are never carried over."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
READS = (
    "loaders/load/*.*", "loaders/mapping/*.*", "loaders/reader/*.*", "loaders/received/*.*",
    "checks/*.py", "checks/rules/*.py", "tracker/*.py", "tracker/*.sql",
)  # fmt: skip
PACKAGES = ("duckdb", "openpyxl", "pandas", "pandera", "python-calamine")


@cache
def code_sha256() -> str:
    """SHA-256 over every file that takes part in reading, checking and storing, and the packages they stand on."""
    found = hashlib.sha256()
    for pattern in READS:
        for path in sorted(ROOT.glob(pattern)):
            found.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    found.update(" ".join(f"{name}=={version(name)}" for name in PACKAGES).encode())
    return found.hexdigest()
