"""Lists the licence of every package in a lock, as docs/licences.md and a published folder do."""

import argparse
import logging
from pathlib import Path

from loaders.publishing import locked_packages
from tracker.findings import NotReadable

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "lock", nargs="?", type=Path, default=locked_packages.LOCK, help="default: the one for publishing"
    )


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when there is no lock."""
    try:
        packages = locked_packages.read(chosen.lock)
    except NotReadable as error:
        LOG.error("%s", error)
        return 2
    print(locked_packages.licences(packages), end="")
    return 0
