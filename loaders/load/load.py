"""A load, all or nothing: what is new is read, checked and stored beside what was there, then pointed to."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from checks.judge import Checked, check
from checks.received_file import ReceivedFile
from loaders.load import build
from loaders.load.carry_over import UNREADABLE_NOW, EarlierBuild, earlier_build, to_check_again
from loaders.load.read import read_found
from loaders.mapping.layout_files import LAYOUTS, layouts_for
from loaders.received import ledger
from loaders.received.folder import Found, found_in
from loaders.received.lock import alone_in
from tracker import store
from tracker.findings import NotReadable


@dataclass(frozen=True)
class Loaded:
    """What a load did: the new files, what was found in them and in files checked again, the build, and some counts.

    `carried` files were read before and stay as they were; `checked_again` files were read before too, but the new ones
    change what is found in them.
    """

    files: list[ReceivedFile]
    checked: Checked
    path: Path
    is_new: bool
    carried: int
    checked_again: int
    why_anew: str
    head: str


def load(folder: Path, built: Path | None = None, layouts: Path = LAYOUTS) -> Loaded:
    """Loads every file below `folder`. Raises NotReadable when nothing was built; what was there then stays."""
    built = built or store.build_folder()
    layouts = layouts_for(folder, layouts)
    with _in_words(folder, built), alone_in(built):
        found = found_in(folder)
        before = earlier_build(built, found.records, layouts)
        _check_ledger(found, before)
        files, checked, before, again = _read(found, layouts, before)
        head = ledger.head(found.records)
        if before.path and not files and not before.has_misplaced:
            return Loaded(files, checked, before.path, False, len(before.files), 0, "", head)
        _check_files(folder, files, before)
        path = build.write(built, files, checked, before.path, again)
        _record(found)
        build.point_to(path)
        return Loaded(files, checked, path, True, len(before.files - again), len(again), before.why, head)


def _read(
    found: Found, layouts: Path, before: EarlierBuild
) -> tuple[list[ReceivedFile], Checked, EarlierBuild, frozenset[int]]:
    """Reads and checks the new files, and with them those read before whose findings they change, by their numbers."""
    files = list(read_found(found, layouts, before.files))
    checked = check(files, before.known)
    again = to_check_again(before, checked.known)
    if not again:
        return files, checked, before, again
    others = {record.number for record in found.records} - again
    read_again = list(read_found(replace(found, misplaced=[]), layouts, others))
    if all(file.is_read for file in read_again):
        return files, check([*read_again, *files], before.known), before, again
    files = list(read_found(found, layouts))
    return files, check(files), EarlierBuild(why=UNREADABLE_NOW), frozenset()


def _check_ledger(found: Found, before: EarlierBuild) -> None:
    """A file already recorded must be there as it was received: otherwise nothing is built on it.

    Records that were carried over are the same as in the build before, where they were checked.
    """
    read_before = before.path.stat().st_mtime_ns if before.path else 0
    recorded = found.records[: found.recorded]
    for fault in (
        *ledger.faults(found.records, len(before.files)),
        *ledger.faults_of_files(found.folder, recorded, read_before),
    ):
        raise NotReadable(f"{fault} To see all: python -m loaders verify {found.folder}.")


def _record(found: Found) -> None:
    """Adds what is new to the ledger, which a load into another database may be doing at this moment."""
    if len(found.records) > found.recorded:
        with alone_in(found.folder):
            ledger.write(found.folder, found.records)


def _check_files(folder: Path, files: Sequence[ReceivedFile], before: EarlierBuild) -> None:
    if not files and not before.path:
        raise NotReadable(f"{folder}: no files. Put each return in {folder}/<sender>/<YYYY-MM-DD>.xlsx.")
    if before.path is None and not any(file.is_read for file in files):
        reasons = "\n".join(f"{file.path}: {file.why_not_read}" for file in files)
        raise NotReadable(f"No file could be read, so the database stays as it was.\n{reasons}")
    if len({file.illustrative for file in files if file.is_read} | before.is_illustrative) > 1:
        raise NotReadable(f"{folder} holds invented and real files. Keep them in folders of their own.")


@contextmanager
def _in_words(folder: Path, built: Path) -> Iterator[None]:
    """What a disk or a folder refuses, as one sentence; what was there stays, and a later load starts afresh."""
    try:
        yield
    except OSError as error:
        place = error.filename or built
        why = error.strerror or type(error).__name__
        raise NotReadable(f"{place} cannot be used ({why}). Make room there or give the right to write.") from error
    except store.DiskError as error:
        why = str(error).splitlines()[0]
        raise NotReadable(f"{built}: the database could not be written ({why}). What was there stays.") from error
