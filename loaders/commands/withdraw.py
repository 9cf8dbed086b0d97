"""Takes a file received back: it no longer counts from then on, and the ledger says who decided it and why.

The file stays where it is, and positions of earlier days stay as they were known.
"""

import argparse
import logging

from loaders.publishing import corrections
from loaders.received.withdraw import withdraw
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.terms import Withdrawal

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument(
        "--because", type=_mistake, default=Withdrawal.MISFILED, help="misfiled or damaged; default: misfiled"
    )


def _mistake(word: str) -> Withdrawal:
    if word not in list(Withdrawal):
        raise argparse.ArgumentTypeError(f"“{word}” is no kind of mistake. Give misfiled or damaged.")
    return Withdrawal(word)


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        decision = corrections.decision(chosen, chosen.because)
        record = withdraw(corrections.place(chosen), decision, chosen.received)
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error))
        return 2
    print(corrections.receipt(record, chosen))
    return 0
