"""The papers that were made at publication and lie beside the database; the public copy has no writers of its own."""

from dataclasses import dataclass
from pathlib import Path

from tracker import store
from tracker.reports.files import FORMATS

FOLDER = "papers"  # beside the database
ADDRESS = f"/{FOLDER}"  # where its files are sent from


@dataclass(frozen=True)
class PaperFile:
    """One file, what its format is called, and its media type."""

    path: Path
    words: str
    media_type: str


def files() -> dict[str, PaperFile]:
    """Every paper that may be sent, by the name of its file, in the order of the formats. Raises NoDatabase."""
    folder = store.current().parent / FOLDER
    found = {one: sorted(folder.glob(f"*.{one.ending}")) for one in FORMATS}
    return {path.name: PaperFile(path, one.words, one.mime) for one, paths in found.items() for path in paths}
