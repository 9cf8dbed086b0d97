"""Fingerprints the code that reads files and counts, so that rows read by other code are never carried over."""

import hashlib
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from tracker.counting_code import files_that_count

ROOT = Path(__file__).parents[2]
# Where the search along imports begins: no import names what is started as a process or found by its folder.
BEGINNINGS = ("loaders/load/load.py", "loaders/reader/child.py", "checks/rules/*.py", "loaders/request/kinds/*.py")
DATA = (".sql", ".toml", ".txt")  # read by the modules beside them
# Parsing the modules would add 150 ms to each load, even with nothing new; a test compares this with the parser.
IMPORT = re.compile(r"^[ \t]*(?:from[ \t]+([\w.]+)[ \t]+import[ \t]+(\([^)]*\)|[^\n#]+)|import[ \t]+([^\n#]+))", re.M)


@cache
def code_sha256() -> str:
    """The SHA-256 over all our files that read, check, store and count, and the versions of their packages."""
    return fingerprint(ROOT)


def fingerprint(root: Path) -> str:
    """The fingerprint of the code below `root`, the packages that it imports, and the version of Python."""
    files, packages = code_below(root)
    files |= {*files_that_count(root / "tracker")}
    found = hashlib.sha256()
    for path in sorted(files):
        found.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    found.update(" ".join(f"{name}=={version(name)}" for name in sorted(packages)).encode())
    found.update("python {}.{}".format(*sys.version_info).encode())
    return found.hexdigest()


def code_below(root: Path) -> tuple[set[Path], set[str]]:
    """The modules reached from BEGINNINGS with the data beside them, and the third-party packages they import."""
    waiting = [path for begins in BEGINNINGS for path in root.glob(begins)]
    modules: set[Path] = set()
    packages: set[str] = set()
    names: set[str] = set()
    while waiting:
        if (path := waiting.pop()) in modules:
            continue
        modules.add(path)
        for name in {*imports(path.read_text(encoding="utf-8"))} - names:
            names.add(name)
            if (root / name.partition(".")[0]).is_dir():
                waiting += _files_of(name, root)
            else:
                packages.add(name.partition(".")[0])
    beside = {data for folder in {path.parent for path in modules} for data in folder.iterdir() if data.suffix in DATA}
    return modules | beside, packages - sys.stdlib_module_names


def imports(text: str) -> Iterator[str]:
    """Every name that a module imports, anywhere in the file: `from a.b import c` gives a.b.c."""
    for whole, parts, names in IMPORT.findall(text):
        for name in re.findall(r"([\w.]+)(?:[ \t]+as[ \t]+\w+)?[\s,)]*", names or parts):
            yield f"{whole}.{name}" if whole else name


def _files_of(name: str, root: Path) -> Iterator[Path]:
    """The files that run when one of our names is imported: its module and the packages above it."""
    parts = name.split(".")
    for n in range(1, len(parts) + 1):
        place = root.joinpath(*parts[:n])
        yield from (path for path in (place / "__init__.py", place.with_suffix(".py")) if path.is_file())
