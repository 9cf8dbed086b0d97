"""What a new publication holds that the one before does not, and the other way round."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from loaders.publishing import allow_list, publication
from loaders.publishing.proofs.structure import texts_in
from tracker import store


class PublicationDifference(NamedTuple):
    """How a publication that is not in its place yet differs from the one that is shown.

    `files` is how many more received files it holds. `texts` are the words that nobody could read before, each once by
    its column, and `texts_gone` the words that nobody can read any more; both are None if another version of the
    program made the one before. `leaving` are the earlier publications that would be removed.
    """

    manifest: publication.Manifest
    before: publication.Manifest | None
    files: int
    texts: Mapping[str, Sequence[str]] | None
    texts_gone: Mapping[str, Sequence[str]] | None
    leaving: Sequence[str]
    warnings: Sequence[str]

    @property
    def rows(self) -> dict[str, tuple[int, int]]:
        """The number of rows before and now, for each table whose number differs."""
        was = {name: table.rows for name, table in self.before.tables.items()} if self.before else {}
        both = {name: (was.get(name, 0), table.rows) for name, table in self.manifest.tables.items()}
        return {name: (old, new) for name, (old, new) in both.items() if old != new}


def difference(new: Path, manifest: publication.Manifest, out: Path, warnings: Sequence[str]) -> PublicationDifference:
    """What the publication in the folder `new` would change in the public folder `out`. Raises NotReadable."""
    folders = publication.folders(out)
    before = publication.read(folders[0]) if folders else None
    leaving = [one.name for one in folders if one.name not in manifest.earlier and one.name != _name(manifest)]
    now = _texts(new / manifest.database)
    if before is None:
        return PublicationDifference(
            manifest, None, _files(new / manifest.database), _without(now, {}), {}, leaving, warnings
        )
    files = _files(new / manifest.database) - _files(out / before.database)
    if before.schema_version != store.SCHEMA_VERSION:
        return PublicationDifference(manifest, before, files, None, None, leaving, warnings)
    was = _texts(out / before.database)
    return PublicationDifference(manifest, before, files, _without(now, was), _without(was, now), leaving, warnings)


def _name(manifest: publication.Manifest) -> str:
    return Path(manifest.database).parent.name


def _files(database: Path) -> int:
    with store.read_only(database) as db:
        return sum(db.execute("SELECT count(*) FROM file_received WHERE file_id > 0").fetchone() or ())


def _texts(database: Path) -> dict[str, list[str]]:
    """Every text of a public database that is not one of our own words, in order, by its column."""
    found = {}
    with store.read_only(database) as db:
        for table, columns in allow_list.tables().items():
            for column in columns:
                if column.is_text:
                    values = {text for (text,) in db.execute(texts_in(table, column)).fetchall() if text}
                    found[f"{table}.{column.name}"] = sorted(values - allow_list.vocabulary())
    return found


def _without(texts: Mapping[str, Sequence[str]], others: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """The texts that are in no column of `others`, each once, under the first column that holds it."""
    known, left = {text for column in others.values() for text in column}, dict[str, list[str]]()
    for column, those in texts.items():
        if new := [one for one in those if one not in known]:
            left[column] = new
            known.update(new)
    return left
