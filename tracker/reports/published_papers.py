"""The papers made at publication, beside the database; the public copy has no writers of its own."""

from dataclasses import dataclass
from pathlib import Path

from tracker import store
from tracker.reports.files import FORMATS

FOLDER = "papers"  # beside the database
ADDRESS = f"/{FOLDER}"  # the address that serves its files


@dataclass(frozen=True)
class PaperFile:
    """One file, the name of its format, and its media type."""

    path: Path
    words: str
    media_type: str


def files() -> dict[str, PaperFile]:
    """Every paper that may be sent, by file name, in the order of the formats. Raises NoDatabase."""
    folder = store.current().parent / FOLDER
    found = {one: sorted(folder.glob(f"*.{one.ending}")) for one in FORMATS}
    return {path.name: PaperFile(path, one.words, one.mime) for one, paths in found.items() for path in paths}
