"""Lets in only people who are signed in with a role, and checks again for every message of a connection."""

import re

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.staff.sign_in import plain_pages, sign_in_address
from pages.staff.sign_in.connection_token import with_token
from pages.staff.sign_in.cookie import claims_of
from pages.staff.sign_in.ended_sign_ins import check_place
from pages.staff.sign_in.offered_downloads import OfferedDownloads
from pages.staff.sign_in.page_access import about
from pages.staff.sign_in.person import account_of, is_signed_in, person_of
from pages.staff.sign_in.plain_pages import NOT_SIGNED_IN, SIGN_IN, SIGNED_OUT
from pages.staff.sign_in.round_trip import ROUND_TRIP
from pages.staff.sign_in.sign_in_address import with_wanted
from pages.staff.sign_in.staff_file import staff_file
from pages.staff.sign_in.visits import SignedInVisits

staff_file()  # roles that cannot be read stop the start, not everybody's sign-in
check_place()
ROUTES, OPENED = sign_in_address.ROUTES, frozenset(ROUND_TRIP)
# Open to all, since it tells nothing of anybody: signing in, the program's health and own files, robots.txt.
OPEN = {SIGN_IN, "/_stcore/health", "/_stcore/host-config", "/robots.txt"}
OPEN_FOLDERS = re.compile(r"/(static|app/static|scripts|\.well-known)/")
MEDIA = "/media/"
ONLY_PAGE = "/your-return"
OF_ONE_SENDER = {"/", *(f"/{address}" for address in about())}  # what people who see ONLY_PAGE open in a browser
# Answered here, since the server sends the dashboard's first page in place of any other HTML page.
PLAIN_PAGES = {SIGNED_OUT: plain_pages.signed_out, NOT_SIGNED_IN: plain_pages.not_signed_in}


class SignIn:
    """Middleware of an instance in which people sign in."""

    def __init__(self, app: ASGIApp):
        self.app, self.sent = app, OfferedDownloads()
        self.visits = SignedInVisits(app, self.sent)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one visitor's connection from its beginning to its end."""
        if scope["type"] == "lifespan" or scope["path"] in OPEN or OPEN_FOLDERS.match(scope["path"]):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in PLAIN_PAGES:
            await PLAIN_PAGES[scope["path"]]()(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] in ROUND_TRIP:
            await ROUND_TRIP[scope["path"]](self.app, scope, receive, send)
        elif (person := person_of(claims_of(scope))) is None:
            await _refusal(scope)(scope, receive, send)
        elif scope["path"].startswith(MEDIA) and not self.sent.is_of(person, scope["path"]):
            await PlainTextResponse("There is nothing here.", 404)(scope, receive, send)
        elif scope["type"] == "websocket":
            await self.visits.serve(person, scope, receive, send)
        elif person.sender:
            await self._of_one_sender(scope, receive, send)
        else:
            await self.app(scope, receive, with_token(scope, send))

    async def _of_one_sender(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers somebody of one sender: with its page, a page about the tracker, a download, or a form's result."""
        if scope["method"] == "POST" or scope["path"].startswith(MEDIA):  # each form checks who may send it
            await self.app(scope, receive, send)
        elif scope["path"] in OF_ONE_SENDER:  # "/" would show everybody's figures first
            asked = {**scope, "path": ONLY_PAGE, "raw_path": ONLY_PAGE.encode(), "query_string": b""}
            await self.app(asked, receive, with_token(scope, send))
        else:
            await plain_pages.not_for_you()(scope, receive, send)


def _refusal(scope: Scope) -> Response:
    """The answer to somebody who is not signed in or has no role."""
    claims = claims_of(scope)
    if is_signed_in(claims):
        return plain_pages.no_role(account_of(claims))
    is_get = scope["type"] == "http" and scope["method"] == "GET"
    if is_get and "text/html" in Headers(scope=scope).get("accept", ""):
        query = scope["query_string"].decode("latin-1")
        return RedirectResponse(with_wanted(scope["path"] + (f"?{query}" if query else "")), 302)
    return PlainTextResponse("You are not signed in. Sign in, then try again.", 401)
