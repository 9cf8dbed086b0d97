"""Where the page Load sends its forms: files to look at, and what is to become of them."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping, Sequence
from ipaddress import ip_address

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from loaders.waiting.files import drop_old, put, why_not_taken
from pages.parts.today import london_day
from pages.staff import load_answers, load_work
from pages.staff.load_forms import DROP, KEEP, LOAD, MOST_AT_ONCE, MOST_BYTES, SEND
from tracker.findings import NotReadable
from tracker.plain_errors import of_system
from tracker.site import site

MOST_OF_A_FORM = 10_000  # bytes of a form without files
Answer = Callable[[Request], Awaitable[Response]]


def why_refused(scope: Scope, headers: Mapping[str, str], most: int) -> Response | None:
    """The answer to what no form of ours sends, None for all others; nothing of it has been read yet.

    Until people sign in, whoever sits at this computer is taken for staff: nobody else may send anything, whatever name
    or network the program was started for. A page of another site may not either.
    """
    host = headers.get("host")
    if headers.get("origin") not in (f"http://{host}", f"https://{host}"):
        return PlainTextResponse("Only pages of this site may send anything to it.", 403)
    if not _is_of_this_computer(scope, headers):
        return PlainTextResponse("Files are taken only on the computer on which this program runs.", 403)
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("A form says how long it is.", 411)
    if int(length) > most:
        return PlainTextResponse(f"More than {most:,} bytes at once. Go back and send fewer files.", 413)
    return None


def _is_of_this_computer(scope: Scope, headers: Mapping[str, str]) -> bool:
    """Whether both ends of a connection are on this computer, and no other program stands between them."""
    if any(name.startswith("x-forwarded-") or name in ("forwarded", "x-real-ip") for name in headers):
        return False
    try:
        return all(ip_address(scope[end][0]).is_loopback for end in ("client", "server"))
    except (TypeError, ValueError):  # no address of a network at all
        return False


def _form(path: str, most: int, parse: Callable[[Request], Awaitable[FormData]], act: Callable[..., str]) -> Route:
    """Reads a form, acts on it off the event loop, and leads on to the page that `act` names."""

    async def answer(request: Request) -> Response:
        if refused := why_refused(request.scope, request.headers, most):
            return refused
        try:
            form = await parse(request)
        except (MultiPartException, ClientDisconnect, TimeoutError, KeyError, ValueError):
            return PlainTextResponse("The form did not arrive whole. Go back and send it again.", 400)
        try:
            return RedirectResponse(await run_in_threadpool(act, form), 303)
        finally:
            await form.close()

    return Route(path, answer, methods=["POST"])


async def _files(request: Request) -> FormData:
    return await MultiPartParser(request.headers, _in_time(request), max_files=MOST_AT_ONCE, max_fields=1).parse()


async def _fields(request: Request) -> FormData:
    return await FormParser(request.headers, _in_time(request), max_fields=10).parse()


async def _in_time(request: Request) -> AsyncGenerator[bytes, None]:
    """The parts of a request as they come. Raises TimeoutError where the next one is awaited for too long."""
    stream = request.stream()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), site().limits.slow_seconds)
        except StopAsyncIteration:
            return


def _send(form: FormData) -> str:
    """Lets the files wait; leads to the only one, or to the list of all, with what is to be said of the others."""
    drop_old(load_work.waiting_folder(), london_day())
    sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
    marks, said = [], [] if sent else ["No file was chosen. Choose one or more, then send them."]
    for file in sent:
        try:
            marks.append(_take(file))
        except NotReadable as error:
            said.append(f"{file.filename} was not taken. {error}")
        except OSError as error:
            said.append(f"{file.filename} was not taken. {of_system(error)}")
    return load_answers.address(file=marks[0] if len(sent) == 1 and marks else "", said=said)


def _take(file: UploadFile) -> str:
    """The fingerprint of a file that waits now. Its name and size are looked at before anything that it holds."""
    name = file.filename or ""
    if why_not := why_not_taken(name, file.size or 0):
        raise NotReadable(why_not)
    return put(load_work.waiting_folder(), name, file.file.read()).sha256


ROUTES: Sequence[Route] = (
    _form(SEND, MOST_BYTES, _files, _send),
    _form(KEEP, MOST_OF_A_FORM, _fields, load_answers.keep),
    _form(DROP, MOST_OF_A_FORM, _fields, load_answers.drop),
    _form(LOAD, MOST_OF_A_FORM, _fields, load_answers.load_again),
)
