"""What the page Load does: looks at a waiting file, keeps it, and loads what was kept."""

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import BinaryIO

from loaders import fault_log
from loaders.load.load import LoadResult, load
from loaders.load.recognise import Fit, difference, fits, only_sender
from loaders.load.trial import FileNotReadable, Trial, try_file
from loaders.mapping.layout_files import LAYOUTS, layout_for, layouts_for, layouts_sha256, senders
from loaders.propose.builder.begin import NO_NAME
from loaders.propose.proposal import propose
from loaders.received import ledger, ledger_records, request_log, submissions
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileReceived
from loaders.received.places import EXAMPLE
from loaders.received.receive import receive
from loaders.received.waiting_files import WaitingFile, drop, folder_beside, put, why_not_taken
from pages.parts.today import london_day
from pages.staff.jobs import Job, Jobs
from tracker import store
from tracker.build_records import received_for
from tracker.findings import NotReadable
from tracker.plain_errors import of_system

OWN = "received"  # beside the folder of the database
EXAMPLE_SHOWN = "The invented example is shown until you keep a file of your own, so there is {}."
SECONDS = 60  # after which a failed look is made again


@dataclass(frozen=True)
class FileLook:
    """What is known of a waiting file: which senders it fits, the `sender` it was taken for, and what it would change.

    `why_not` says why it cannot be tried, else it is "", and `is_its_fault` whether the reason lies in the file;
    `differs` says how it differs from its sender's layout, "" if that is not the reason. `has_table` says whether a
    layout can be made for it on screen.
    """

    fits: tuple[Fit, ...] = ()
    sender: str = ""
    trial: Trial | None = None
    why_not: str = ""
    is_its_fault: bool = False
    differs: str = ""
    has_table: bool = False


LOOKS: Jobs[FileLook] = Jobs(20)
# A queue of their own, so that officers never wait behind senders. It may be long: each sender has room for few files.
LOOKS_OF_SENDERS: Jobs[FileLook] = Jobs(20, may_wait=200)
LOADS: Jobs[LoadResult] = Jobs(100)


def received() -> Path:
    """The folder where files go on record: the one of the database shown, or one's own while the example is shown."""
    built = store.build_folder()
    return built.parent / OWN if is_example_in_place_of_own() else received_for(built)


def is_example_in_place_of_own() -> bool:
    """Whether the invented example is shown only because nothing has been received yet.

    A ledger alone says nothing of that: a layout saved before the first file is kept is on record there too.
    """
    built = store.build_folder()
    folder = received_for(built)
    if folder == EXAMPLE:
        return built.name != EXAMPLE.parent.name
    return folder == built.parent / OWN and "TRACKER_RECEIVED" not in os.environ and not any(folder.glob("*/[!.]*"))


def waiting_folder() -> Path:
    """The folder where files wait for a decision."""
    return folder_beside(received())


def list_waiting() -> list[WaitingFile]:
    """The files that wait for an officer, by name."""
    return submissions.of_officers(waiting_folder())


def find(file_id: str) -> WaitingFile | None:
    """The file that waits for an officer under an id, None if there is none; any text may be given as an id."""
    return next((one for one in list_waiting() if one.id == file_id), None)


def layouts() -> Path:
    """The folder of the layouts for the files received."""
    return layouts_for(received(), LAYOUTS)


def take(name: str, size: int, content: BinaryIO, sender: str = "") -> WaitingFile:
    """Puts a file among those that wait, sent by an officer or by its own `sender`; name and size are checked first.

    Raises NotReadable for a file that cannot be a return or if there is no room; OSError.
    """
    if why_not := why_not_taken(name, size):
        raise NotReadable(why_not)
    return put(waiting_folder(), name, content.read(), sender)


def known_senders() -> list[str]:
    """The senders that have a layout, by name."""
    return senders(layouts())


def name_of(sender: str) -> str:
    """The agency that today's layout names for a sender, or the sender itself if no layout names one."""
    with suppress(NotReadable):
        return layout_for(sender, london_day(), layouts()).agency or sender
    return sender


def has_returns(sender: str) -> bool:
    """Whether any file of a sender is on record. Raises NotReadable if the ledger cannot be read."""
    return any(one.sender == sender for one in ledger_records.expected_files(ledger.read(received())))


def senders_of(file: WaitingFile) -> list[str]:
    """The senders whose file it can be, by name: a submitted file can only be of the sender that submitted it."""
    return [one for one in known_senders() if file.sender in ("", one)]


def look_at(file: WaitingFile, sender: str, on: date, looks: Jobs[FileLook] = LOOKS) -> Job[FileLook]:
    """The look at a file as if from a sender on a day; a `sender` of "" stands for the one it is recognised as.

    A new look begins if something was recorded or a layout changed since the last one. Raises NotReadable if the
    ledger cannot be read.
    """
    folder = received()
    key = (file.sha256, sender, on, ledger.head(ledger.read(folder)), layouts_sha256(layouts()))
    work = partial(_look, file.path, sender, on, folder, store.build_folder())
    job = looks.begin(key, work)
    if job.is_done and job.result.why_not and job.seconds > SECONDS:  # the obstacle may be gone
        return looks.begin_anew(key, work)
    return job


def _look(path: Path, sender: str, on: date, folder: Path, built: Path) -> FileLook:
    """Looks at a file; raises nothing, since nobody may be there to see it: an error becomes part of the look."""
    look = FileLook(sender=sender)
    try:
        requests = request_log.on_record(folder, ledger.read(folder))
        look = replace(look, fits=tuple(fits(path, on, layouts_for(folder, LAYOUTS), requests)))
        look = replace(look, sender=sender or only_sender(look.fits))
        if look.sender:
            look = replace(look, trial=try_file(path, None, look.sender, on, folder, LAYOUTS, built))
    except Exception as error:
        look = replace(look, why_not=error_words(error), is_its_fault=isinstance(error, FileNotReadable))
    if look.is_its_fault and not any(fit.is_form for fit in look.fits):
        with suppress(NotReadable):
            look = replace(look, differs=difference(path, look.sender, on, layouts_for(folder, LAYOUTS)))
    return replace(look, has_table=_has_table(path, look))


def _has_table(path: Path, look: FileLook) -> bool:
    """Whether a layout can be made on screen for a file; a form that was made here needs none."""
    if look.fits:
        return not any(fit.is_form for fit in look.fits)
    with suppress(NotReadable):
        return bool(propose(path, NO_NAME))
    return False


def error_words(error: Exception) -> str:
    """An error in words; the trace of an unforeseen one goes into a file."""
    if isinstance(error, NotReadable | store.NoDatabase):
        return str(error)
    return of_system(error) if isinstance(error, OSError) else f"A fault of this program. {fault_log.advice(error)}"


def keep(file: WaitingFile, sender: str, on: date, by: Actor, head: str) -> FileReceived:
    """Records a waiting file, removes it from those that wait, and begins to load it.

    Raises what `receive` raises. Once this returns, the file is on record, whatever becomes of the load.
    """
    record = receive(file.path, sender, on, received(), by, head)
    drop(waiting_folder(), file.id)
    begin_load(record.file)
    return record


def begin_load(path: str) -> Job[LoadResult]:
    """A load of all that is on record, remembered for the file at a path; joins a load that still waits its turn."""
    return LOADS.begin_with_others(path, partial(load, received(), store.build_folder()))


def why_not_loaded(job: Job[LoadResult], path: str) -> str:
    """Why a load that is done did not load the file at a path, "" if it did."""
    try:
        done = job.result
    except Exception as error:
        return error_words(error)
    of_file = [file.why_not_read for file in done.files if file.path == path]
    return next(iter(of_file), "")


def last_on_record() -> FileReceived | None:
    """The last file on record that was not withdrawn, None if there is none or the ledger cannot be read."""
    with suppress(NotReadable):
        records = ledger.read(received())
        withdrawn = ledger_records.withdrawals(records)
        return next((one for one in reversed(ledger_records.received(records)) if one.number not in withdrawn), None)
    return None


def on_record(file_id: str, of: str = "") -> FileReceived | None:
    """The last record, not withdrawn, of a file with an id; None if there is none.

    It must be of the sender `of` if one is given, or of the sender that submitted the file, if the id names one.
    """
    sha256, _, submitted_by = file_id.partition(".")
    sender = submitted_by or of
    records = ledger.read(received())
    withdrawn = ledger_records.withdrawals(records)
    same = [one for one in ledger_records.received(records) if one.sha256 == sha256 and one.number not in withdrawn]
    of_sender = [one for one in same if sender in ("", one.sender)]
    return of_sender[-1] if of_sender else None
