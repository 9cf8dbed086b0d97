"""What the forms of the page Load do, apart from sending files: keep, drop or hand back a file, load again."""

from collections.abc import Sequence
from datetime import date

from loaders.received import submissions, waiting_files
from loaders.received.ledger import OtherHead
from loaders.received.receive import AlreadyReceived
from loaders.received.waiting_files import WaitingFile
from pages.parts.today import london_day
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, actor, word
from pages.staff.load import work as load_work
from pages.staff.load.forms import MOST_OF_REASON, PAGE
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.plain_errors import of_system
from tracker.typed_day import typed_day

ANEW = "Look at what this file would change now, then keep it."

SUBMITTED = "was submitted by its sender, so it was not dropped. Hand it back to them instead."


def address(messages: Sequence[str] = (), **query: object) -> str:
    """An address of the page Load, with sentences to say there."""
    return blocks.address(PAGE, **query, said=leave_messages(messages))


def keep(form: Form) -> str:
    """Records the form's file under its sender and day; leads to the result, or back with what is missing."""
    file_id, sender, day = (word(form, name) for name in ("file", "sender", "day"))
    file, on = load_work.find(file_id), typed_day(day)
    if file is None:  # somebody else, or the first of two clicks, has kept or dropped it
        return address(file=file_id)
    try:
        _keep(form, file, sender, on)
    except OtherHead as error:
        if load_work.on_record(file_id, sender):  # what was recorded in the meantime is this very file
            return address(file=file_id)
        return address([f"{error} {ANEW}"], file=file_id, sender=sender, day=day)
    except AlreadyReceived as error:
        load_work.begin_load(file_id)  # a file copied into the folder by hand has no record until a load
        return address([f"Nothing was recorded. {error}"], file=file_id, sender=sender, day=day)
    except (NotReadable, OSError) as error:
        if load_work.find(file_id) is None:  # kept or dropped by somebody else since it was found above
            return address(file=file_id)
        why = of_system(error) if isinstance(error, OSError) else error
        return address([f"Nothing was recorded. {why}"], file=file_id, sender=sender, day=day)
    return address(file=file_id)


def _keep(form: Form, file: WaitingFile, sender: str, on: date | None) -> None:
    """Records the file. Raises NotReadable if the form leaves out anything that goes on record."""
    head = word(form, "ledger")
    if on is None or not head or sender not in load_work.senders_of(file):
        raise NotReadable("Choose whose file it is and the day on which it came.")
    load_work.keep(file, sender, on, actor(form, "takes the file in"), head)  # whose account is now put on record


def drop(form: Form) -> str:
    """Removes the form's file; leads to the list. A file submitted by its sender stays: it can only be handed back."""
    file_id = word(form, "file")
    file = load_work.find(file_id)
    if file and file.sender:
        return address([f"{file.name} {SUBMITTED}"], file=file_id)
    if file is None or not waiting_files.drop(load_work.waiting_folder(), file_id):
        return address(["That file did not wait any more, so nothing was dropped."])
    stays = "Its record stays." if load_work.on_record(file_id) else "Nothing of it was recorded."
    return address([f"{file.name} was dropped. {stays}"])


def hand_back(form: Form) -> str:
    """Hands the form's submitted file back to its sender; leads to the list, or back if the reason is missing."""
    file_id, why = word(form, "file"), word(form, "why")
    file = load_work.find(file_id)
    if not why or len(why) > MOST_OF_REASON:
        sentence = f"Say in {MOST_OF_REASON} characters at most what its sender has to put right."
        return address([sentence], file=file_id)
    try:
        if file is None:
            raise FileNotFoundError(file_id)
        submissions.hand_back(file, london_day(), why)
    except FileNotFoundError:
        return address(["That file was no longer waiting, so it was not handed back."])
    return address([f"{file.name} was handed back to {file.sender}. Nothing of it was recorded."])


def load_again(form: Form) -> str:
    """Begins to load all that is on record; leads to the form's file."""
    file_id = word(form, "file")
    record = load_work.on_record(file_id)
    if record is None:
        return address(["There is no such file on record."])
    load_work.begin_load(record.file)
    return address(file=file_id)
