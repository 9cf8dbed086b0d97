"""Where the page Load sends its forms: files to look at, and what is to become of them."""

from collections.abc import Sequence

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartParser
from starlette.requests import Request
from starlette.routing import Route

from loaders.waiting.files import drop_old, put, why_not_taken
from pages.parts.today import london_day
from pages.staff import load_answers, load_work
from pages.staff.acts import Act
from pages.staff.form_route import Parse, form_route, in_time
from pages.staff.load_forms import BACK, DROP, KEEP, LOAD, MOST_AT_ONCE, MOST_BYTES, SEND
from tracker.findings import NotReadable
from tracker.plain_errors import of_system


def files_of(most: int) -> Parse:
    """Reads a form with so many files at most."""

    async def parse(request: Request) -> FormData:
        return await MultiPartParser(request.headers, in_time(request), max_files=most, max_fields=1).parse()

    return parse


def _send(form: FormData) -> str:
    """Lets the files wait; leads to the only one, or to the list of all, with what is to be said of the others."""
    drop_old(load_work.waiting_folder(), london_day())
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    marks, said = [], [] if sent else ["No file was chosen. Choose one or more, then send them."]
    for file in sent:
        try:
            marks.append(take(file))
        except NotReadable as error:
            said.append(f"{file.filename} was not taken. {error}")
        except OSError as error:
            said.append(f"{file.filename} was not taken. {of_system(error)}")
    return load_answers.address(file=marks[0] if len(sent) == 1 and marks else "", said=said)


def take(file: UploadFile, sender: str = "") -> str:
    """The mark of a file that waits now, sent by an officer or by a sender for itself.

    Its name and size are looked at before anything that it holds. Raises NotReadable.
    """
    name = file.filename or ""
    if why_not := why_not_taken(name, file.size or 0):
        raise NotReadable(why_not)
    return put(load_work.waiting_folder(), name, file.file.read(), sender).mark


ROUTES: Sequence[Route] = (
    form_route(SEND, Act.RECEIVE, _send, MOST_BYTES, files_of(MOST_AT_ONCE)),
    form_route(KEEP, Act.RECEIVE, load_answers.keep),
    form_route(DROP, Act.RECEIVE, load_answers.drop),
    form_route(BACK, Act.RECEIVE, load_answers.hand_back),
    form_route(LOAD, Act.RECEIVE, load_answers.load_again),
)
