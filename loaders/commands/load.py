"""Reads every file received, checks it, builds the database and prints what happened."""

import argparse
import logging
from pathlib import Path

from loaders.load.load import load
from loaders.load.report import report
from loaders.mapping.layout_files import LAYOUTS
from loaders.received.actor import Actor
from loaders.received.places import default_built, default_folder
from tracker import store
from tracker.findings import NotReadable

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="holds <sender>/<YYYY-MM-DD>.xlsx; default: data/received")
    parser.add_argument("--built", type=Path, help="the database's folder; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")
    parser.add_argument("--by", default="", help="the post that changed layouts or decisions since the last load")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when a file could not be read at all or is not as received; 2 when nothing was built."""
    folder = chosen.folder or default_folder()
    try:
        result = load(folder, chosen.built or default_built(chosen.folder), chosen.layouts, Actor(chosen.by.strip()))
    except (NotReadable, store.NewerDatabase) as error:
        LOG.error("Nothing was built. %s", error)
        return 2
    print(report(result, _typed_path(folder)))
    is_read = all(file.is_read or file.is_withdrawn for file in result.files)
    return 0 if is_read and not result.still_unread and not result.not_as_received else 1


def _typed_path(folder: Path) -> Path:
    """The folder as people would type it: relative to the current folder if it lies below that."""
    here = Path.cwd()
    return folder.resolve().relative_to(here) if folder.resolve().is_relative_to(here) else folder
