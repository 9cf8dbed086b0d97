"""Copies a file into the folder of files received, under the day it arrived."""

import argparse
import logging
from datetime import date
from pathlib import Path

from loaders.received.places import RECEIVED
from loaders.received.receive import receive
from tracker.findings import NotReadable

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="the file as it was sent, with the name that the sender gave it")
    parser.add_argument("--sender", required=True, help="the name of the sender's layout")
    parser.add_argument("--on", required=True, type=date.fromisoformat, help="the day it arrived, such as 2026-03-31")
    parser.add_argument("--received", type=Path, default=RECEIVED, help="default: data/received")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        record = receive(chosen.file, chosen.sender, chosen.on, chosen.received)
    except (NotReadable, OSError) as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    print(f"Stored as {record.file}, record {record.number} of the ledger. To load it: python -m loaders")
    return 0
