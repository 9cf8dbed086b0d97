"""Puts another file in the place of one received: that is withdrawn, the other recorded for its sender and day.

Positions of earlier days stay as they were known.
"""

import argparse
import logging
from pathlib import Path

from loaders.publishing import corrections
from loaders.reader.read_file import read_workbook
from loaders.received.withdraw import replace
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.terms import Withdrawal

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument("other", type=Path, metavar="WITH", help="the file to record in its place, as it was sent")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        read_workbook(chosen.other)  # what nobody can read is handed back, not kept for ever
        decision = corrections.decision(chosen, Withdrawal.DAMAGED)
        record, new = replace(corrections.place(chosen), chosen.other, decision, chosen.received)
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error))
        return 2
    print(corrections.receipt(record, chosen, f"Recorded in its place as {new.file}, record {new.number}.\n"))
    return 0
