"""Puts a finished publication in the place of the one before, in one step that cannot be seen half done."""

import ctypes
import os
import shutil
from contextlib import suppress
from pathlib import Path

from loaders.publishing import publication
from loaders.publishing.publication import BUILT
from loaders.received.disk import wait_for_disk
from tracker import store
from tracker.findings import NotReadable

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # Linux's numbers: paths are from the current folder, and both change places
BEFORE = ".before"  # ends the name of the previous folder, which stays when the code changed too


def take_over(new: Path, out: Path) -> bool:
    """Puts the finished folder `new` in the place of `out`; returns whether a running instance must be restarted.

    If the code is the same, only the data moves into `out`, and a running instance shows it at the next visit.
    Otherwise the whole folder changes places with the one before, which stays beside it as `out`.before. If this raises
    OSError, `out` is as it was.
    """
    if not out.exists() or not any(out.iterdir()):
        out.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileNotFoundError):
            out.rmdir()
        new.rename(out)
        wait_for_disk(out.parent)
        return False
    if _code(new) == _code(out):
        _move_in(publication.current(new), out)
        return False
    _exchange(new, out)
    return True


def point_to(out: Path, database: Path) -> None:
    """Makes a publication's database the one that is shown, in one step."""
    beside = out / BUILT / f".{store.CURRENT}"
    beside.write_text(publication.pointer(database), encoding="utf-8")
    wait_for_disk(beside)
    beside.replace(out / BUILT / store.CURRENT)
    wait_for_disk(out / BUILT)


def remove_earlier(out: Path) -> None:
    """Removes the publications that the one shown does not list, since they may hold withdrawn text."""
    staying = publication.folders(out)
    for folder in (out / BUILT).iterdir():
        if folder.is_dir() and folder not in staying:
            shutil.rmtree(folder, ignore_errors=True)


def before(out: Path) -> Path:
    """The path of the whole previous folder, which stays when the code changed too."""
    return out.with_name(out.name + BEFORE)


def check_place(out: Path) -> None:
    """Raises NotReadable if `out` is a file, or a folder that holds anything but a publication."""
    if out.exists() and (not out.is_dir() or (any(out.iterdir()) and not (out / BUILT / store.CURRENT).exists())):
        raise NotReadable(f"{out} holds something else than a publication. Name a folder that is new or empty.")


def _code(out: Path) -> dict[str, bytes]:
    """The content of every file outside the publications, by its place in the folder."""
    files = (path for path in out.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {str(at): path.read_bytes() for path in files if not (at := path.relative_to(out)).is_relative_to(BUILT)}


def _move_in(new: Path, out: Path) -> None:
    (database,) = new.glob("*.duckdb")
    new.rename(out / BUILT / new.name)
    wait_for_disk(out / BUILT)
    point_to(out, out / BUILT / new.name / database.name)


def _exchange(new: Path, out: Path) -> None:
    """Puts `new` in the place of `out`, at once if the system can swap them; else `out` is missing for an instant."""
    beside = before(out)
    if _exchanged(new, out):
        _remove(beside)
        new.rename(beside)
    else:
        _remove(beside)
        out.rename(beside)
        try:
            new.rename(out)
        except OSError:  # such as on Windows, when another program has a file in it open
            beside.rename(out)
            raise
    wait_for_disk(out.parent)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _exchanged(one: Path, other: Path) -> bool:
    """Whether the system swapped two folders; Python itself has no function for that."""
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):  # not Linux, or a C library without it
        return False
    return rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE) == 0
