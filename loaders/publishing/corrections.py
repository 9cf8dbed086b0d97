"""What the commands that correct a received file share: who decides and why, and what the receipt says."""

import argparse
import logging
from collections.abc import Callable
from datetime import date
from pathlib import Path

import duckdb

from loaders.publishing import publication
from loaders.publishing.post import acting, refuse_personal
from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileWithdrawn, WordsErased
from loaders.received.places import RECEIVED
from loaders.received.withdraw import CorrectionDecision
from tracker import store
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.typed_day import day_argument
from tracker.words import capital, day

LOG = logging.getLogger(__name__)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments that every correction needs: the file, and who decides, when and why."""
    parser.add_argument("file", help="its place below the folder of all senders, such as transport/2026-03-31.xlsx")
    parser.add_argument("--by", required=True, help="the post of the officer who decides, never a name")
    parser.add_argument("--on", required=True, type=day_argument, help="the day of the decision, such as 2026-03-31")
    parser.add_argument("--why", required=True, help="the reason, in words that may be kept for ever")
    parser.add_argument("--received", type=Path, default=RECEIVED, help="default: data/received")
    parser.add_argument("--out", type=Path, default=Path("public"), help="the folder of the public instance")


def run(
    chosen: argparse.Namespace,
    because: Withdrawal,
    correct: Callable[[str, CorrectionDecision], tuple[FileWithdrawn | WordsErased, str]],
) -> int:
    """Records a correction and prints its receipt: exit status 0; 2 when nothing was recorded.

    `correct` takes the place of the file and the decision. It returns the record, and a text for the receipt that says
    what came in the file's place.
    """
    try:
        record, then = correct(place(chosen), decision(chosen, because))
    except NotReadable as error:
        LOG.error("Nothing was recorded. %s", error)
        return 2
    except OSError as error:
        LOG.error("Nothing was recorded. %s", of_system(error))
        return 2
    print(receipt(record, chosen, then))
    return 0


def decision(chosen: argparse.Namespace, because: Withdrawal) -> CorrectionDecision:
    """The decision that the arguments state: who decides, when and why."""
    return decide(acting(chosen.by), chosen.on, chosen.why, because)


def decide(by: Actor, on: date, why: str, because: Withdrawal) -> CorrectionDecision:
    """Returns a decision. Raises NotReadable for a reason that looks like personal data, since it stays for ever."""
    refuse_personal(why, "Give the reason without it.")
    return CorrectionDecision(by, on, why.strip(), because)


def place(chosen: argparse.Namespace) -> str:
    """The place of the file below the folder of all senders, even if the path was typed from somewhere else."""
    folder, path = chosen.received.resolve(), Path(chosen.file).resolve()
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else chosen.file


def receipt(record: FileWithdrawn | WordsErased, chosen: argparse.Namespace, then: str) -> str:
    """What was recorded, which publications hold the file, and the head; `then` says what came in the file's place."""
    records = ledger.read(chosen.received)
    file = next(one for one in ledger_records.received(records) if one.number == record.about)
    public, on = holding(chosen.out, file.commitment), day(date.fromisoformat(record.on))
    sentence = f"No publication in {chosen.out} holds the file."
    if public:
        sentence = f"Publications in {chosen.out} that hold the file: {', '.join(public)}. Load, then publish again."
    return (
        f"{capital(record.kind)}: {record.file}, record {record.about} of the ledger, by "
        f"{Actor(record.by, record.account)}. To load: python -m loaders\n"
        f"Receipt: record {record.number}, decided on {on}, {record.because}: {record.why}\n"
        f"{then}{sentence}\n"
        f"SHA-256 of the file: {file.sha256}\n"
        f"Head of the ledger:  {ledger.head(records)}"
    )


def holding(out: Path, commitment: str) -> list[str]:
    """The names of the publications in a public folder that hold a file, by its commitment; the one shown comes first.

    One whose database cannot be read is among them, since nobody can say that it does not hold the file.
    """
    return [folder.name for folder in publication.folders(out) if _holds(folder, commitment)]


def _holds(folder: Path, commitment: str) -> bool:
    sql = "SELECT count(*) FROM file_received WHERE commitment = $commitment"
    try:
        name = Path(publication.read(folder).database).name
        with store.read_only(folder / name) as db:
            return db.execute(sql, {"commitment": commitment}).fetchone() != (0,)
    except (NotReadable, duckdb.Error):
        return True
