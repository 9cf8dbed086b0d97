"""What the pages for staff add to the server: the routes that take forms, and how people sign in."""

from collections.abc import Collection
from importlib import import_module
from typing import NamedTuple

from starlette.middleware import Middleware
from starlette.routing import Route

from pages.parts import page_files
from pages.server.only_here import OnlyHere
from pages.server.start_cookie import in_address


class SignInParts(NamedTuple):
    """What signing in adds: routes, Streamlit addresses opened for it, and middleware that decides who gets through.

    `is_open`: whether anybody on another computer can get in. `first`: the path that a browser must open first.
    """

    routes: Collection[Route] = ()
    opened: Collection[str] = ()
    middleware: Collection[Middleware] = ()
    is_open: bool = True
    first: str = ""


def form_routes() -> list[Route]:
    """The routes of pages/staff/<page>/routes.py; none in a published copy, which has no such code."""
    files = sorted((page_files.PAGES / "staff").glob("*/routes.py")) if page_files.has_staff() else []
    return [route for file in files for route in import_module(f"pages.staff.{file.parent.name}.routes").ROUTES]


def sign_in_parts() -> SignInParts:
    """What signing in adds: nothing in a published copy, which anybody may read. Raises NotUsable for bad settings."""
    if page_files.IS_PUBLISHED:
        return SignInParts()
    if not (page_files.has_staff() and import_module("pages.staff.sign_in.settings").is_configured()):
        return SignInParts(middleware=[Middleware(OnlyHere)], is_open=False, first=in_address())
    code = import_module("pages.staff.sign_in.server")
    return SignInParts(code.ROUTES, code.OPENED, [Middleware(code.SignIn)])
