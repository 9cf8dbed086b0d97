"""Lets in a browser that has opened the address with the start token, and keeps the token in its cookie."""

import secrets
from urllib.parse import parse_qsl, urlencode

from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse
from starlette.types import Scope

from pages.parts.start_token import token

ASKED, COOKIE = "start", "answerable_start"


def in_address() -> str:
    """What the first address of a browser must have at its end, "" where no token is asked for."""
    return f"/?{ASKED}={token()}" if token() else ""


def has_token(scope: Scope) -> bool:
    """Whether a browser has the token in its cookie, or none is asked for. Each program on a computer has its own."""
    return not token() or any(
        name.startswith(COOKIE) and _is_token(value) for name, value in HTTPConnection(scope).cookies.items()
    )


def kept(scope: Scope) -> RedirectResponse | None:
    """The answer to an address with the token: the same one without it, and the token in a cookie; else None."""
    if not token() or scope["type"] != "http" or scope["method"] != "GET":
        return None
    asked = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
    if not any(name == ASKED and _is_token(value) for name, value in asked):
        return None
    rest = urlencode([(name, value) for name, value in asked if name != ASKED])
    path = "/" + scope["raw_path"].decode("latin-1").lstrip("/\\")  # two strokes would lead to another site
    answer = RedirectResponse(f"{path}?{rest}" if rest else path, 303, {"Cache-Control": "no-store"})
    answer.set_cookie(_name(scope), token(), httponly=True, samesite="strict")
    return answer


def _is_token(value: str) -> bool:
    return secrets.compare_digest(value.encode(), token().encode())


def _name(scope: Scope) -> str:
    """Of the cookie, with the port: browsers do not keep the cookies of several programs on one computer apart."""
    port = HTTPConnection(scope).headers.get("host", "").rpartition(":")[2]
    return f"{COOKIE}_{port}" if port.isdecimal() else COOKIE
