"""Reads every file received, checks it, builds the database and prints what happened: python -m loaders [folder]."""

import argparse
import sys
from functools import partial
from importlib import import_module
from pathlib import Path

from loaders.annotate import annotate
from loaders.load.load import load
from loaders.load.report import report
from loaders.mapping.layout_files import LAYOUTS
from loaders.propose import propose
from loaders.publishing import verify_publication
from loaders.received import ledger, receive, verify
from loaders.received.places import default_built, default_folder
from tracker import store
from tracker.received_file import NotReadable
from tracker.words import plural

TO_INSTALL = "To install it: python -m pip install --require-hashes --only-binary :all: -r requirements/publish.txt"


def publishing(command: str, arguments: list[str]) -> int:
    """Publishing needs packages that nothing else does, so it is loaded only when it is asked for."""
    try:
        return import_module(f"loaders.publishing.{command}").main(arguments)
    except ModuleNotFoundError as error:
        print(f"Nothing was done. {error}. {TO_INSTALL}", file=sys.stderr)
        return 2


COMMANDS = {
    "propose": propose.main,
    "annotate": annotate.main,
    "receive": receive.main,
    "verify": lambda arguments: main_verify(arguments),
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


def main_verify(arguments: list[str]) -> int:
    """Exit status 0; 1 when something was altered, removed or slipped in; 2 when there is nothing to verify."""
    parser = argparse.ArgumentParser(prog="python -m loaders verify", description=verify.__doc__)
    parser.add_argument(
        "folder", nargs="?", type=Path, help="of files received, or of a publication; default: data/received"
    )
    parser.add_argument("--head", help="a ledger head printed in an earlier report: the ledger must go on from it")
    parser.add_argument("--built", type=Path, help="the folder of a database built from it; default: data/built")
    chosen = parser.parse_args(arguments)
    folder = chosen.folder or default_folder()
    if verify_publication.is_publication(folder):
        return _of_publication(folder)
    try:
        records = ledger.read(folder)
    except NotReadable as error:
        print(error)
        return 1
    if not records:
        print(f"There is no ledger in {folder}. A load begins one.", file=sys.stderr)
        return 2
    found = [*verify.faults(folder, records, chosen.head, chosen.built or default_built(chosen.folder))]
    print("\n".join(found) if found else _all_is_well(records))
    return 1 if found else 0


def _of_publication(folder: Path) -> int:
    found = [*verify_publication.faults(folder)]
    head = verify_publication.head(folder)
    well = f"The publication is as it was made, from the files received up to ledger head {head}"
    print("\n".join(found) if found else well)
    return 1 if found else 0


def _all_is_well(records) -> str:
    return f"{plural(len(records), 'file')}, each as it was received. Ledger head: {ledger.head(records)}"


def _shown(folder: Path) -> Path:
    """A path as people type it, from where they stand where that is possible."""
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder


if __name__ == "__main__":
    sys.exit(main())
