"""What the forms of the page Your return do: submit a tried file, remove it, or take it back."""

from collections.abc import Sequence

from loaders.received import submissions, waiting_files
from loaders.received.waiting_files import WaitingFile
from pages.parts.today import london_day
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, word
from pages.staff.load import work as load_work
from pages.staff.sign_in.form_sender import who_may
from pages.staff.your_return import forms as your_forms
from pages.staff.your_return import work as your_work
from tracker.findings import NotReadable

GONE = "That file is not here any more, so nothing was done with it."
ON_RECORD = "It was not submitted: the same file of yours is on record already."
NOT_SEEN = "It was not submitted: look at what it would change now, then submit it."


def address(messages: Sequence[str] = (), **query: object) -> str:
    """An address of the page Your return, with sentences to say there."""
    return your_forms.address(**query, said=leave_messages(messages))


def submit(form: Form) -> str:
    """Submits the form's file to officers, if the page could show what it would change; leads to the file."""
    who, file_id = who_may(), word(form, "file")
    file = your_work.find(who.sender, file_id)
    try:
        if file is None:
            raise FileNotFoundError(file_id)
        if load_work.on_record(file.id):
            return address([ON_RECORD], file=file_id)
        if not _was_seen(file):
            return address([NOT_SEEN], file=file_id)
        submissions.submit(file, who.post, london_day())
    except FileNotFoundError:
        return address([GONE])
    return address(file=file_id)


def _was_seen(file: WaitingFile) -> bool:
    """Whether the page was able to show what a file would change."""
    try:
        job = your_work.look_at(file)
    except NotReadable:
        return False
    return job.is_done and job.result.trial is not None


def remove(form: Form) -> str:
    """Removes the form's file, which takes it from officers too; leads to the page."""
    file = your_work.find(who_may().sender, word(form, "file"))
    if file is None or not waiting_files.drop(load_work.waiting_folder(), file.id):
        return address([GONE])
    return address([f"{file.name} was removed. Nothing of it was recorded."])
