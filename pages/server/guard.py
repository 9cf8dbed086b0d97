"""Refuses requests that no page needs, and tells every browser what it must refuse."""

import os
import re
from asyncio import Transport
from collections.abc import Collection, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.connection import serve_visitor
from pages.server.cookies import guard_cookies
from pages.server.messages import LONGEST_ADDRESS
from pages.server.sockets import Sockets
from pages.server.visits import Visits

OWN_HOSTS = "localhost 127.0.0.1"
HOST = re.compile(r"[A-Za-z0-9.-]+")
# The addresses that Streamlit answers itself and its pages need. Not among them: uploads, metrics, programs that drive
# the pages, third-party components, signing in unless it is opened, and whatever a later version adds.
STREAMLIT, NEEDED = "_stcore", {"health", "host-config", "stream"}
CLOSED = {"auth", "oauth2callback", "component"}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",  # no eval, nothing inline: the text of a cell can never run
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and our blocks write styles into the page
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",  # Streamlit's stylesheet carries one
    "connect-src": "'self'",
    "frame-src": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{kind} {sources}" for kind, sources in POLICY.items()),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
ONLY_HTTPS = "max-age=31536000"  # a year


def hosts(is_open: bool = True) -> list[str]:
    """The host names that this site answers to: TRACKER_HOSTS, or this computer's alone.

    Raises ValueError for what is no name, and for another computer's name where the site is not open to others.
    """
    names = (os.environ.get("TRACKER_HOSTS") or OWN_HOSTS).replace(",", " ").split()
    if wrong := [name for name in names if not HOST.fullmatch(name)]:
        raise ValueError(f"TRACKER_HOSTS: found “{wrong[0]}”. Write names alone, such as tracker.example.org.")
    if not is_open and (others := [name for name in names if name not in OWN_HOSTS.split()]):
        raise ValueError(
            f"TRACKER_HOSTS: found “{others[0]}”, and nobody signs in to this tracker, which is not a published one. "
            "Set up sign-in (docs/sign-in.md), or take the name away."
        )
    return names


class Guard:
    """Middleware that refuses what no page needs, keeps visitors within their limits, and puts HEADERS on answers.

    `forms` are the addresses to which pages for staff send forms, `opened` the ones by which people sign in; a
    published copy has neither.
    """

    def __init__(
        self,
        app: ASGIApp,
        visits: Visits,
        sockets: Sockets,
        forms: Collection[str] = (),
        opened: Collection[str] = (),
    ):
        self.app, self.visits, self.sockets, self.forms, self.opened = app, visits, sockets, forms, opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one visitor's connection from its beginning to its end."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        with self.sockets.answering(receive) as socket:
            send = self._noticed(_with_headers(send, self._headers(), scope["scheme"] in ("https", "wss")), socket)
            if answer := _refusal(scope, self.forms, self.opened):
                await answer(scope, receive, send)
            elif scope["type"] == "http":
                await self.app(scope, receive, send)
            else:
                await serve_visitor(self.app, self.visits, scope, receive, send)

    def _headers(self) -> dict[str, str]:
        """HEADERS; where there are forms, without "no-referrer", under which the Origin of a form would be null."""
        return HEADERS | ({"Referrer-Policy": "same-origin"} if self.forms else {})

    def _noticed(self, send: Send, socket: Transport) -> Send:
        async def noticed(message: Message) -> None:
            await send(message)
            self.sockets.moved(socket)

        return noticed


def _refusal(scope: Scope, forms: Collection[str], opened: Collection[str]) -> PlainTextResponse | None:
    """The refusal of a request that none of our pages makes; None for any other request."""
    headers = Headers(scope=scope)
    is_form = scope["type"] == "http" and scope["method"] == "POST" and scope["path"] in forms
    if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD") and not is_form:
        return PlainTextResponse("This site can only be read.", 405, {"Allow": "GET, HEAD"})
    # Our server goes by the chunks; a proxy in front may go by the length, and would see a different request in it.
    if "transfer-encoding" in headers and "content-length" in headers:
        return PlainTextResponse("A request may say how long it is in one way only.", 400, {"Connection": "close"})
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return PlainTextResponse("This address is too long.", 414)
    if scope["path"] not in opened and _is_closed(scope["path"].split("/")):
        return PlainTextResponse("There is nothing here.", 404)
    host, origin = headers.get("host"), headers.get("origin")
    # Otherwise Streamlit would ask other computers for its own address, to compare it with a foreign origin.
    if scope["type"] == "websocket" and origin and origin not in (f"http://{host}", f"https://{host}"):
        return PlainTextResponse("Only pages of this site may connect to it.", 403)
    return None


def _is_closed(parts: list[str]) -> bool:
    """Whether a path is closed. The closed part may come anywhere in it: the site may lie below a path of its own."""
    if STREAMLIT in parts:
        return parts[parts.index(STREAMLIT) + 1 :] not in ([name] for name in NEEDED)
    return not CLOSED.isdisjoint(parts)


def _with_headers(send: Send, headers_sent: Mapping[str, str], is_https: bool) -> Send:
    """A `send` that puts the headers on the message that begins an answer."""

    async def with_headers(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            headers.update(headers_sent)
            guard_cookies(headers, is_https)
            if is_https:
                headers["Strict-Transport-Security"] = ONLY_HTTPS
        await send(message)

    return with_headers
