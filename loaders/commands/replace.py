"""Puts another file in the place of one received: that is withdrawn, the other recorded for its sender and day.

Positions of earlier days stay as they were known.
"""

import argparse
from functools import partial
from pathlib import Path

from loaders.publishing import corrections
from loaders.reader.read_file import read_workbook
from loaders.received.ledger_records import FileWithdrawn
from loaders.received.withdraw import CorrectionDecision, replace
from tracker.file_terms import Withdrawal


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument("other", type=Path, metavar="WITH", help="the file to record in its place, as it was sent")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    return corrections.run(chosen, Withdrawal.DAMAGED, partial(_correct, chosen))


def _correct(chosen: argparse.Namespace, file: str, decision: CorrectionDecision) -> tuple[FileWithdrawn, str]:
    read_workbook(chosen.other)  # a file that nobody can read is handed back, not kept for ever
    record, new = replace(file, chosen.other, decision, chosen.received)
    return record, f"Recorded in its place as {new.file}, record {new.number}.\n"
