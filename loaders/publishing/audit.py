"""Looks up the packages of a lock in a public list of known vulnerabilities, with uv."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from loaders.publishing.locked_packages import LockedPackage

TO_INSTALL = "python -m pip install --require-hashes --only-binary :all: -r requirements/uv.txt"
_COMMAND = ("audit", "--preview-features", "audit-command,json-output", "--output-format", "json")


class NotLookedUp(RuntimeError):
    """The packages were not looked up; the message says why and what to do."""


class _Package(msgspec.Struct):
    name: str
    version: str


class _Vulnerability(msgspec.Struct):
    dependency: _Package
    display_id: str
    summary: str | None
    fix_versions: list[str]


class _Status(msgspec.Struct):
    name: str
    status: str


class _Summary(msgspec.Struct):
    audited_packages: int


class _Answer(msgspec.Struct):
    """The part of uv's answer that is read here."""

    summary: _Summary
    vulnerabilities: list[_Vulnerability]
    adverse_statuses: list[_Status]


def look_up(packages: Sequence[LockedPackage], service: str = "") -> list[str]:
    """Returns a sentence for each known problem of the packages. Raises NotLookedUp unless all were looked up.

    `service` is the address of another list in the form of OSV; without it, the list is that of osv.dev.
    """
    answer = _ask(packages, service)
    if answer.summary.audited_packages < len({(one.name, one.version) for one in packages}):
        raise NotLookedUp(f"Only {answer.summary.audited_packages} of {len(packages)} packages were found.")
    return [
        *(_sentence(one) for one in answer.vulnerabilities),
        *(f"{one.name} is {one.status}." for one in answer.adverse_statuses),
    ]


def _ask(packages: Sequence[LockedPackage], service: str) -> _Answer:
    """Asks uv about an empty project that needs these packages, since uv cannot read a lock with hashes."""
    try:
        from uv import find_uv_bin
    except ModuleNotFoundError as error:
        raise NotLookedUp(f"The package {error.name} is not installed. To install it: {TO_INSTALL}") from error
    command = [find_uv_bin(), *_COMMAND, *(("--service-url", service) if service else ())]
    with TemporaryDirectory() as project:
        (Path(project) / "pyproject.toml").write_text(_project(packages), encoding="utf-8")
        # A network may have a certificate of its own, which the machine trusts.
        settings = {"UV_SYSTEM_CERTS": "1", **os.environ, "UV_PYTHON": sys.executable}
        done = subprocess.run(command, cwd=project, env=settings, capture_output=True, text=True)
    try:
        return msgspec.json.decode(done.stdout, type=_Answer)
    except msgspec.DecodeError as error:
        words = done.stderr.rpartition("error: ")[2].partition("\n")[0]
        raise NotLookedUp(f"Try again where there is a network. uv said: {words}") from error


def _project(packages: Sequence[LockedPackage]) -> str:
    pins = [f"{one.name}=={one.version}{f' ; {one.marker}' if one.marker else ''}" for one in packages]
    return f"""[project]
name = "audited"
version = "0"
requires-python = ">=3.11"
dependencies = {json.dumps(pins)}
"""


def _sentence(vulnerability: _Vulnerability) -> str:
    package, about = (
        vulnerability.dependency,
        f"{vulnerability.display_id}, {vulnerability.summary or 'without a title'}",
    )
    mended = (
        f"Fixed in {', '.join(vulnerability.fix_versions)}."
        if vulnerability.fix_versions
        else "No version fixes it yet."
    )
    return f"{package.name} {package.version}: {about}. {mended}"
