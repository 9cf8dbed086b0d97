"""What a correction of a file is looked at for: words that may not be on record, and publications with the file."""

from pathlib import Path

import duckdb

from checks.personal_data import detect
from loaders.publishing import publication
from tracker import store
from tracker.findings import NotReadable


def refuse_personal_data(post: str, why: str) -> None:
    """Raises NotReadable for a post or a reason that looks like personal data: the ledger keeps both for ever."""
    for text, advice in ((post, "Name a post, never a person."), (why, "Give the reason without it.")):
        if detect.hits(text):
            raise NotReadable(f"“{text}” looks like personal data, and the ledger keeps it for ever. {advice}")


def holding(out: Path, commitment: str) -> list[str]:
    """The publications in a public folder that hold a file, by its commitment; the one shown comes first.

    One whose database cannot be read is among them: nobody can say that it does not.
    """
    return [folder.name for folder in publication.folders(out) if _holds(folder, commitment)]


def _holds(folder: Path, commitment: str) -> bool:
    sql = "SELECT count(*) FROM file_received WHERE commitment = $commitment"
    try:
        name = Path(publication.read(folder).database).name
        with store.read_only(folder / name) as db:
            return db.execute(sql, {"commitment": commitment}).fetchone() != (0,)
    except (NotReadable, duckdb.Error):
        return True
