"""A load, all or nothing: new files are read, checked and stored beside the earlier build, then pointed to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from checks.facts import KnownFacts
from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.load import build, recount
from loaders.load.carry_over import (
    BEFORE_AND_AFTER,
    READABLE_NOW,
    UNREADABLE_NOW,
    EarlierBuild,
    earlier_build,
    to_check_again,
    with_bodies,
)
from loaders.load.read import read_files
from loaders.mapping.bodies import Body, read_bodies, successions, unknown_names
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.received import changes, ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.folder import FolderContents, contents_of
from loaders.received.lock import alone_in
from tracker import store
from tracker.findings import NotReadable
from tracker.plain_errors import of_system


@dataclass(frozen=True)
class LoadResult:
    """What a load did.

    `files` are the new ones, or all where every file was read; `checked` holds their rows and problems, and those of
    the `checked_again` files, whose problems changed because of the new ones. `carried_over` counts the files that stay
    as they are in the database at `path`; `still_unread` are the paths of those among them that cannot be read.
    `why_all_again` says why every file was read, "" where not. `head` is that of the ledger, and `notes` what else
    somebody should look at.
    """

    files: list[ReceivedFile]
    checked: CheckResult
    path: Path
    is_new: bool
    carried_over: int
    checked_again: int
    why_all_again: str
    head: str
    notes: tuple[str, ...] = ()
    still_unread: tuple[str, ...] = ()


class StillWritten(Exception):
    """Files that changed while they were read: somebody is still copying them there."""

    def __init__(self, paths: frozenset[Path]) -> None:
        super().__init__(paths)
        self.paths = paths


def load(folder: Path, built: Path | None = None, layouts: Path = LAYOUTS, by: Actor = NOBODY) -> LoadResult:
    """Loads every file below `folder` into a database in `built`; `by` is who changed layouts or decisions since.

    Raises NotReadable when nothing was built; the database that was there then stays.
    """
    built = built or store.build_folder()
    layouts, changing = layouts_for(folder, layouts), frozenset[Path]()
    with _disk_errors_as_sentences(folder, built), alone_in(built):
        while True:
            try:
                return _load(contents_of(folder, changing), built, layouts, by)
            except StillWritten as still:  # they wait for a later load, and the others do not wait for them
                changing |= still.paths


def _load(contents: FolderContents, built: Path, layouts: Path, by: Actor) -> LoadResult:
    """Loads what a folder holds. Raises StillWritten, before anything counts, and NotReadable."""
    folder = contents.folder
    contents = replace(contents, records=changes.with_changes(contents.records, folder, layouts, by))
    bodies = read_bodies(layouts)
    before = _tried_again(contents, layouts, earlier_build(built, contents.records, layouts))
    before = replace(before, facts=with_bodies(before.facts, bodies))
    _check_ledger(contents, before)
    files, checked, before, again = _read(contents, layouts, before, bodies)
    notes = (*unknown_names(bodies, checked.facts.bodies), *_changes(contents, by))
    head, still_unread = ledger.head(contents.records), _paths(contents, before.unread)
    if before.path and not files and not before.has_misplaced:
        _record(contents)
        return LoadResult(files, checked, before.path, False, len(before.files), 0, "", head, notes, still_unread)
    _check_files(folder, files, before)
    count = partial(recount.tables, before=before.counted, folder=folder)
    path = build.write(built, files, checked, before.path, again, successions(bodies), count)
    _check_still(contents)
    _record(contents)
    build.point_to(path)
    carried_over, why = len(before.files - again), before.why_not_usable
    return LoadResult(files, checked, path, True, carried_over, len(again), why, head, notes, still_unread)


def _tried_again(contents: FolderContents, layouts: Path, before: EarlierBuild) -> EarlierBuild:
    """The earlier build, or none where a file that it could not read can be read now.

    What kept it from being read may have passed: another program that had it open, or a computer short of memory.
    """
    others = {record.number for record in contents.received} - before.unread
    tried = read_files(replace(contents, misplaced=[]), layouts, others) if before.unread else ()
    if any(file.is_read for file in tried):
        return EarlierBuild(why_not_usable=READABLE_NOW, counted=before.counted)
    return before


def _paths(contents: FolderContents, numbers: frozenset[int]) -> tuple[str, ...]:
    return tuple(record.file for record in contents.received if record.number in numbers)


def _check_still(contents: FolderContents) -> None:
    """Raises StillWritten for new files that are not any more as they were when this load began."""
    new = ledger_records.received(contents.records[contents.ledger_length :])
    changed = [record for record in new if [*ledger.file_faults(contents.folder, [record])]]
    if changed:
        raise StillWritten(frozenset(contents.folder / record.file for record in changed))


def _read(
    contents: FolderContents, layouts: Path, before: EarlierBuild, bodies: Sequence[Body]
) -> tuple[list[ReceivedFile], CheckResult, EarlierBuild, frozenset[int]]:
    """Reads and checks the new files, and with them those of the earlier build whose problems they change.

    Gives the new files, what was found in both, the build to start from, and the numbers of the files checked again.
    """
    files = list(read_files(contents, layouts, before.files))
    checked = check(files, before.facts_for(files))
    again = to_check_again(before, checked.facts)
    if not again:
        return files, checked, before, again
    others = {record.number for record in contents.received} - again
    read_again = [] if before.has_withdrawn else list(read_files(replace(contents, misplaced=[]), layouts, others))
    if read_again and all(file.is_read for file in read_again):
        together = [*read_again, *files]
        return files, check(together, before.facts_for(together)), before, again
    why_not = UNREADABLE_NOW if read_again else BEFORE_AND_AFTER
    files = list(read_files(contents, layouts))
    checked = check(files, with_bodies(KnownFacts(), bodies))
    return files, checked, EarlierBuild(why_not_usable=why_not, counted=before.counted), frozenset()


def _check_ledger(contents: FolderContents, before: EarlierBuild) -> None:
    """Raises NotReadable unless the ledger is whole and every file in it is there as it was received.

    The records of the earlier build were verified when it was made; its files only if they were written to since.
    """
    verified_ns = before.path.stat().st_mtime_ns if before.path else 0
    in_ledger = ledger_records.kept(contents.records[: contents.ledger_length])
    for fault in (
        *ledger.chain_faults(contents.records, max(before.files, default=0)),
        *ledger.file_faults(contents.folder, in_ledger, verified_ns),
    ):
        raise NotReadable(f"{fault} To see all: python -m loaders verify {contents.folder}.")


def _record(contents: FolderContents) -> None:
    """Adds the new files and the changes to the ledger; a load into another database may do so at this moment."""
    if len(contents.records) > contents.ledger_length:
        with alone_in(contents.folder):
            ledger.write(contents.folder, contents.records)


def _changes(contents: FolderContents, by: Actor) -> Iterator[str]:
    """Which files on record this load records as changed, as a sentence; those that are new there need none."""
    on_record, new = contents.records[: contents.ledger_length], contents.records[contents.ledger_length :]
    known = {record.file for record in on_record}
    if files := [record.file for record in new if record.file in known]:
        yield f"On record as changed, by {by}: {', '.join(files)}."


def _check_files(folder: Path, files: Sequence[ReceivedFile], before: EarlierBuild) -> None:
    if not folder.is_dir():
        raise NotReadable(f"{folder} is no folder. Name the one that holds <sender>/<YYYY-MM-DD>.xlsx.")
    if not files and not before.path:
        raise NotReadable(f"{folder}: no files. Put each return in {folder}/<sender>/<YYYY-MM-DD>.xlsx.")
    if before.path is None and not any(file.is_read for file in files):
        reasons = "\n".join(f"{file.path}: {file.why_not_read}" for file in files)
        raise NotReadable(f"No file could be read, so the database stays as it was.\n{reasons}")
    if len({file.illustrative for file in files if file.is_read} | before.is_illustrative) > 1:
        raise NotReadable(f"{folder} holds invented and real files. Keep them in folders of their own.")


@contextmanager
def _disk_errors_as_sentences(folder: Path, built: Path) -> Iterator[None]:
    """Raises NotReadable where the disk or a folder refuses; a later load starts afresh."""
    try:
        yield
    except OSError as error:
        raise NotReadable(f"{of_system(error, built)} Make room there or give the right to write.") from error
    except store.DiskError as error:
        why = str(error).splitlines()[0]
        raise NotReadable(f"{built}: the database could not be written ({why}). What was there stays.") from error
