"""What the page Withdraw does: tries what correcting a file would change, and corrects it as the commands do."""

from functools import partial
from pathlib import Path
from typing import NamedTuple

from loaders.load.copies import remove_copies
from loaders.load.correct import Choice, Folders, Way, correct
from loaders.load.correction_trial import CorrectionTrial, try_correction
from loaders.mapping.erase import named_cells
from loaders.mapping.layout_files import layouts_sha256
from loaders.publishing.corrections import holding
from loaders.received import ledger, ledger_records, waiting_files
from loaders.received.actor import Actor
from loaders.received.ledger import OtherHead
from loaders.received.ledger_records import FileReceived, FileWithdrawn, WordsErased
from loaders.received.places import default_public
from loaders.received.waiting_files import WaitingFile
from loaders.received.withdraw import CorrectionDecision
from pages.parts.today import london_day
from pages.staff.jobs import Job, Jobs, forget_results
from pages.staff.load import work as load_work
from tracker import store
from tracker.file_terms import Withdrawal
from tracker.findings import NotReadable
from tracker.typed_day import typed_day, why_no_day

NOT_YET = Actor("Whoever looks")  # decides nothing: a trial is thrown away
BECAUSE = {
    Way.WITHDRAW: Withdrawal.MISFILED,  # unless an officer says otherwise
    Way.REDATE: Withdrawal.MISFILED,
    Way.REPLACE: Withdrawal.DAMAGED,
    Way.ERASE: Withdrawal.PERSONAL_DATA,
}
NOT_WAITING = "The file to put in its place is no longer waiting. Send it again."


class TrialOutcome(NamedTuple):
    """What a correction would change, or why that is unknown."""

    trial: CorrectionTrial | None = None
    why_not: str = ""


class OnRecord(NamedTuple):
    """A file on record, with its withdrawal and the erasure of its words, each None if there was none.

    `place` is the path of the file that took its place, "" if none did.
    """

    file: FileReceived
    withdrawal: FileWithdrawn | None
    erasure: WordsErased | None
    place: str

    def done(self, way: Way) -> FileWithdrawn | WordsErased | None:
        """The record by which a way to correct the file is already done, None if there is none."""
        return self.erasure if way is Way.ERASE else self.withdrawal


TRIALS: Jobs[TrialOutcome] = Jobs(20)


def on_record(path: str) -> OnRecord | None:
    """The file on record at a path, None if there is none. Raises NotReadable."""
    records = ledger.read(load_work.received())
    found = next((one for one in ledger_records.received(records) if one.file == path), None)
    if found is None:
        return None
    withdrawn = ledger_records.withdrawals(records).get(found.number)
    has_other = withdrawn is not None and withdrawn.kind != ledger_records.WITHDRAWN
    place = records[withdrawn.number].file if withdrawn and has_other else ""  # the record after it: numbers begin at 1
    return OnRecord(found, withdrawn, ledger_records.erasures(records).get(found.number), place)


def choice(file: str, way: Way, day: str = "", other: str = "", cells: str = "") -> Choice | None:
    """The choice in the words of an address or a form, None while the day or the other file is still missing.

    Raises NotReadable for text that is no day or no cell, and for a file that does not wait.
    """
    if way is Way.REDATE:
        if day and not typed_day(day):
            raise NotReadable(why_no_day(day))
        return Choice(file, way, to=typed_day(day)) if day else None
    if way is Way.REPLACE:
        if other and not (waits := find_waiting(other)):
            raise NotReadable(NOT_WAITING)
        return Choice(file, way, other=waits.path) if other and waits else None
    return Choice(file, way, cells=named_cells(cells) if way is Way.ERASE else ())


def find_waiting(file_id: str) -> WaitingFile | None:
    """The file with an id that waits to be put in the place of another, None if there is none."""
    return load_work.find(file_id)


def look_at(chosen: Choice) -> Job[TrialOutcome]:
    """The look at what a choice would change; a new one if something was recorded or a layout changed since.

    Raises NotReadable if the ledger cannot be read.
    """
    folder = load_work.received()
    key = (chosen, ledger.head(ledger.read(folder)), layouts_sha256(load_work.layouts()), london_day())
    job = TRIALS.begin(key, work := partial(_try, chosen))
    if job.is_done and job.result.why_not and job.seconds > load_work.SECONDS:  # the obstacle may be gone
        return TRIALS.begin_anew(key, work)
    return job


def _try(chosen: Choice) -> TrialOutcome:
    """Tries a choice; raises nothing, since nobody may be there to see it: an error becomes `why_not`."""
    try:
        decision = CorrectionDecision(NOT_YET, london_day(), "To see what it would change", BECAUSE[chosen.way])
        folder, built = load_work.received(), store.build_folder()
        return TrialOutcome(try_correction(chosen, decision, folder, built, load_work.LAYOUTS))
    except Exception as error:
        return TrialOutcome(why_not=load_work.error_words(error))


def correct_file(chosen: Choice, decision: CorrectionDecision, head: str, layouts: str) -> None:
    """Makes the chosen correction and begins to load, if ledger and layouts are as they were at the trial.

    Raises OtherHead if they are not, and what `correct` raises.
    """
    if layouts_sha256(load_work.layouts()) != layouts:
        raise OtherHead("A layout was changed in the meantime, so nothing was recorded now.")
    folders = Folders(load_work.received(), load_work.LAYOUTS, store.build_folder())
    record = correct(chosen, decision, folders, head, partial(remove_copies, received=folders.received))
    if isinstance(record, WordsErased):
        forget_results()
    load_work.begin_load(chosen.file)
    if chosen.other:
        waiting_files.drop(load_work.waiting_folder(), _id(chosen.other))


def _id(waits: Path) -> str:
    return waits.parent.name


def publications_with(file: FileReceived) -> list[str]:
    """The names of the publications that hold a file, starting with the one shown. Raises NotReadable."""
    return holding(default_public(), file.commitment)
