"""What the pages for staff add round every page: which pages somebody may see, and who is signed in."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from markupsafe import Markup

from pages.parts.page_files import has_staff


def pages_for_visitor(files: Sequence[Path]) -> list[Path]:
    """Those of the pages that whoever looks may see; in a published copy, all of them."""
    return [file for file in files if code.may_see(file)] if (code := _code()) else [*files]


def sees_one_sender() -> bool:
    """Whether whoever looks belongs to one sender and sees nothing of others; nobody in a published copy."""
    return code.sees_one_sender() if (code := _code()) else False


def line_in_foot() -> Markup:
    """Who is signed in, or that nobody is; nothing in a published copy."""
    return code.line_in_foot() if (code := _code()) else Markup()


def do_people_sign_in() -> bool:
    """Whether people sign in to this instance; nobody does in a published copy."""
    return code.do_people_sign_in() if (code := _code()) else False


def said_on_privacy() -> str:
    """What is kept of whoever signs in; "" where nobody does."""
    return code.said_on_privacy() if (code := _code()) else ""


@cache
def _code() -> ModuleType | None:
    """The code for it; None in a published copy, which has none."""
    return import_module("pages.staff.sign_in.round_pages") if has_staff() else None
