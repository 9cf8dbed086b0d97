"""Hands an agency its own workbook back with each problem marked."""

import argparse
import logging
from pathlib import Path

from loaders.annotate.annotate import annotate
from loaders.mapping.layout_files import LAYOUTS
from tracker.findings import NotReadable

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="a received file: <folder>/<sender>/<YYYY-MM-DD>.xlsx")
    parser.add_argument("--out", type=Path, help="default: data/built/returned/<sender>-<date>-to-put-right.xlsx")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: loaders/layouts")
    parser.add_argument("--all", action="store_true", help="show the data officer's problems too")
    parser.add_argument("--force", action="store_true", help="replace a copy written before")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was written."""
    try:
        print(annotate(chosen.file, chosen.out, chosen.layouts, chosen.all, chosen.force))
    except (NotReadable, OSError) as error:
        LOG.error("Nothing was written. %s", error)
        return 2
    return 0
