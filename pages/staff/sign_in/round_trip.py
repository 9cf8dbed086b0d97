"""Streamlit's answers while people sign in and out, changed so that people land where they should."""

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from pages.staff.sign_in import plain_pages, settings
from pages.staff.sign_in.cookie import claims_of
from pages.staff.sign_in.ended_sign_ins import sign_out
from pages.staff.sign_in.logins import Logins
from pages.staff.sign_in.plain_pages import NOT_SIGNED_IN, SIGNED_OUT
from pages.staff.sign_in.settings import CALLBACK, LOGIN, LOGOUT
from pages.staff.sign_in.sign_in_address import wanted_by

Change = Callable[[MutableHeaders], None]
LOGINS = Logins()


async def log_in(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Leads to the provider; if it cannot be reached, to a page that says so, where Streamlit answers two words."""
    # The server fills in the client that a proxy on this computer names, and believes no other proxy.
    if not LOGINS.take((scope.get("client") or (None,))[0]):
        await plain_pages.too_many()(scope, receive, send)
        return
    failed = False

    async def noticed(message: Message) -> None:
        nonlocal failed
        failed = failed or (message["type"] == "http.response.start" and message["status"] == 400)
        if not failed:
            await send(message)

    await app(scope, receive, noticed)
    if failed:
        await plain_pages.not_signed_in(503)(scope, receive, send)


async def come_back(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Leads from the provider to the wanted page, or to the page that says what became of the sign-in."""
    request = Request(scope)

    def change(headers: MutableHeaders) -> None:
        _drop_tokens(headers)
        if _signs_in(headers):
            headers["location"] = wanted_by(request)
        else:  # without a query it comes from the provider's own sign-out
            headers["location"] = NOT_SIGNED_IN if request.query_params else SIGNED_OUT

    await app(scope, receive, _changed(send, change))


async def log_out(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    """Ends the sign-in here, in every window, then at the provider if it offers a way.

    If a link on another site asked for it, rather than a page of this site, the person is asked first.
    """
    claims = claims_of(scope)
    if claims and not _is_asked_by_our_page(Headers(scope=scope)):
        await plain_pages.sign_out()(scope, receive, send)
        return
    if claims:
        sign_out(claims)

    def change(headers: MutableHeaders) -> None:
        if headers.get("location") == "/":  # it would lead to the provider, which would sign the person in again
            headers["location"] = SIGNED_OUT

    await app(scope, receive, _changed(send, change))


def _is_asked_by_our_page(headers: Headers) -> bool:
    """Whether a page of this site leads here; without https a browser shows that by the page's address alone."""
    if site := headers.get("sec-fetch-site"):
        return site == "same-origin"
    return headers.get("referer", "").startswith(f"{settings.origin()}/")


ROUND_TRIP = {LOGIN: log_in, CALLBACK: come_back, LOGOUT: log_out}


def _changed(send: Send, change: Change) -> Send:
    async def changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return changed


def _drop_tokens(headers: MutableHeaders) -> None:
    """Drops the tokens: no page uses them, and many Entra ID groups make their cookie too long for a connection."""
    cookies = headers.getlist("set-cookie")
    del headers["set-cookie"]
    for cookie in cookies:
        if not cookie.startswith(TOKENS_COOKIE_NAME):
            headers.append("set-cookie", cookie)


def _signs_in(headers: MutableHeaders) -> bool:
    """Whether an answer sets a person's cookie; an empty value takes it away."""
    values = [one.partition("=")[2] for one in headers.getlist("set-cookie") if one.startswith(f"{USER_COOKIE_NAME}=")]
    return any(value[:1] not in ("", ";", '"') for value in values)
