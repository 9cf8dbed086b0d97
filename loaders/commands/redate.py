"""Gives a file received another day of receipt: it is withdrawn, and its bytes are recorded under that day.

Positions of earlier days stay as they were known.
"""

import argparse
from functools import partial

from loaders.publishing import corrections
from loaders.received.ledger_records import FileWithdrawn
from loaders.received.withdraw import CorrectionDecision, date_anew
from tracker.file_terms import Withdrawal
from tracker.typed_day import day_argument


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument("--to", required=True, type=day_argument, help="the day on which the file came")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    return corrections.run(chosen, Withdrawal.MISFILED, partial(_correct, chosen))


def _correct(chosen: argparse.Namespace, file: str, decision: CorrectionDecision) -> tuple[FileWithdrawn, str]:
    record, new = date_anew(file, chosen.to, decision, chosen.received)
    return record, f"Recorded under its day as {new.file}, record {new.number}.\n"
