"""Reads the record of each build, kept beside the files received: a database that no load recorded is not shown."""

import hashlib
import json
import os
from pathlib import Path

BUILDS, LEDGER, MANIFEST = "builds.jsonl", "ledger.jsonl", "manifest.json"
EXAMPLES = Path(__file__).parent.parent / "data" / "examples"
BEGINNING = "0" * 64  # the head of an empty ledger


def received_for(built: Path) -> Path:
    """The folder of the files received from which the database in `built` must have been made.

    It is the setting TRACKER_RECEIVED, else `received` beside `built`, else the example's. A folder without a ledger
    does not count, since nothing was loaded from it. Nothing within `built` can name the folder: whoever puts another
    database there could name another folder too.
    """
    if named := os.environ.get("TRACKER_RECEIVED"):
        return Path(named)
    beside, of_example = built.parent / "received", EXAMPLES / built.name / "received"
    invented = EXAMPLES / "merrowshire" / "received"
    return next((one for one in (beside, of_example) if (one / LEDGER).is_file()), invented)


def why_not_believed(path: Path, built: Path) -> str:
    """Why the database that the pointer in `built` names may not be shown; "" if it may."""
    public = built.parent.parent
    if (public / "dashboard.py").is_file() and not (public / "loaders").is_dir():
        is_listed = sha256_of(path) == _manifest_sha256(path, public)
        return "" if is_listed else "is not the one that the manifest of this publication lists"
    return why_not_recorded(path, received_for(built))


def why_not_recorded(path: Path, received: Path) -> str:
    """Why a database does not count as built by a load from the folder `received`; "" if it does."""
    head = _ledger_head(sha256_of(path), received / BUILDS)
    if not head:
        return "was not made by a load of the files received"
    is_of_ledger = head == BEGINNING or head in _text(received / LEDGER)
    return "" if is_of_ledger else "was made from another ledger than the one beside the files received"


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _ledger_head(database: str, builds: Path) -> str:
    """The ledger head that the database with this fingerprint was built from; "" if no load recorded it."""
    for line in _text(builds).split("\n"):
        if database in line and _value(line, "database") == database:
            return _value(line, "ledger_head")
    return ""


def _manifest_sha256(path: Path, public: Path) -> str:
    """The fingerprint that the manifest beside a published database gives for it; "" if it gives none."""
    return _value(_text(path.parent / MANIFEST), "files", path.relative_to(public).as_posix())


def _value(text: str, *names: str) -> str:
    """The value in a JSON text under nested `names`, as text; "" if there is none or the text is not JSON."""
    try:
        found = json.loads(text)
        for name in names:
            found = found[name]
    except (ValueError, TypeError, KeyError):
        return ""
    return str(found)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
