"""The packages of a lock in requirements/: the version, fingerprints and licence of each, and what needs it."""

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import NamedTuple

from tracker.findings import NotReadable
from tracker.plain_errors import of_settings

LOCK = Path(__file__).parents[2] / "requirements" / "publish.txt"  # holds the smaller locks too
NOT_STATED = "not stated"
INTRODUCTION = """# Licences

Answerable is under the MIT licence. The font in its pages and pictures, Public Sans, is under OFL-1.1. The packages
that it is installed with, for every system:
"""
_PIN = re.compile(
    r"^(?P<name>[\w.-]+)==(?P<version>[\w.+]+)(?: ; (?P<marker>[^\\\n]+?))? \\\n(?P<below>(?:    .+\n)+)", re.MULTILINE
)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")
_NEEDED_BY = re.compile(r"^    #(?: via |   )([\w.-]+)", re.MULTILINE)


class LockedPackage(NamedTuple):
    """One package of a lock; `marker` says for which systems, "" for all, and `hashes` are the SHA-256 of its files."""

    name: str
    version: str
    marker: str
    hashes: tuple[str, ...]
    needed_by: tuple[str, ...]


def read(lock: Path) -> list[LockedPackage]:
    """The packages of a lock, in its order. Raises NotReadable if it cannot be read or lists none."""
    try:
        pins = [*_PIN.finditer(lock.read_text(encoding="utf-8"))]
    except (OSError, UnicodeDecodeError) as error:
        raise NotReadable(f"{lock} cannot be read ({of_settings(error)}).") from error
    if not pins:
        raise NotReadable(f"{lock} lists no package with its hashes. Name a lock, such as requirements/publish.txt.")
    return [_package(one) for one in pins]


def _package(pin: re.Match[str]) -> LockedPackage:
    hashes, needed_by = _HASH.findall(pin["below"]), _NEEDED_BY.findall(pin["below"])
    return LockedPackage(pin["name"], pin["version"], pin["marker"] or "", tuple(hashes), tuple(needed_by))


@cache
def licence(name: str) -> str:
    """The licence of a package as an SPDX expression: from our list, or else as the installed package states it."""
    if licences := _licences().get(name):
        return licences
    try:
        stated = metadata(name)
    except PackageNotFoundError:
        return NOT_STATED
    return (stated.get_all("License-Expression") or stated.get_all("License") or [NOT_STATED])[0]


def licences(packages: Iterable[LockedPackage]) -> str:
    """A Markdown text with a table of the packages and their licences."""
    rows = (f"| {one.name} | {one.version} | {licence(one.name)} |" for one in packages)
    return "\n".join([INTRODUCTION, "| package | version | licence |", "| --- | --- | --- |", *rows, ""])


@cache
def _licences() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("licences.toml").read_text(encoding="utf-8"))
