"""The routes for the forms of the page Load: files to look at, and what to do with them."""

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.routing import Route

from loaders.received.waiting_files import drop_old
from pages.parts.today import london_day
from pages.staff.acts import Act
from pages.staff.form_route import files_of, form_route, sent_files
from pages.staff.load import answers as load_answers
from pages.staff.load import work as load_work
from pages.staff.load.forms import BACK, DROP, KEEP, LOAD, MOST_AT_ONCE, MOST_BYTES, SEND
from tracker.findings import NotReadable
from tracker.plain_errors import of_system


def _send(form: FormData) -> str:
    """Lets the files wait; leads to the file if only one was sent, else to the list; says which were not taken."""
    drop_old(load_work.waiting_folder(), london_day())
    sent = sent_files(form)
    file_ids, messages = [], [] if sent else ["No file was chosen. Choose one or more, then send them."]
    for file in sent:
        try:
            file_ids.append(load_work.take(file.filename or "", file.size or 0, file.file).id)
        except NotReadable as error:
            messages.append(f"{file.filename} was not taken. {error}")
        except OSError as error:
            messages.append(f"{file.filename} was not taken. {of_system(error)}")
    return load_answers.address(file=file_ids[0] if len(sent) == 1 and file_ids else "", messages=messages)


ROUTES: Sequence[Route] = (
    form_route(SEND, Act.RECEIVE, _send, MOST_BYTES, files_of(MOST_AT_ONCE)),
    form_route(KEEP, Act.RECEIVE, load_answers.keep),
    form_route(DROP, Act.RECEIVE, load_answers.drop),
    form_route(BACK, Act.RECEIVE, load_answers.hand_back),
    form_route(LOAD, Act.RECEIVE, load_answers.load_again),
)
