"""Builds a database of the files in a folder: from all of them, or from an earlier build and the new files."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from checks.received_file import ReceivedFile
from loaders.load import build, insert, recount
from loaders.load.altered_files import problems_of_faults
from loaders.load.carry_over import BEFORE_AND_AFTER, UNREADABLE_NOW, EarlierBuild, with_bodies
from loaders.load.fill import StoredFiles, fill
from loaders.load.insert import Bodies
from loaders.load.read import read_files
from loaders.mapping.bodies import read_bodies, successions
from loaders.mapping.layout_files import bodies_sha256
from loaders.received.folder import FolderContents
from tracker import store
from tracker.findings import NotReadable


class ReadAllAgain(Exception):
    """Says why a build cannot go on from the earlier one; a build from nothing can."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def build_of(
    contents: FolderContents, layouts: Path, built: Path, before: EarlierBuild, with_rows: str = ""
) -> tuple[Path, StoredFiles]:
    """Writes a database into the folder `built` that nothing points to yet. Returns its path and what it holds.

    Raises NotReadable where it would hold nothing, or invented files beside real ones; ReadAllAgain.
    """
    list_of_bodies = read_bodies(layouts)
    facts = with_bodies(before.facts, list_of_bodies)

    def filling(db: store.Connection) -> StoredFiles:
        new = read_files(contents, layouts, before.files)
        again = partial(_read_again, contents, layouts, before)
        filled = fill(db, new, facts, again, with_rows)
        _check_files(contents.folder, filled.files, before)
        with insert.writing(db) as writing:
            insert.insert_problems(writing, problems_of_faults(contents, before.files - before.unread))
        return filled

    bodies = Bodies(tuple(successions(list_of_bodies)), bodies_sha256(layouts))
    count = partial(recount.tables, before=before.figures, folder=contents.folder)
    return build.write(built, filling, before.path, bodies, count)


def _read_again(
    contents: FolderContents, layouts: Path, before: EarlierBuild, numbers: Collection[int]
) -> Iterator[ReceivedFile]:
    """The files with these numbers, read once more. A file that is not as it was received is left as read before."""
    if before.has_withdrawn and not before.files.isdisjoint(numbers):
        raise ReadAllAgain(BEFORE_AND_AFTER)
    others = {record.number for record in contents.received} - ({*numbers} - contents.faults.keys())
    for file in read_files(replace(contents, misplaced=[]), layouts, others):
        if not file.is_read and before.path is None:
            raise NotReadable(f"{file.path} was read, and a moment later could not be: {file.why_not_read} Load again.")
        if not file.is_read:
            raise ReadAllAgain(UNREADABLE_NOW)
        yield file


def _check_files(folder: Path, files: Sequence[ReceivedFile], before: EarlierBuild) -> None:
    if files and before.path is None and not any(file.is_read for file in files):
        reasons = "\n".join(f"{file.path}: {file.why_not_read}" for file in files)
        raise NotReadable(f"No file could be read, so the database stays as it was.\n{reasons}")
    if len({file.illustrative for file in files if file.is_read} | before.is_illustrative) > 1:
        raise NotReadable(f"{folder} holds invented and real files. Keep them in folders of their own.")
