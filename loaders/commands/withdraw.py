"""Takes a file received back: it no longer counts from then on, and the ledger says who decided it and why.

The file stays where it is, and positions of earlier days stay as they were known. With `--because personal-data` it
goes on counting, and its words are erased: what is left are references, names of bodies, dates and states.
"""

import argparse
from functools import partial
from pathlib import Path

from loaders.load.copies import remove_copies
from loaders.load.erase import erase
from loaders.mapping.erase import NamedCell, named_cells
from loaders.mapping.layout_files import LAYOUTS
from loaders.publishing import corrections
from loaders.received.ledger_records import LEFT, FileWithdrawn, WordsErased
from loaders.received.withdraw import CorrectionDecision, withdraw
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable

MISTAKES = {mistake.replace(" ", "-"): mistake for mistake in Withdrawal}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    corrections.arguments(parser)
    parser.add_argument(
        "--because", type=_mistake, default=Withdrawal.MISFILED, help=f"{', '.join(MISTAKES)}; default: misfiled"
    )
    cell_help = "of a file with personal data, erase the words of this cell alone, such as Plan!D14; may be repeated"
    parser.add_argument("--cell", type=_cells, action="extend", default=[], help=cell_help)
    parser.add_argument("--built", type=Path, help="the folder of the database; default: data/built")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")


def _mistake(word: str) -> Withdrawal:
    if word not in MISTAKES:
        raise argparse.ArgumentTypeError(f"“{word}” is not a kind of mistake. Give {', '.join(MISTAKES)}.")
    return MISTAKES[word]


def _cells(words: str) -> tuple[NamedCell, ...]:
    try:
        return named_cells(words)
    except NotReadable as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    return corrections.run(chosen, chosen.because, partial(_correct, chosen))


def _correct(
    chosen: argparse.Namespace, file: str, decision: CorrectionDecision
) -> tuple[FileWithdrawn | WordsErased, str]:
    if decision.because != Withdrawal.PERSONAL_DATA:
        if chosen.cell:
            raise NotReadable("--cell is for --because personal-data: anything else takes back the whole file.")
        return withdraw(file, decision, chosen.received), ""
    first = partial(remove_copies, received=chosen.received)
    record = erase(file, decision, chosen.received, chosen.layouts, chosen.built, chosen.cell, first=first)
    left = f"What is left of it is in {file}{LEFT}." if record.left_sha256 else "It could not be read: nothing is left."
    return record, (
        f"Its bytes are gone. {left}\n"
        "The database holds its words until the next load. Backups and other copies go on holding them: see "
        "docs/ledger.md.\n"
    )
