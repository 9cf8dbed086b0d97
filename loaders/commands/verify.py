"""Shows that no file received was altered, removed or slipped in, or that a publication is as it was made."""

import argparse
import logging
from collections.abc import Sequence
from pathlib import Path

from loaders.publishing import verify_publication
from loaders.received import ledger, verify
from loaders.received.places import default_built, default_folder
from tracker.findings import NotReadable
from tracker.words import plural

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="of files received, or of a publication; default: data/received"
    )
    parser.add_argument("--head", help="a ledger head printed in an earlier report: the ledger must go on from it")
    parser.add_argument("--built", type=Path, help="the folder of a database built from it; default: data/built")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when something was altered, removed or slipped in; 2 when there is nothing to verify."""
    folder = chosen.folder or default_folder()
    try:
        if verify_publication.is_publication(folder):
            head = verify_publication.head(folder)
            well = f"The publication is as it was made, from the files received up to ledger head {head}"
            return _answer([*verify_publication.publication_faults(folder)], well)
        records = ledger.read(folder)
    except NotReadable as error:
        return _answer([str(error)], "")
    if not records:
        LOG.error("There is no ledger in %s. A load begins one.", folder)
        return 2
    faults = verify.all_faults(folder, records, chosen.head, chosen.built or default_built(chosen.folder))
    well = f"{plural(len(records), 'file')}, each as it was received. Ledger head: {ledger.head(records)}"
    return _answer([*faults], well)


def _answer(faults: Sequence[str], well: str) -> int:
    print("\n".join(faults) if faults else well)
    return 1 if faults else 0
