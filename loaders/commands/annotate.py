"""Hands an agency its own workbook back with each problem marked.

The exit status is 0 for a copy or a list, 1 when nobody can read the file and the list only says why, and 2 when
nothing was written.
"""

import argparse
import logging
from pathlib import Path

from loaders.load.annotate.annotate import annotate
from loaders.mapping.layout_files import LAYOUTS
from tracker.findings import NotReadable
from tracker.plain_errors import of_system

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="a received file: <folder>/<sender>/<YYYY-MM-DD>.xlsx")
    parser.add_argument("--out", type=Path, help="default: data/built/returned/<sender>-<date>-to-put-right.xlsx")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")
    parser.add_argument("--all", action="store_true", help="show the data officer's problems too")
    parser.add_argument("--force", action="store_true", help="replace a copy written before")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when the file could not be read, so the list alone says why; 2 when nothing was written."""
    try:
        done = annotate(chosen.file, chosen.out, chosen.layouts, chosen.all, chosen.force)
    except NotReadable as error:
        LOG.error("Nothing was written. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was written. %s", of_system(error))
        return 2
    print(done)
    return 0 if done.is_read else 1
