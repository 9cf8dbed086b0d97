"""The open-data files beside the database shown, as their own package describes them."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker import store

PACKAGE = "datapackage.json"
FOLDER = "open-data"  # beside the database
ADDRESS = f"/{FOLDER}"  # the address that serves its files


@dataclass(frozen=True)
class OpenDataFile:
    """One file: `table` is the table whose rows it holds, "" for a file about all of them."""

    path: Path
    media_type: str
    size_bytes: int
    sha256: str
    table: str


def package() -> dict[str, Any]:
    """The content of the package beside the database, {} if there is none."""
    path = _folder() / PACKAGE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def files() -> dict[str, OpenDataFile]:
    """Every file that may be sent, by name: those that the package lists, the package itself, and the archive."""
    content = package()
    by_name = {entry["path"]: _file(entry) for entry in content.get("resources", [])}
    if content:
        by_name[PACKAGE] = _not_listed(PACKAGE, "application/json")
    if archive := content.get("archive"):
        by_name[archive] = _not_listed(archive, "application/zip")
    return {name: file for name, file in by_name.items() if file.path.is_file()}


def _file(entry: dict[str, Any]) -> OpenDataFile:
    path = _folder() / Path(entry["path"]).name
    return OpenDataFile(path, entry["mediatype"], entry["bytes"], entry["hash"].removeprefix("sha256:"), entry["table"])


def _not_listed(name: str, media_type: str) -> OpenDataFile:
    path = _folder() / Path(name).name
    return OpenDataFile(path, media_type, *_measured(path), "")


@lru_cache(maxsize=8)  # a published file never changes
def _measured(path: Path) -> tuple[int, str]:
    """The size in bytes and the fingerprint of a file, 0 and "" if there is none."""
    content = path.read_bytes() if path.is_file() else b""
    return len(content), hashlib.sha256(content).hexdigest() if content else ""


def _folder() -> Path:
    return store.current().parent / FOLDER
