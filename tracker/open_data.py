"""The open-data files that lie beside the database shown, as their own package describes them."""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from tracker import store

PACKAGE = "datapackage.json"
FOLDER = "open-data"  # beside the database
ADDRESS = f"/{FOLDER}"  # where its files are sent from


@dataclass(frozen=True)
class File:
    """One file: `table` is the table whose rows it holds, "" for files about all of them."""

    path: Path
    media_type: str
    size_bytes: int
    sha256: str
    table: str


def package() -> dict[str, Any]:
    """The content of the package beside the database, {} where there is none."""
    path = _folder() / PACKAGE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def files() -> dict[str, File]:
    """Every file that may be sent, by its name: those that the package lists, the package, and all of them in one."""
    content = package()
    by_name = {entry["path"]: _file(entry) for entry in content.get("resources", [])}
    if content:
        by_name[PACKAGE] = _not_listed(PACKAGE, "application/json")
    if archive := content.get("archive"):
        by_name[archive] = _not_listed(archive, "application/zip")
    return {name: file for name, file in by_name.items() if file.path.is_file()}


def _file(entry: dict[str, Any]) -> File:
    path = _folder() / Path(entry["path"]).name
    return File(path, entry["mediatype"], entry["bytes"], entry["hash"].removeprefix("sha256:"), entry["table"])


def _not_listed(name: str, media_type: str) -> File:
    path = _folder() / Path(name).name
    return File(path, media_type, *_measured(path), "")


@lru_cache(maxsize=8)  # a file of a publication never changes
def _measured(path: Path) -> tuple[int, str]:
    """Size and fingerprint of a file, 0 and "" where there is none."""
    content = path.read_bytes() if path.is_file() else b""
    return len(content), hashlib.sha256(content).hexdigest() if content else ""


def _folder() -> Path:
    return store.current().parent / FOLDER
