"""Where nobody signs in, all that is not published stays on this computer, whatever the program listens on."""

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.parts.this_computer import is_of_this_computer

REFUSED = (
    "Nobody signs in to this tracker, so it answers only on the computer on which it runs, and to no other program in "
    "between. docs/sign-in.md says how people sign in."
)


class OnlyHere:
    """Middleware of an instance that is not published and in which nobody signs in."""

    def __init__(self, app: ASGIApp):
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one visitor's connection."""
        if scope["type"] != "lifespan" and not is_of_this_computer(scope, Headers(scope=scope)):
            await PlainTextResponse(REFUSED, 403)(scope, receive, send)
        else:
            await self.app(scope, receive, send)
