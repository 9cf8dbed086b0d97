"""Shows that no file received was altered, removed or inserted, or that a publication is as it was made."""

import argparse
import logging
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS
from loaders.publishing.verification import Comparison, NoLedger, VerificationResult, verify_folder
from loaders.received import heads
from loaders.received.places import default_built, default_folder
from tracker.findings import NotReadable
from tracker.plain_errors import of_system

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="a folder of files received, or of a publication; default: data/received"
    )
    parser.add_argument(
        "--head", help="a ledger head from an earlier report, or a file of heads: the ledger must continue from each"
    )
    parser.add_argument("--built", type=Path, help="the folder of the database built from it; default: data/built")
    parser.add_argument(
        "--rebuild", action="store_true", help="builds the database once more and compares them, table by table"
    )
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")
    parser.add_argument("--witness", type=Path, help="an authority's answer that you kept a copy of")
    parser.add_argument(
        "--root", type=Path, help="the authority's root certificate (PEM); default: the one in the settings"
    )


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 1 when something was altered, removed or inserted; 2 when there is nothing to verify."""
    built = chosen.built or default_built(chosen.folder)
    try:
        earlier_heads = heads.parse_heads(chosen.head)
        against = Comparison(built, chosen.layouts, earlier_heads, chosen.witness, chosen.root, chosen.rebuild)
        found = verify_folder(chosen.folder or default_folder(), against)
    except NoLedger as error:
        LOG.error(error)
        return 2
    except NotReadable as error:
        found = VerificationResult([str(error)], "")
    except OSError as error:
        found = VerificationResult([of_system(error)], "")
    print("\n".join(found.faults) if found.faults else found.confirmed)
    return 1 if found.faults else 0
