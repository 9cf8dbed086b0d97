"""The forms of the page Your return: send a file to try, submit it, remove it or take it back."""

from markupsafe import Markup

from loaders.reader.limits import LARGEST_FILE
from pages.staff.form_parts import form, upload_form
from tracker.html import blocks

PAGE = ""  # people who see it see no other page, so it is the first one
SEND, SUBMIT, REMOVE = "/your-return-send", "/your-return-submit", "/your-return-remove"
MOST_BYTES = LARGEST_FILE + 10_000  # in a form with one file
LABEL = "Choose your workbook, or drop it on this field"


def address(**query: object) -> str:
    """The address of the page, with `query` in it."""
    return blocks.address(PAGE, **query)


def send_form(note: str) -> Markup:
    """A form to choose or drop one file."""
    return upload_form(SEND, LABEL, note, "See what it would change", is_one=True)


def submit_form(sha256: str) -> Markup:
    """A form that submits a tried file, so that an officer sees it."""
    return form(SUBMIT, {"file": sha256}, "Submit it")


def remove_form(sha256: str, is_submitted: bool) -> Markup:
    """A form that removes a tried file, or takes back a submitted one."""
    words = "Take it back: no officer sees it any more" if is_submitted else "Remove it"
    return form(REMOVE, {"file": sha256}, words, is_quiet=True)
