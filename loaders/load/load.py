"""A load, all or nothing: new files are read, checked and stored beside the earlier build, then pointed to."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from checks.facts import KnownFacts
from checks.judge import CheckResult, check
from checks.received_file import ReceivedFile
from loaders.load import build, erase, recount
from loaders.load.carry_over import (
    BEFORE_AND_AFTER,
    READABLE_NOW,
    UNREADABLE_NOW,
    EarlierBuild,
    earlier_build,
    to_check_again,
    with_bodies,
)
from loaders.load.code_fingerprint import code_sha256
from loaders.load.not_as_received import to_wait, way_back, with_faults, with_problems
from loaders.load.read import read_files
from loaders.mapping.bodies import Body, read_bodies, successions, unknown_names
from loaders.mapping.layout_files import LAYOUTS, layouts_for, layouts_sha256
from loaders.received import build_log, changes, ledger, ledger_records
from loaders.received.actor import NOBODY, Actor
from loaders.received.file_faults import file_faults
from loaders.received.folder import FolderContents, contents_of
from loaders.received.lock import alone_in
from tracker import store
from tracker.build_records import received_for, sha256_of
from tracker.findings import NotReadable
from tracker.plain_errors import of_database, of_system


@dataclass(frozen=True)
class LoadResult:
    """What a load did.

    `files` are the new ones, or all where every file was read; `checked` holds their rows and problems, and those of
    the `checked_again` files, whose problems changed because of the new ones. `carried_over` counts the files that stay
    as they are in the database at `path`; `still_unread` are the paths of those among them that cannot be read.
    `why_all_again` says why every file was read, "" where not. `head` is that of the ledger, and `notes` what else
    somebody should look at. `not_as_received` says which files on record are missing or altered, and the way back.
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
    not_as_received: tuple[str, ...] = ()


STILL_WRITTEN = "it changed while it was read. When it has been copied there whole, load again."


class MustWait(Exception):
    """New files that this load leaves alone, each with the reason: a later load takes them."""

    def __init__(self, reasons: Mapping[Path, str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def load(folder: Path, built: Path | None = None, layouts: Path = LAYOUTS, by: Actor = NOBODY) -> LoadResult:
    """Loads every file below `folder` into a database in `built`; `by` is who changed layouts or decisions since.

    Raises NotReadable when nothing was built; the database that was there then stays.
    """
    built = built or store.build_folder()
    layouts, waiting = layouts_for(folder, layouts), dict[Path, str]()
    with _disk_errors_as_sentences(folder, built), alone_in(built):
        while True:
            try:
                done = _load(contents_of(folder, waiting), built, layouts, by)
                return replace(done, notes=(*done.notes, *_looked_for(folder, built)))
            except MustWait as wait:  # the others do not wait for them
                waiting |= wait.reasons


def _load(contents: FolderContents, built: Path, layouts: Path, by: Actor) -> LoadResult:
    """Loads what a folder holds. Raises MustWait, before anything counts, and NotReadable."""
    folder = contents.folder
    contents = replace(contents, records=changes.with_changes(contents.records, folder, layouts, by))
    bodies = read_bodies(layouts)
    before = earlier_build(built, contents, layouts)
    _check_chain(contents, before)
    erase.finish(folder, ledger_records.erasures(contents.records).values())
    contents = with_faults(contents, before)
    if waiting := to_wait(contents):
        raise MustWait(waiting)
    before = _tried_again(contents, layouts, before)
    before = replace(before, facts=with_bodies(before.facts, bodies))
    files, checked, before, again = _read(contents, layouts, before, bodies)
    notes = (*unknown_names(bodies, checked.facts.bodies), *_changes(contents, by))
    head, still_unread = ledger.head(contents.records), _paths(contents, before.unread)
    faults = way_back(contents)
    if (
        before.path
        and not files
        and not before.has_misplaced
        and before.faulty == contents.faults.keys() - before.unread
    ):
        _record(contents)
        return LoadResult(
            files, checked, before.path, False, len(before.files), 0, "", head, notes, still_unread, faults
        )
    _check_files(folder, files, before)
    checked = with_problems(checked, contents, before.files - before.unread)
    count = partial(recount.tables, before=before.counted, folder=folder)
    path = build.write(built, files, checked, before.path, again, successions(bodies), count)
    _check_still(contents)
    _record(contents)
    _record_build(contents, path, layouts)
    build.point_to(path, is_before_kept=not _has_words_erased_since(contents, built))
    carried_over, why = len(before.files - again), before.why_not_usable
    return LoadResult(files, checked, path, True, carried_over, len(again), why, head, notes, still_unread, faults)


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
    """Raises MustWait for new files that are not any more as they were when this load began."""
    new = ledger_records.received(contents.records[contents.ledger_length :])
    changed = [record for record in new if [*file_faults(contents.folder, [record])]]
    if changed:
        raise MustWait({contents.folder / record.file: STILL_WRITTEN for record in changed})


def _read(
    contents: FolderContents, layouts: Path, before: EarlierBuild, bodies: Sequence[Body]
) -> tuple[list[ReceivedFile], CheckResult, EarlierBuild, frozenset[int]]:
    """Reads and checks the new files, and with them those of the earlier build whose problems they change.

    Gives the new files, what was found in both, the build to start from, and the numbers of the files checked again.
    """
    files = list(read_files(contents, layouts, before.files))
    checked = check(files, before.facts_for(files))
    again = to_check_again(before, checked.facts) - contents.faults.keys()
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


def _check_chain(contents: FolderContents, before: EarlierBuild) -> None:
    """Raises NotReadable unless the ledger is whole; the records of the earlier build were verified with it."""
    if gone := build_log.why_no_ledger(contents.folder):
        raise NotReadable(gone)
    for fault in ledger.chain_faults(contents.records, max(before.files, default=0)):
        raise NotReadable(f"{fault} To see all: python -m loaders verify {contents.folder}.")


def _record(contents: FolderContents) -> None:
    """Adds the new files and the changes to the ledger; a load into another database may do so at this moment."""
    if len(contents.records) > contents.ledger_length:
        with alone_in(contents.folder):
            ledger.write(contents.folder, contents.records)


def _record_build(contents: FolderContents, path: Path, layouts: Path) -> None:
    """Puts a new database on record before anything points to it: a reader must never find one that is on none."""
    head = ledger.head(contents.records)
    made_of = build_log.Build(
        database=sha256_of(path), ledger_head=head, layouts=layouts_sha256(layouts), code=code_sha256()
    )
    build_log.add(contents.folder, made_of)


def _has_words_erased_since(contents: FolderContents, built: Path) -> bool:
    """Whether the build before holds words that were erased since, so that it must not stay."""
    erased = ledger_records.erasures(contents.records).values()
    if not erased:
        return False
    try:
        with store.read_only(store.current(built)) as db:
            known = {chain for (chain,) in db.execute("SELECT chain FROM correction").fetchall()}
    except (store.NoDatabase, store.DatabaseError):
        return True
    return not {one.chain for one in erased} <= known


def _changes(contents: FolderContents, by: Actor) -> Iterator[str]:
    """Which files on record this load records as changed, as a sentence; those that are new there need none."""
    on_record, new = contents.records[: contents.ledger_length], contents.records[contents.ledger_length :]
    known = {record.file for record in on_record}
    if files := [record.file for record in new if record.file in known]:
        yield f"On record as changed, by {by}: {', '.join(files)}."


def _looked_for(folder: Path, built: Path) -> Iterator[str]:
    """That the dashboard will not find on record what was loaded from here."""
    if (received := received_for(built)).resolve() != folder.resolve():
        yield (
            f"The dashboard compares {built} with the records in {received}, so it will not show this. Set "
            f"TRACKER_RECEIVED to {folder}."
        )


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
        why = of_database(str(error))
        raise NotReadable(f"{built}: the database could not be written ({why}). What was there stays.") from error
