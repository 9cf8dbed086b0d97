"""Answers only this computer where nobody signs in, so that unpublished data stays with whoever started the program."""

import re

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.parts.plain_page import plain_page
from pages.parts.this_computer import is_of_this_computer
from pages.server.start_cookie import ASKED, has_token, redirect_with_cookie

REFUSED = (
    "Nobody signs in to this tracker, so it answers only on the computer on which it runs, and to no other program in "
    "between. docs/sign-in.md says how people sign in."
)
TITLE = "Open the address that was printed"
NO_TOKEN = (
    "Nobody signs in to this tracker, so it only answers a browser that has opened the address printed when the "
    "program started.",
    f"Look in the window where the program runs for an address that ends in ?{ASKED}= and a row of letters, then open "
    "it.",
)
# These tell nothing about anybody: whether the program runs, and its own files.
OPEN = re.compile(r"/_stcore/health|/app/static/.+")


class OnlyHere:
    """Middleware for an unpublished instance in which nobody signs in.

    Where a token is set, both are checked: where the request comes from, since the token may have been passed on, and
    the token, since a proxy that adds no header looks like a browser on this computer.
    """

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one visitor's connection."""
        if scope["type"] != "lifespan" and (answer := _refusal(scope)):
            await answer(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    """The answer to a request that is not let through: a refusal, or a redirect where the address has the token."""
    headers = Headers(scope=scope)
    if not is_of_this_computer(scope, headers):
        return PlainTextResponse(REFUSED, 403)
    if answer := redirect_with_cookie(scope):
        return answer
    if has_token(scope) or OPEN.fullmatch(scope["path"]):
        return None
    if scope["type"] == "http" and "text/html" in headers.get("accept", ""):
        return HTMLResponse(plain_page(TITLE, NO_TOKEN), 403, {"Cache-Control": "no-store"})
    return PlainTextResponse(" ".join(NO_TOKEN), 403)
