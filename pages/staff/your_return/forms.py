"""The forms of the page Your return: a file to try, to submit it, and to remove it or take it back."""

from markupsafe import Markup

from loaders.reader.limits import LARGEST_FILE
from pages.staff.form_parts import form, upload_form
from tracker.html import blocks

PAGE = ""  # whoever sees it sees no other, so it is the first one
SEND, SUBMIT, REMOVE = "/your-return-send", "/your-return-submit", "/your-return-remove"
MOST_BYTES = LARGEST_FILE + 10_000  # of a form with one file
LABEL = "Choose your workbook, or drop it on this field"


def address(**query: object) -> str:
    """The address of the page, with what it is asked for."""
    return blocks.address(PAGE, **query)


def send_form(note: str) -> Markup:
    """Takes one file, chosen or dropped."""
    return upload_form(SEND, LABEL, note, "See what it would change", is_one=True)


def submit_form(sha256: str) -> Markup:
    """Lets an officer see a file that was tried."""
    return form(SUBMIT, {"file": sha256}, "Submit it")


def remove_form(sha256: str, is_submitted: bool) -> Markup:
    """Removes a file that was tried, or takes back one that was submitted."""
    words = "Take it back: no officer sees it any more" if is_submitted else "Remove it"
    return form(REMOVE, {"file": sha256}, words, is_quiet=True)
