"""What the page Withdraw does: tries what a withdrawal would change, and withdraws as the command does."""

from functools import partial
from typing import NamedTuple

from loaders.load.withdrawal_trial import WithdrawalTrial, try_withdrawal
from loaders.mapping.layout_files import layouts_sha256
from loaders.publishing.corrections import holding
from loaders.received import ledger, ledger_records
from loaders.received.actor import Actor
from loaders.received.ledger_records import Received, Withdrawn
from loaders.received.places import default_public
from loaders.received.withdraw import Decision, withdraw
from pages.parts.today import london_day
from pages.staff import load_work
from pages.staff.jobs import Job, Jobs
from tracker import store

NOT_YET = Actor("Whoever looks")  # decides nothing: what is tried is thrown away


class Tried(NamedTuple):
    """What a withdrawal would change, or why nobody can say."""

    trial: WithdrawalTrial | None = None
    why_not: str = ""


class OnRecord(NamedTuple):
    """A file on record, and its withdrawal, None where it counts."""

    file: Received
    withdrawn: Withdrawn | None


TRIALS: Jobs[Tried] = Jobs(20)


def on_record(path: str) -> OnRecord | None:
    """The record of the file at a place, None where there is none. Raises NotReadable."""
    records = ledger.read(load_work.received())
    found = next((one for one in ledger_records.received(records) if one.file == path), None)
    return OnRecord(found, ledger_records.withdrawals(records).get(found.number)) if found else None


def look_at(path: str) -> Job[Tried]:
    """The look at what a withdrawal would change, anew where something was recorded or a layout changed since.

    Raises NotReadable where the ledger cannot be read.
    """
    folder = load_work.received()
    key = (path, ledger.head(ledger.read(folder)), layouts_sha256(load_work.layouts()), london_day())
    job = TRIALS.begin(key, work := partial(_try, path))
    if job.is_done and job.result.why_not and job.seconds > load_work.SECONDS:  # what kept it may have passed
        return TRIALS.begin_anew(key, work)
    return job


def _try(path: str) -> Tried:
    """Raises nothing, since nobody may be there to be told."""
    try:
        decision = Decision(NOT_YET, london_day(), "To see what it would change")
        folder, built = load_work.received(), store.build_folder()
        return Tried(try_withdrawal(path, decision, folder, built, load_work.LAYOUTS))
    except Exception as error:
        return Tried(why_not=load_work.said(error))


def take_back(path: str, decision: Decision, head: str) -> None:
    """Withdraws a file, and begins to load. Raises what `withdraw` raises."""
    withdraw(path, decision, load_work.received(), head)
    load_work.begin_load(path)


def publications_with(file: Received) -> list[str]:
    """The publications that hold a file, the one shown first. Raises NotReadable."""
    return holding(default_public(), file.commitment)
