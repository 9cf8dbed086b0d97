"""Has the head of the ledger witnessed by a time-stamp authority, so that nobody can rewrite what was recorded before.

If the settings name an authority's address, the command asks it at once. Otherwise --request writes the request to a
file that you send to the authority, and --answer takes the answer. The authority learns a fingerprint and nothing else.
"""

import argparse
import logging
from pathlib import Path

from loaders.received import time_stamp, witness
from loaders.received.actor import Actor
from loaders.received.places import default_folder, root_certificate, settings_of
from tracker import site
from tracker.findings import NotReadable
from tracker.plain_errors import of_system

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of files received; default: data/received")
    files = parser.add_mutually_exclusive_group()
    files.add_argument("--request", type=Path, help="write the request to this file, for an authority")
    files.add_argument("--answer", type=Path, help="the authority's answer, which is kept beside the ledger")
    parser.add_argument(
        "--root", type=Path, help="the authority's root certificate (PEM); default: the one in the settings"
    )
    parser.add_argument("--by", default="", help="the post that asks")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was witnessed."""
    folder = chosen.folder or default_folder()
    try:
        if chosen.request:
            chosen.request.write_bytes(witness.request(folder))
            print(f"Wrote {chosen.request}. Send it to the authority, then: python -m loaders witness --answer FILE")
            return 0
        root = root_certificate(folder, chosen.root)
        if not root:
            raise NotReadable("Name the authority's root certificate: --root FILE, or [witness] in the settings.")
        answer = chosen.answer.read_bytes() if chosen.answer else _answer(folder)
        number = witness.store_answer(folder, answer, time_stamp.read_root(root), Actor(chosen.by.strip()))
    except (NotReadable, site.NotUsable) as error:
        LOG.error("Nothing was witnessed. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was witnessed. %s", of_system(error))
        return 2
    print(f"Witnessed up to record {number}. Give a copy of witness-{number}.tsr to somebody else.")
    return 0


def _answer(folder: Path) -> bytes:
    settings = settings_of(folder)
    if not (address := site.read(settings).witness.address):
        raise NotReadable(f"{settings.name} names no address under [witness]. Write a request: --request FILE.")
    return time_stamp.ask(address, witness.request(folder))
