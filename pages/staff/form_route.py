"""Takes a staff form from the browser to its act: who may send it, how long it may be, where it leads."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from functools import partial

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import Scope

from pages.parts.this_computer import is_of_this_computer
from pages.staff.acts import Act
from pages.staff.sign_in import form_sender, settings
from tracker.site import site

MOST_OF_A_FORM = 10_000  # bytes of a form without files
MOST_FIELDS = 10
Parse = Callable[[Request], Awaitable[FormData]]


async def fields_of(request: Request) -> FormData:
    """The fields of a form without files."""
    return await FormParser(request.headers, in_time(request), max_fields=MOST_FIELDS).parse()


async def _files_of(most: int, request: Request) -> FormData:
    return await MultiPartParser(request.headers, in_time(request), max_files=most, max_fields=1).parse()


def files_of(most: int) -> Parse:
    """A parser for a form of at most `most` files and one field."""
    return partial(_files_of, most)


def sent_files(form: FormData) -> list[UploadFile]:
    """The files in a form."""
    return [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]


def form_route(
    path: str, act: Act, do: Callable[[FormData], str], most: int = MOST_OF_A_FORM, parse: Parse = fields_of
) -> Route:
    """A route that reads a form of at most `most` bytes, acts off the event loop, and redirects to `do`'s address.

    The right to act is checked before anything is read, and again once the form has arrived, which can take a while.
    """

    def act_on(form: FormData) -> str:
        if settings.is_configured():
            form_sender.who_may()
        return do(form)

    async def answer(request: Request) -> Response:
        form_sender.begin(request.scope, act)
        if refused := why_refused(request.scope, request.headers, most, act):
            return refused
        try:
            form = await parse(request)
        except (MultiPartException, ClientDisconnect, TimeoutError, KeyError, ValueError):
            return PlainTextResponse("The form did not arrive whole. Go back and send it again.", 400)
        try:
            return RedirectResponse(await run_in_threadpool(act_on, form), 303)
        except form_sender.NotAllowed as error:
            return PlainTextResponse(str(error), 403)
        finally:
            await form.close()

    return Route(path, answer, methods=["POST"])


def why_refused(scope: Scope, headers: Mapping[str, str], most: int, act: Act) -> Response | None:
    """The refusal of a request that no form of this site sends, None for any other; its body has not been read yet.

    Pages of other sites may do no act, nor may somebody signed in without a role for it. Where nobody signs in, only
    people at this computer count as staff, whatever name or network the program listens on.
    """
    host = headers.get("host")
    ours = [settings.origin()] if settings.is_configured() else [f"http://{host}", f"https://{host}"]
    if headers.get("origin") not in ours:
        return PlainTextResponse("Only pages of this site may send anything to it.", 403)
    if why_not := _why_not_allowed(scope, headers, act):
        return PlainTextResponse(why_not, 403)
    length = headers.get("content-length", "")
    if not length.isdecimal():
        return PlainTextResponse("A form says how long it is.", 411)
    if int(length) > most:
        return PlainTextResponse(f"More than {most:,} bytes at once. Go back and send less.", 413)
    return None


def _why_not_allowed(scope: Scope, headers: Mapping[str, str], act: Act) -> str:
    if not settings.is_configured():
        here = is_of_this_computer(scope, headers)
        return "" if here else f"You can {act} only on the computer on which this program runs."
    try:
        form_sender.who_may()
    except form_sender.NotAllowed as error:
        return str(error)
    return ""


async def in_time(request: Request) -> AsyncGenerator[bytes, None]:
    """The parts of a request as they arrive. Raises TimeoutError if the next one takes too long."""
    stream = request.stream()
    while True:
        try:
            yield await asyncio.wait_for(anext(stream), site().limits.slow_seconds)
        except StopAsyncIteration:
            return
