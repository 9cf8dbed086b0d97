"""Which pages somebody who signs in may see, and what every page says of the sign-in."""

import re
from functools import cache
from pathlib import Path

from markupsafe import Markup

from pages.parts import page_files
from pages.parts.start_token import token
from pages.staff.acts import Act, StaffRole
from pages.staff.sign_in import settings
from pages.staff.sign_in.settings import LOGOUT
from pages.staff.sign_in.visitor import visitor

# The line with which a page for staff says that not only officers may see it.
FOR = re.compile(r"^FOR = Act\.(\w+)$", re.MULTILINE)
SIGNED_IN = Markup('Signed in as {}, {}. <a href="{}">Sign out</a>')
OF_SENDER = "{} ({})"
NOBODY = "Nobody signs in here: this tracker answers only on this computer, and a post that goes on record is typed."

COOKIES = (
    " People sign in to it. Two more cookies, _streamlit_user for 30 days and answerable_to for minutes, hold what "
    "your organisation’s sign-in says of your account and the page that you wanted. With what you put on record it "
    "keeps your post and, in a table apart, the number of your account. With a file that you submit it keeps your post "
    "while the file waits. While you sign in its memory holds your address in the network."
)

START_COOKIE = (
    " One more, answerable_start with the number of a port, holds the token from the address that you opened first. It "
    "goes in the same way."
)


def may_see(file: Path) -> bool:
    """Whether the visitor may see a page, by the act that it is for; a page that names none is for officers alone.

    Where nobody signs in, nobody belongs to one sender, so pages for a single sender are hidden.
    """
    act = act_of(file)
    if not settings.is_configured():
        return act is not Act.OWN
    person = visitor()
    return person is not None and (person.may(act) if act else person.role is StaffRole.OFFICER)


@cache
def act_of(file: Path) -> Act | None:
    """The act that a page is for, None if it names none. Raises KeyError for an act that does not exist."""
    if file.suffix == ".md":
        return Act.READ if page_files.asks_for_figures(file) else Act.ABOUT
    if file.parent.name != "staff":
        return Act.READ
    named = FOR.search(file.read_text(encoding="utf-8"))
    return Act[named[1]] if named else None


def about() -> frozenset[str]:
    """The addresses of the pages about the tracker itself, which every role may see."""
    return frozenset(page_files.address(file) for file in page_files.texts() if act_of(file) is Act.ABOUT)


def line_in_foot() -> Markup:
    """The line in the foot: who is signed in and how to sign out, or that nobody signs in here."""
    if not settings.is_configured():
        return Markup("{}").format(NOBODY)
    person = visitor()
    if person is None:
        return Markup()
    role = OF_SENDER.format(person.role, person.sender) if person.sender else person.role
    return SIGNED_IN.format(person.post, role, LOGOUT)


def sees_one_sender() -> bool:
    """Whether the visitor belongs to one sender, so that nothing in the address may show more than that."""
    person = visitor()
    return person is not None and bool(person.sender)


def do_people_sign_in() -> bool:
    """Whether people sign in here, so that something is kept about them."""
    return settings.is_configured()


def privacy_sentence() -> str:
    """What is kept about somebody who signs in, or about the start token where nobody does; ends a paragraph."""
    if settings.is_configured():
        return COOKIES
    return START_COOKIE if token() else ""
