"""Loads all or nothing: reads, checks and stores new files in a build beside the earlier one, then points to it."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from checks.received_file import ReceivedFile
from loaders.load import build, erase
from loaders.load.altered_files import to_wait, way_back, with_faults
from loaders.load.build_of import ReadAllAgain, build_of
from loaders.load.carry_over import READABLE_NOW, EarlierBuild, earlier_build
from loaders.load.code_fingerprint import code_sha256
from loaders.load.fill import StoredFiles
from loaders.load.read import read_files
from loaders.load.stored_facts import bodies_in
from loaders.mapping.bodies import read_bodies, unknown_names
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

    `files` are the new files, or all where every file was read, without their rows. `checked_again` counts the files
    of the earlier build that were checked again because of new ones; `carried_over` counts those that stay as they are
    in the database at `path`; `still_unread` are the paths of earlier files that still cannot be read. `why_all_again`
    says why every file was read, "" if only new ones were. `head` is the head of the ledger, and `notes` say what
    else somebody should look at. `not_as_received` says which files on record are missing or altered, and the way back.
    """

    files: list[ReceivedFile]
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
    """New files that this load must leave to a later one, each with the reason."""

    def __init__(self, reasons: Mapping[Path, str]) -> None:
        super().__init__(reasons)
        self.reasons = reasons


def load(
    folder: Path, built: Path | None = None, layouts: Path = LAYOUTS, by: Actor = NOBODY, with_rows: str = ""
) -> LoadResult:
    """Loads every file below `folder` into a database in `built`; `by` is who changed layouts or decisions since.

    The result keeps rows only for the file at the path `with_rows`. Raises NotReadable where nothing was built; the
    database that was there then stays.
    """
    built = built or store.build_folder()
    layouts, waiting = layouts_for(folder, layouts), dict[Path, str]()
    with _disk_errors_as_sentences(built), alone_in(built):
        while True:
            try:
                done = _load(contents_of(folder, waiting), built, layouts, by, with_rows)
                return replace(done, notes=(*done.notes, *_looked_for(folder, built)))
            except MustWait as wait:  # the other files do not wait for these
                waiting |= wait.reasons


def _load(contents: FolderContents, built: Path, layouts: Path, by: Actor, with_rows: str) -> LoadResult:
    """Loads what a folder holds. Raises MustWait, before anything counts, or NotReadable."""
    folder = contents.folder
    contents = replace(contents, records=changes.with_changes(contents.records, folder, layouts, by))
    before = earlier_build(built, contents, layouts)
    _check_chain(contents, before)
    erase.finish(folder, ledger_records.erasures(contents.records).values())
    contents = with_faults(contents, before)
    if waiting := to_wait(contents):
        raise MustWait(waiting)
    before = _tried_again(contents, layouts, before)
    if before.path and _holds_all(before, contents):
        _record(contents)
        return _result(contents, before, before.path, [*_notes(contents, before.path, layouts, by)])
    _check_folder(contents, before)
    try:
        path, filled = build_of(contents, layouts, built, before, with_rows)
    except ReadAllAgain as reason:
        before = EarlierBuild(why_not_usable=reason.why, figures=before.figures)
        path, filled = build_of(contents, layouts, built, before, with_rows)
    _check_still(contents)
    _record(contents)
    _record_build(contents, path, layouts)
    build.point_to(path, is_before_kept=not _has_words_erased_since(contents, built))
    return _result(contents, before, path, [*_notes(contents, path, layouts, by)], filled)


def _result(
    contents: FolderContents, before: EarlierBuild, path: Path, notes: Iterable[str], filled: StoredFiles | None = None
) -> LoadResult:
    again = before.files & filled.checked_again if filled else frozenset()
    return LoadResult(
        files=filled.files if filled else [],
        path=path,
        is_new=filled is not None,
        carried_over=len(before.files - again),
        checked_again=len(again),
        why_all_again=before.why_not_usable,
        head=ledger.head(contents.records),
        notes=tuple(notes),
        still_unread=tuple(record.file for record in contents.received if record.number in before.unread),
        not_as_received=way_back(contents),
    )


def _holds_all(before: EarlierBuild, contents: FolderContents) -> bool:
    """Whether the earlier build holds everything, with nothing new, misplaced or newly altered."""
    is_new = any(record.number not in before.files for record in contents.received)
    is_same = before.faulty == contents.faults.keys() - before.unread
    return is_same and not (is_new or contents.misplaced or before.has_misplaced)


def _tried_again(contents: FolderContents, layouts: Path, before: EarlierBuild) -> EarlierBuild:
    """The earlier build, or an empty one where a file that it could not read can be read now.

    The obstacle may have passed: another program had the file open, or the computer was short of memory.
    """
    others = {record.number for record in contents.received} - before.unread
    tried = read_files(replace(contents, misplaced=[]), layouts, others) if before.unread else ()
    if any(file.is_read for file in tried):
        return EarlierBuild(why_not_usable=READABLE_NOW, figures=before.figures)
    return before


def _check_still(contents: FolderContents) -> None:
    """Raises MustWait for new files that have changed since this load began."""
    new = ledger_records.received(contents.records[contents.ledger_length :])
    changed = [record for record in new if [*file_faults(contents.folder, [record])]]
    if changed:
        raise MustWait({contents.folder / record.file: STILL_WRITTEN for record in changed})


def _check_chain(contents: FolderContents, before: EarlierBuild) -> None:
    """Raises NotReadable unless the ledger is whole; the records in the earlier build were verified with that build."""
    if gone := build_log.why_no_ledger(contents.folder):
        raise NotReadable(gone)
    for fault in ledger.chain_faults(contents.records, max(before.files, default=0)):
        raise NotReadable(f"{fault} To see all: the page Verify, or python -m loaders verify {contents.folder}.")


def _record(contents: FolderContents) -> None:
    """Adds new files and changes to the ledger, with a lock: a load into another database may be doing so too."""
    if len(contents.records) > contents.ledger_length:
        with alone_in(contents.folder):
            ledger.write(contents.folder, contents.records)


def _record_build(contents: FolderContents, path: Path, layouts: Path) -> None:
    """Puts a new database on record before anything points to it, so that a reader never finds one not on record."""
    head = ledger.head(contents.records)
    made_of = build_log.Build(
        database=sha256_of(path), ledger_head=head, layouts=layouts_sha256(layouts), code=code_sha256()
    )
    build_log.add(contents.folder, made_of)


def _has_words_erased_since(contents: FolderContents, built: Path) -> bool:
    """Whether the build before holds words that have been erased since, so that it must not stay."""
    erased = ledger_records.erasures(contents.records).values()
    if not erased:
        return False
    try:
        with store.read_only(store.current(built)) as db:
            known = {chain for (chain,) in db.execute("SELECT chain FROM correction").fetchall()}
    except (store.NoDatabase, store.DatabaseError):
        return True
    return not {one.chain for one in erased} <= known


def _notes(contents: FolderContents, path: Path, layouts: Path, by: Actor) -> Iterator[str]:
    """Says which names on the list of bodies no file uses, and which files on record this load records as changed.

    New files need no note.
    """
    if bodies := read_bodies(layouts):
        with store.read_only(path) as db:
            yield from unknown_names(bodies, bodies_in(db))
    on_record, new = contents.records[: contents.ledger_length], contents.records[contents.ledger_length :]
    known = {record.file for record in on_record}
    if files := [record.file for record in new if record.file in known]:
        yield f"On record as changed, by {by}: {', '.join(files)}."


def _looked_for(folder: Path, built: Path) -> Iterator[str]:
    """Says that the dashboard will not show this load, where it compares `built` with the records of another folder."""
    if (received := received_for(built)).resolve() != folder.resolve():
        yield (
            f"The dashboard compares {built} with the records in {received}, so it will not show this. Set "
            f"TRACKER_RECEIVED to {folder}."
        )


def _check_folder(contents: FolderContents, before: EarlierBuild) -> None:
    if not contents.folder.is_dir():
        raise NotReadable(f"{contents.folder} is not a folder. Name the one that holds <sender>/<YYYY-MM-DD>.xlsx.")
    if not (contents.received or contents.misplaced or before.path):
        raise NotReadable(
            f"{contents.folder}: no files. Put each return in {contents.folder}/<sender>/<YYYY-MM-DD>.xlsx."
        )


@contextmanager
def _disk_errors_as_sentences(built: Path) -> Iterator[None]:
    """Raises NotReadable where the disk or a folder refuses access; a later load starts afresh."""
    try:
        yield
    except OSError as error:
        raise NotReadable(f"{of_system(error, built)} Make room there or give the right to write.") from error
    except store.DiskError as error:
        why = of_database(str(error))
        raise NotReadable(f"{built}: the database could not be written ({why}). What was there stays.") from error
