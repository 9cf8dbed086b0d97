"""What the forms of the page Your return do: submit a file that was tried, remove it, or take it back."""

from collections.abc import Sequence

from loaders.waiting import files, submitted
from loaders.waiting.files import WaitingFile
from pages.parts.today import london_day
from pages.staff.form_messages import leave_messages
from pages.staff.form_parts import Form, word
from pages.staff.load import work as load_work
from pages.staff.sign_in.acting import who_may
from pages.staff.your_return import forms as your_forms
from pages.staff.your_return import work as your_work
from tracker.findings import NotReadable

GONE = "That file is not here any more, so nothing was done with it."
NOT_SEEN = "It was not submitted: look at what it would change now, then submit it."


def address(said: Sequence[str] = (), **query: object) -> str:
    """Where the page leads on, with what is to be said there."""
    return your_forms.address(**query, said=leave_messages(said))


def submit(form: Form) -> str:
    """Lets officers see the file that the form names, once it was seen what it would change."""
    who, mark = who_may(), word(form, "file")
    file = your_work.find(who.sender, mark)
    try:
        if file is None:
            raise FileNotFoundError(mark)
        if load_work.on_record(file.mark) or not _was_seen(file):
            return address([NOT_SEEN], file=mark)
        submitted.submit(file, who.post, london_day())
    except FileNotFoundError:
        return address([GONE])
    return address(file=mark)


def _was_seen(file: WaitingFile) -> bool:
    """Whether the page could show what a file would change."""
    try:
        job = your_work.look_at(file)
    except NotReadable:
        return False
    return job.is_done and job.result.trial is not None


def remove(form: Form) -> str:
    """Removes the file that the form names, also from the sight of officers."""
    file = your_work.find(who_may().sender, word(form, "file"))
    if file is None or not files.drop(load_work.waiting_folder(), file.mark):
        return address([GONE])
    return address([f"{file.name} was removed. Nothing of it was recorded."])
