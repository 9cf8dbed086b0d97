"""Copies a file into the folder of files received, under the day it arrived, and prints a receipt."""

import argparse
import logging
from datetime import date
from difflib import get_close_matches
from pathlib import Path

from loaders.mapping.layout_files import LAYOUTS, layouts_for, senders
from loaders.publishing.post import acting
from loaders.reader.read_file import read_workbook
from loaders.received import ledger, ledger_records, request_log
from loaders.received.places import RECEIVED
from loaders.received.receive import receive
from loaders.request.recognise import form_of
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.typed_day import day_argument
from tracker.words import day

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", type=Path, help="the file as it was sent, with the name that the sender gave it")
    parser.add_argument("--sender", required=True, help="the name of the sender's layout")
    parser.add_argument("--on", required=True, type=day_argument, help="the day it arrived, such as 2026-03-31")
    parser.add_argument("--by", default="", help="the post that takes it in, such as “Data officer”; never a name")
    parser.add_argument("--received", type=Path, default=RECEIVED, help="default: data/received")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="default: data/layouts, else loaders/layouts")
    parser.add_argument("--new-sender", action="store_true", help="the sender has no layout yet")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    try:
        if not chosen.new_sender:
            _refuse_unknown(chosen.sender, layouts_for(chosen.received, chosen.layouts))
        workbook = read_workbook(chosen.file)  # a file that nobody can read is handed back, not kept for ever
        form_of(workbook, request_log.on_record(chosen.received, ledger.read(chosen.received)), chosen.sender)
        record = receive(chosen.file, chosen.sender, chosen.on, chosen.received, acting(chosen.by))
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error, chosen.file))
        return 2
    print(_receipt(record, to_load(chosen.received, chosen.layouts)))
    return 0


def _refuse_unknown(sender: str, layouts: Path) -> None:
    known = senders(layouts)
    if sender not in known:
        near = get_close_matches(sender, known, 1)
        hint = f" Did you mean “{near[0]}”?" if near else " For the first file of a sender, add --new-sender."
        raise NotReadable(f"There is no layout for the sender “{sender}” in {layouts}.{hint}")


def to_load(received: Path, layouts: Path) -> str:
    """The command line that loads these folders; it does not name the default ones."""
    words = ["python -m loaders"]
    if (received, layouts) != (RECEIVED, LAYOUTS):
        words += ["load", _typed(received)]
    if layouts != LAYOUTS:
        words += ["--layouts", _typed(layouts)]
    return " ".join(words)


def _typed(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)


def _receipt(record: ledger_records.FileReceived, command: str) -> str:
    """What the sender may be told, and what to do next."""
    return (
        f"Stored as {record.file}, record {record.number} of the ledger. To load it: {command}\n"
        f"Receipt: “{record.sent_as}”, {record.size_bytes:,} bytes, received on "
        f"{day(date.fromisoformat(record.received_on))}.\n"
        f"SHA-256 of the file: {record.sha256}\n"
        f"Head of the ledger:  {record.chain}"
    )
