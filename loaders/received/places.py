"""Where files received, examples and built databases lie, unless the command says otherwise."""

from pathlib import Path

from loaders.received.folder import files_in
from tracker import store

DATA = Path(__file__).parents[2] / "data"
RECEIVED = DATA / "received"
EXAMPLES = DATA / "examples"
EXAMPLE = EXAMPLES / "merrowshire" / "received"


def default_folder(data: Path = DATA) -> Path:
    """What was received; the invented example while nothing has been."""
    received = data / "received"
    return received if files_in(received) else EXAMPLE


def default_built(folder: Path | None) -> Path:
    """Where the database goes: an example that was asked for has its own place, never that of the real one."""
    if folder is not None and folder.resolve().is_relative_to(EXAMPLES):
        return store.build_folder(example=folder.resolve().relative_to(EXAMPLES).parts[0])
    return store.build_folder()


def folder_of(built: Path) -> Path:
    """The files received that the database in a folder is made from: an example's own where it is an example's."""
    of_example = EXAMPLES / built.name / "received"
    return of_example if of_example.is_dir() else default_folder()
