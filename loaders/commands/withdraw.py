"""Takes a file received back: it no longer counts from then on, and the ledger says who decided it and why.

The file stays where it is, and positions of earlier days stay as they were known. To give the file its right sender or
day, receive it again.
"""

import argparse
import logging
from datetime import date
from pathlib import Path

from loaders.publishing import corrections
from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import Withdrawn
from loaders.received.places import RECEIVED
from loaders.received.withdraw import withdraw
from tracker.findings import NotReadable
from tracker.terms import Withdrawal
from tracker.words import day

LOG = logging.getLogger(__name__)
BECAUSE = {str(word).replace(" ", "-"): word for word in Withdrawal}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of this command to its parser."""
    parser.add_argument("file", help="its place below the folder of all senders, such as transport/2026-03-31.xlsx")
    parser.add_argument("--by", required=True, help="the post of the officer who decides, never a name")
    parser.add_argument("--on", required=True, type=date.fromisoformat, help="the day of the decision")
    parser.add_argument("--why", required=True, help="the reason, in words that may be kept for ever")
    parser.add_argument("--because", choices=BECAUSE, default="misfiled", help="the kind of mistake; default: misfiled")
    parser.add_argument("--received", type=Path, default=RECEIVED, help="default: data/received")
    parser.add_argument("--out", type=Path, default=Path("public"), help="the folder of the public instance")


def run(chosen: argparse.Namespace) -> int:
    """Exit status 0; 2 when nothing was recorded."""
    by, why = Actor(chosen.by.strip()), chosen.why.strip()
    try:
        corrections.refuse_personal_data(by.post, why)
        file, because = _place(chosen.file, chosen.received), BECAUSE[chosen.because]
        record = withdraw(file, by, chosen.on, why, because, chosen.received)
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s cannot be used: %s.", error.filename or chosen.received, error.strerror)
        return 2
    print(_receipt(record, chosen.received, chosen.out))
    return 0


def _place(file: str, received: Path) -> str:
    """The place below the folder of all senders, also where somebody types the path from where they stand."""
    path = Path(file).resolve()
    return path.relative_to(received.resolve()).as_posix() if path.is_relative_to(received.resolve()) else file


def _receipt(record: Withdrawn, received: Path, out: Path) -> str:
    files = {one.number: one for one in ledger_records.received(ledger.read(received))}
    file = files[record.withdraws]
    public = corrections.holding(out, file.commitment)
    on = day(date.fromisoformat(record.on))
    return (
        f"Withdrawn: {record.file}, record {record.withdraws} of the ledger, by {Actor(record.by, record.account)}. "
        f"To load: python -m loaders\n"
        f"Receipt: record {record.number}, decided on {on}, {record.because}: {record.why}\n"
        f"{_published(public, out)}\n"
        f"SHA-256 of the file: {file.sha256}\n"
        f"Head of the ledger:  {record.chain}"
    )


def _published(holding: list[str], out: Path) -> str:
    if not holding:
        return f"No publication in {out} holds the file."
    return f"Publications in {out} that hold the file: {', '.join(holding)}. Load, then publish again."
