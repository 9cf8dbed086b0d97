"""Which pages a visitor may see, and who is signed in; in a published copy everybody sees all its pages."""

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from markupsafe import Markup

from pages.parts.page_files import has_staff


def pages_for_visitor(files: Sequence[Path]) -> list[Path]:
    """The pages among `files` that the visitor may see; in a published copy, all of them."""
    return [file for file in files if code.may_see(file)] if (code := _code()) else [*files]


def sees_one_sender() -> bool:
    """Whether the visitor belongs to one sender and sees nothing of others; always False in a published copy."""
    return code.sees_one_sender() if (code := _code()) else False


def line_in_foot() -> Markup:
    """Who is signed in, or that nobody is; nothing in a published copy."""
    return code.line_in_foot() if (code := _code()) else Markup()


def do_people_sign_in() -> bool:
    """Whether people sign in to this instance; nobody does in a published copy."""
    return code.do_people_sign_in() if (code := _code()) else False


def privacy_sentence() -> str:
    """Says what is kept about people who sign in; "" if nobody does."""
    return code.privacy_sentence() if (code := _code()) else ""


@cache
def _code() -> ModuleType | None:
    """The module that adds this; None without the pages for staff, as in a published copy."""
    return import_module("pages.staff.sign_in.page_access") if has_staff() else None
