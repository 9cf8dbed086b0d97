"""Prints the salt of one file received, with which somebody can check that a file is the one on record."""

import argparse
import logging
from pathlib import Path

from loaders.received import ledger
from loaders.received.places import default_folder
from tracker.findings import NotReadable

LONGEST = 18  # digits
LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument(
        "number", type=_number, help="the number of its record in the ledger, as the open data and the pages show it"
    )
    parser.add_argument("folder", nargs="?", type=Path, help="the folder of files received; default: data/received")


def _number(words: str) -> int:
    if not (words.isascii() and words.isdecimal() and len(words) <= LONGEST):
        raise argparse.ArgumentTypeError(f"“{words[:LONGEST]}” is not the number of a record. Give one such as 12.")
    return int(words)


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when there is no such record."""
    folder = chosen.folder or default_folder()
    try:
        record = ledger.file_under(folder, chosen.number)
    except NotReadable as error:
        LOG.error("%s", error)
        return 2
    print(f"Record {record.number}: {record.file}")
    print(f"Salt: {record.file_salt}")
    print(f"Commitment, as published: {record.commitment}")
    print("Give the salt only to people who may know the whole file. Others could use it to test guesses.")
    return 0
