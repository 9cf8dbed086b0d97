"""Writes everything that a backup holds into a new folder, and verifies it there."""

import argparse
import logging
from pathlib import Path

from loaders.commands import verify
from loaders.received import backup
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="a file that the command backup wrote")
    parser.add_argument("--into", required=True, type=Path, help="a new folder")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when what was restored does not verify; 2 when nothing was restored."""
    try:
        contents = backup.restore(chosen.file, chosen.into)
    except NotReadable as error:
        LOG.error("Nothing was restored. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was restored. %s", of_system(error))
        return 2
    into = chosen.into
    print(f"{plural(len(contents.files), 'file')} restored to {into}.")
    statuses = [_verified(into / "received", into)]
    statuses += [_verified(into / "public", into)] if (into / "public").is_dir() else []
    return max(statuses)


def _verified(folder: Path, into: Path) -> int:
    """Runs the command verify on a restored folder and returns its exit status."""
    parser = argparse.ArgumentParser()
    verify.arguments(parser)
    places = ["--layouts", str(into / "layouts"), "--built", str(into / "built")]
    print(f"{folder}:")
    return verify.run(parser.parse_args([str(folder), *places]))
