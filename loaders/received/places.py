"""Where files received, examples and built databases are, unless the command says otherwise."""

import os
from pathlib import Path

from loaders.received.folder import files_in
from tracker import site, store

DATA = Path(__file__).parents[2] / "data"
RECEIVED = DATA / "received"
EXAMPLES = DATA / "examples"
EXAMPLE = EXAMPLES / "merrowshire" / "received"


def default_folder(data: Path = DATA) -> Path:
    """The folder of files received: that of TRACKER_RECEIVED, else ours, or the invented example's if ours is empty."""
    if named := os.environ.get("TRACKER_RECEIVED"):
        return Path(named)
    received = data / "received"
    return received if files_in(received) else EXAMPLE


def default_built(folder: Path | None) -> Path:
    """The folder of the database for a folder of files received.

    An example has one of its own, since otherwise its database would replace the real one.
    """
    if folder is not None and is_example(folder):
        return store.build_folder(example=folder.resolve().relative_to(EXAMPLES).parts[0])
    return store.build_folder()


def is_example(folder: Path) -> bool:
    """Whether a folder of files received is that of an example, which is part of the program."""
    return folder.resolve().is_relative_to(EXAMPLES)


def default_public() -> Path:
    """The folder of the public instance: the setting TRACKER_PUBLIC, or else `public` in the program's folder."""
    return Path(os.environ.get("TRACKER_PUBLIC") or DATA.parent / "public").absolute()


def settings_of(folder: Path) -> Path:
    """The settings file, which names publisher and authority: TRACKER_SITE, else the example's, else our own."""
    of_example = folder.parent / site.DEFAULT.name
    return Path(os.environ.get("TRACKER_SITE") or (of_example if of_example.exists() else site.DEFAULT))


def roles_file() -> Path:
    """The file that says who has which role when people sign in: TRACKER_STAFF, else the one beside our settings."""
    return Path(os.environ.get("TRACKER_STAFF") or site.DEFAULT.with_name("staff.toml"))


def root_certificate(folder: Path, chosen: Path | None) -> Path | None:
    """The file with an authority's root certificate: the one chosen, else the settings' one. Raises NotUsable."""
    settings = settings_of(folder)
    of_settings = site.read(settings).witness.root
    return chosen or (settings.parent / of_settings if of_settings else None)
