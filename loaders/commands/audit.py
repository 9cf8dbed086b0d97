"""Looks up every package of a lock in a public list of known vulnerabilities. This needs uv and a network."""

import argparse
import logging
from pathlib import Path

from loaders.publishing import audit, locked_packages
from tracker.findings import NotReadable
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "lock", nargs="?", type=Path, default=locked_packages.LOCK, help="default: the one for publishing"
    )
    parser.add_argument("--service", default="", help="the address of another list in the form of OSV")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when anything is known against a package; 2 when not all could be looked up."""
    try:
        packages = locked_packages.read(chosen.lock)
        found = audit.look_up(packages, chosen.service)
    except (NotReadable, audit.NotLookedUp) as error:
        LOG.error("The packages were not looked up. %s", error)
        return 2
    known = "Known problems:" if found else "No problems are known."
    print("\n".join([f"{plural(len(packages), 'package')} looked up. {known}", *found]))
    return 1 if found else 0
