"""Puts a finished publication in the place of the one before, in one step that cannot be seen half done."""

import ctypes
import itertools
import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from loaders.publishing import publication
from loaders.publishing.publication import BUILT
from loaders.received.disk import wait_for_disk
from tracker import store
from tracker.received_file import NotReadable

HERE, EXCHANGE = -100, 2  # AT_FDCWD and RENAME_EXCHANGE of Linux
KEPT = 3  # earlier publications
BEFORE = ".before"  # the folder before, where the code changed too


def take_over(new: Path, out: Path) -> bool:
    """Makes the finished folder `new` what lies at `out`; True when a running instance must be started again.

    Where the code is the same, only the data goes over, and a running instance shows it at the next look. Otherwise the
    whole folder changes place with the one before, which stays beside it.
    """
    if not out.exists() or not any(out.iterdir()):
        out.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            out.rmdir()
        new.rename(out)
        wait_for_disk(out.parent)
        return False
    if _frame(new) == _frame(out):
        _move_in(publication.current(new), out)
        return False
    _exchange(new, out)
    return True


def point_to(out: Path, database: Path) -> None:
    """Makes a database of an edition the one that is shown, in one step."""
    beside = out / BUILT / f".{store.CURRENT}"
    beside.write_text(publication.pointer(database), encoding="utf-8")
    wait_for_disk(beside)
    beside.replace(out / BUILT / store.CURRENT)
    wait_for_disk(out / BUILT)


def keep(out: Path, may_stay: Callable[[Path], bool]) -> None:
    """Removes earlier publications beyond KEPT, those that may not stay, and all that could only be reached by them."""
    shown, *earlier = publication.editions(out)
    may = itertools.takewhile(lambda one: may_stay(out / publication.read(one)["database"]), earlier)
    kept = {shown, *itertools.islice(may, KEPT)}
    for one in (out / BUILT).iterdir():
        if one.is_dir() and one not in kept:
            shutil.rmtree(one, ignore_errors=True)


def check_place(out: Path) -> None:
    """Raises NotReadable where something else than a publication lies at `out`."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / BUILT / store.CURRENT).exists())):
        raise NotReadable(f"{out} holds something else than a publication. Name a folder that is new or empty.")


def _frame(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(at): path.read_bytes() for path in files if not (at := path.relative_to(out)).is_relative_to(BUILT)}


def _move_in(new: Path, out: Path) -> None:
    (database,) = new.glob("*.duckdb")
    new.rename(out / BUILT / new.name)
    wait_for_disk(out / BUILT)
    point_to(out, out / BUILT / new.name / database.name)


def _exchange(new: Path, out: Path) -> None:
    """Both folders change places at once where the system can do it; else one goes aside first."""
    before = out.with_name(out.name + BEFORE)
    if before.exists():
        shutil.rmtree(before)
    if not _exchanged(new, out):
        out.rename(before)
        new.rename(out)
    elif new.exists():
        new.rename(before)
    wait_for_disk(out.parent)


def _exchanged(one: Path, other: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    return rename(HERE, os.fsencode(one), HERE, os.fsencode(other), EXCHANGE) == 0
