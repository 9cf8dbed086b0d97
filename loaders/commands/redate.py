"""Gives a file received another day of receipt: it is withdrawn, and its bytes are recorded under that day.

Positions of earlier days stay as they were known.
"""

import argparse
import logging

from loaders.publishing import corrections
from loaders.received.withdraw import date_anew
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.terms import Withdrawal
from tracker.typed_day import day_argument

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument("--to", required=True, type=day_argument, help="the day on which the file came")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        decision = corrections.decision(chosen, Withdrawal.MISFILED)
        record, new = date_anew(corrections.place(chosen), chosen.to, decision, chosen.received)
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error))
        return 2
    print(corrections.receipt(record, chosen, f"Recorded under its day as {new.file}, record {new.number}.\n"))
    return 0
