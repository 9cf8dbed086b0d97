"""A copy of what was received, of its layouts and its database, in which a trial loads; it is thrown away."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from loaders.mapping.layout_files import layouts_for
from loaders.received.temporary import temporary_folder
from tracker import store
from tracker.findings import NotReadable

BUILT = "built"  # beside the copy of what was received, as a load looks for it


@contextmanager
def apart(folder: Path | None, known: Path, built: Path | None) -> Iterator[tuple[Path, Path]]:
    """A copy of a folder received and of the layouts for it, and of its database beside it, gone afterwards."""
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


def shown_in(built: Path) -> Path | None:
    """The database that is there before the file; a load leaves it beside its own."""
    try:
        return store.current(built)
    except store.NoDatabase:
        return None


def _copy_build(built: Path, to: Path) -> None:
    """The database that a folder points to; where there is none, every file is read again."""
    with suppress(store.NoDatabase, FileNotFoundError):  # a load may have put another in its place this moment
        path = store.current(built)
        to.mkdir()
        shutil.copyfile(path, to / path.name)
        (to / store.CURRENT).write_text(f"{path.name}\n", encoding="utf-8")


def _copy(folder: Path, to: Path) -> None:
    """A folder with all that is in it; links stay links, which no load follows. Raises NotReadable."""
    try:
        shutil.copytree(folder, to, symlinks=True)
    except (shutil.Error, shutil.SpecialFileError) as error:
        raise NotReadable(f"{folder} holds what is no file or cannot be read. Remove it and try again.") from error
