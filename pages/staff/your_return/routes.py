"""The routes for the forms of the page Your return; the account says whose file it is, never the form."""

from starlette.datastructures import FormData

from loaders.received.waiting_files import drop_old
from pages.parts.today import london_day
from pages.staff.acts import Act
from pages.staff.form_route import files_of, form_route, sent_files
from pages.staff.load import work as load_work
from pages.staff.sign_in.form_sender import who_may
from pages.staff.your_return import answers as your_answers
from pages.staff.your_return.forms import MOST_BYTES, REMOVE, SEND, SUBMIT
from tracker.findings import NotReadable
from tracker.plain_errors import of_system


def _send(form: FormData) -> str:
    """Lets a file wait where only its sender sees it; leads to the file, or back with why it was not taken."""
    drop_old(load_work.waiting_folder(), london_day())
    file = next(iter(sent_files(form)), None)
    if not file:
        return your_answers.address(["No file was chosen. Choose one, then send it."])
    try:
        waiting = load_work.take(file.filename or "", file.size or 0, file.file, who_may().sender)
    except NotReadable as error:
        return your_answers.address([f"{file.filename} was not taken. {error}"])
    except OSError as error:
        return your_answers.address([f"{file.filename} was not taken. {of_system(error)}"])
    return your_answers.address(file=waiting.sha256)


ROUTES = (
    form_route(SEND, Act.SUBMIT, _send, MOST_BYTES, files_of(1)),
    form_route(SUBMIT, Act.SUBMIT, your_answers.submit),
    form_route(REMOVE, Act.SUBMIT, your_answers.remove),
)
