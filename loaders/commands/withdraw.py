"""Takes a file received back: it no longer counts from then on, and the ledger says who decided it and why.

The file stays where it is, and positions of earlier days stay as they were known.
"""

import argparse
import logging

from loaders.publishing import corrections
from loaders.received.withdraw import withdraw
from tracker.findings import NotReadable
from tracker.terms import Withdrawal

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    words = [str(word) for word in Withdrawal]
    parser.add_argument("--because", choices=words, default="misfiled", help="the kind of mistake; default: misfiled")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        decision = corrections.decision(chosen, Withdrawal(chosen.because))
        record = withdraw(corrections.place(chosen), decision, chosen.received)
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s cannot be used: %s.", error.filename or chosen.received, error.strerror)
        return 2
    print(corrections.receipt(record, chosen))
    return 0
