"""Lets in a browser that has opened the address with the start token, and keeps the token in a cookie."""

import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import Scope

from pages.parts.start_token import token

ASKED, COOKIE = "start", "answerable_start"


def in_address() -> str:
    """The path and query with the token that a browser must open first; "" if no token is asked for."""
    return f"/?{ASKED}={token()}" if token() else ""


def has_token(scope: Scope) -> bool:
    """Whether the browser's cookies have the token, or none is asked for. Each program on a computer has its own."""
    return not token() or any(
        name.startswith(COOKIE) and _is_token(value) for name, value in HTTPConnection(scope).cookies.items()
    )


def redirect_with_cookie(scope: Scope) -> RedirectResponse | None:
    """For an address with the token, a redirect to it without the token, which goes into a cookie; else None."""
    if not token() or scope["type"] != "http" or scope["method"] != "GET":
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if not any(name == ASKED and _is_token(value) for name, value in asked):
        return None
    rest = urlencode([(name, value) for name, value in asked if name != ASKED])
    path = "/" + scope["raw_path"].decode("latin-1").lstrip("/\\")  # two slashes would lead to another site
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303, {"Cache-Control": "no-store"})
    answer.set_cookie(_name(scope), token(), httponly=True, samesite="strict")
    return answer


def _is_token(value: str) -> bool:
    return secrets.compare_digest(value.encode(), token().encode())


def _name(scope: Scope) -> str:
    """The cookie's name, with the port: browsers do not separate the cookies of several programs on one computer."""
    port = HTTPConnection(scope).headers.get("host", "").rpartition(":")[2]
    return f"{COOKIE}_{port}" if port.isdecimal() else COOKIE
