"""Reads every file received, checks it, builds the database and prints what happened: python -m loaders [folder]."""

import argparse
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

from loaders import annotate, propose, receive, verify
from loaders.in_force import LAYOUTS
from loaders.load import load
from loaders.places import default_built, default_folder
from loaders.report import report
from tracker import store
from tracker.received import NotReadable


def publishing(command: str, arguments: list[str]) -> int:
    """Publishing needs packages that nothing else does, so it is loaded only when it is asked for."""
    try:
        return import_module(f"loaders.publishing.{command}").main(arguments)
    except ModuleNotFoundError as error:
        print(f"Nothing was done. {error}. To install it: pip install -r requirements-publish.txt", file=sys.stderr)
        return 2


COMMANDS = {
    "propose": propose.main,
    "annotate": annotate.main,
    "receive": receive.main,
    "verify": verify.main,
    "publish": partial(publishing, "publish"),
    "release": partial(publishing, "release"),
}


def main(arguments: list[str] | None = None) -> int:
    """The first word may be one of COMMANDS; anything else is a folder to load."""
    arguments = sys.argv[1:] if arguments is None else arguments
    command = COMMANDS.get(arguments[0] if arguments else "")
    return command(arguments[1:]) if command else main_load(arguments)


def main_load(arguments: list[str]) -> int:
    """Exit status 0; 1 when a file could not be read at all; 2 when nothing was built."""
    parser = argparse.ArgumentParser(
        prog="python -m loaders", description=__doc__, epilog=f"Other commands: {', '.join(COMMANDS)}."
    )
    parser.add_argument("folder", nargs="?", type=Path, help="holds <sender>/<YYYY-MM-DD>.xlsx; default: data/received")
    parser.add_argument("--built", type=Path, help="the database's folder; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: loaders/layouts")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    try:
        loaded = load(folder, chosen.built or default_built(chosen.folder), chosen.layouts)
    except (NotReadable, store.NewerDatabase) as error:
        print(f"Nothing was built. {error}", file=sys.stderr)
        return 2
    print(report(loaded, _shown(folder)))
    return 0 if all(file.is_read for file in loaded.files) else 1


def _shown(folder: Path) -> Path:
    """A path as people type it, from where they stand where that is possible."""
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder


if __name__ == "__main__":
    sys.exit(main())
