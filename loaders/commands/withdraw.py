"""Takes a file received back: it no longer counts from then on, and the ledger says who decided it and why.

The file stays where it is, and positions of earlier days stay as they were known.
"""

import argparse

from loaders.publishing import corrections
from loaders.received.withdraw import withdraw
from tracker.terms import Withdrawal


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
    return corrections.run(
        chosen, chosen.because, lambda file, decision: (withdraw(file, decision, chosen.received), "")
    )
