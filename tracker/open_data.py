"""The open-data files that lie beside the database shown, as their own package describes them."""

import hashlib
import json
from dataclasses import dataclass
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
    """What the package beside the database says, {} where there is none."""
    path = _folder() / PACKAGE
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def files() -> dict[str, File]:
    """Every file that may be sent, by its name: those that the package lists, and the package itself."""
    said = package()
    found = {one["path"]: _file(one) for one in said.get("resources", [])}
    if said:
        content = (_folder() / PACKAGE).read_bytes()
        size, print_of = len(content), hashlib.sha256(content).hexdigest()
        found[PACKAGE] = File(_folder() / PACKAGE, "application/json", size, print_of, "")
    return {name: file for name, file in found.items() if file.path.is_file()}


def _file(one: dict[str, Any]) -> File:
    path = _folder() / Path(one["path"]).name
    return File(path, one["mediatype"], one["bytes"], one["hash"].removeprefix("sha256:"), one["table"])


def _folder() -> Path:
    return store.current().parent / FOLDER
