"""Refuses requests that no page needs, and tells every browser what to refuse itself."""

import os
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.server.messages import LONGEST_ADDRESS, only_allowed

MOST_VISITORS = 200  # at once in one process
OWN_HOSTS = "localhost 127.0.0.1"
HOST = re.compile(r"[A-Za-z0-9.-]+")
# The addresses that Streamlit answers itself and its pages need. Uploads, measurements, programs that drive the pages,
# signing in and components of others are not among them, nor is anything that a later version adds.
STREAMLIT, NEEDED = "_stcore", {"health", "host-config", "stream"}
CLOSED = {"auth", "oauth2callback", "component"}
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",  # no eval and nothing inline: the text of a cell can never run
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


def hosts() -> list[str]:
    """The host names that this site answers to: TRACKER_HOSTS, or this computer alone. Raises ValueError."""
    names = (os.environ.get("TRACKER_HOSTS") or OWN_HOSTS).replace(",", " ").split()
    if wrong := [name for name in names if not HOST.fullmatch(name)]:
        raise ValueError(f"TRACKER_HOSTS: found “{wrong[0]}”. Write names alone, such as tracker.example.org.")
    return names


class Guard:
    """Middleware that refuses what no page needs, counts connected visitors, and puts HEADERS on every answer."""

    def __init__(self, app: ASGIApp):
        self.app = app
        self.visitors = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handles one request, or one visitor's connection from its beginning to its end."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        send = _with_headers(send, scope["scheme"] in ("https", "wss"))
        if answer := _refusal(scope) or self._too_many(scope):
            await answer(scope, receive, send)
        elif scope["type"] == "http":
            await self.app(scope, receive, send)
        else:
            await self._visit(scope, receive, send)

    async def _visit(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.visitors += 1
        try:
            await self.app(scope, only_allowed(receive, send), send)
        finally:
            self.visitors -= 1

    def _too_many(self, scope: Scope) -> PlainTextResponse | None:
        """The answer when the process is full; pages get it too, since without a connection they would stay empty."""
        is_page = scope["type"] == "http" and "." not in scope["path"] and STREAMLIT not in scope["path"]
        if self.visitors < MOST_VISITORS or not (is_page or scope["type"] == "websocket"):
            return None
        words = "Too many people are looking at this site just now. Please try again in a minute."
        return PlainTextResponse(words, 503, {"Retry-After": "60"})


def _refusal(scope: Scope) -> PlainTextResponse | None:
    """The answer to a request that no page of ours makes, None for all others."""
    if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
        return PlainTextResponse("This site can only be read.", 405, {"Allow": "GET, HEAD"})
    if len(scope["raw_path"]) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return PlainTextResponse("This address is too long.", 414)
    if _is_closed(scope["path"].split("/")):
        return PlainTextResponse("There is nothing here.", 404)
    headers = Headers(scope=scope)
    host, origin = headers.get("host"), headers.get("origin")
    # Streamlit would ask other computers for its own address, in order to compare it with a stranger's.
    if scope["type"] == "websocket" and origin and origin not in (f"http://{host}", f"https://{host}"):
        return PlainTextResponse("Only pages of this site may connect to it.", 403)
    return None


def _is_closed(parts: list[str]) -> bool:
    """Whether a path is shut, wherever its part stands, since the site may lie below a path of its own."""
    if STREAMLIT in parts:
        return parts[parts.index(STREAMLIT) + 1 :] not in ([name] for name in NEEDED)
    return not CLOSED.isdisjoint(parts)


def _with_headers(send: Send, is_https: bool) -> Send:
    """Puts the headers on the message that begins an answer."""

    async def with_headers(message: Message) -> None:
        if message["type"] in ("http.response.start", "websocket.http.response.start"):
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            if is_https:
                headers["Strict-Transport-Security"] = ONLY_HTTPS
        await send(message)

    return with_headers
