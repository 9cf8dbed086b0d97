"""A throw-away copy of the files received, their layouts and their database, for trials to load in."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from loaders.mapping.layout_files import layouts_for
from loaders.received.temporary import temporary_folder
from tracker import store
from tracker.findings import NotReadable

BUILT = "built"  # beside the copy of the files received, where a load looks for it


@contextmanager
def separate_copy(folder: Path | None, known: Path, built: Path | None) -> Iterator[tuple[Path, Path]]:
    """Yields copies of a folder received and of its layouts, with its database beside them; removed afterwards."""
    with temporary_folder() as temporary:
        received, layouts = temporary / "received", temporary / "layouts"
        if folder and folder.is_dir():
            _copy(folder, received)
        if folder:
            _copy(layouts_for(folder, known), layouts)
        for one in (received, layouts):
            one.mkdir(exist_ok=True)
        if built:
            _copy_build(built, temporary / BUILT)
        yield received, layouts


def database_in(built: Path) -> Path | None:
    """The database that the folder `built` points to, None for none; a load leaves it beside its own."""
    try:
        return store.current(built)
    except store.NoDatabase:
        return None


def _copy_build(built: Path, to: Path) -> None:
    """Copies the database that a folder points to; where there is none, a load reads every file again."""
    with suppress(store.NoDatabase, FileNotFoundError):  # a load may be putting another in its place
        path = store.current(built)
        to.mkdir()
        shutil.copyfile(path, to / path.name)
        (to / store.CURRENT).write_text(f"{path.name}\n", encoding="utf-8")


def _copy(folder: Path, to: Path) -> None:
    """Copies a folder and all in it; links stay links, which no load follows. Raises NotReadable where it cannot."""
    try:
        shutil.copytree(folder, to, symlinks=True)
    except (shutil.Error, shutil.SpecialFileError) as error:
        raise NotReadable(f"{folder} holds what is no file or cannot be read. Remove it and try again.") from error
