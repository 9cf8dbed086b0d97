"""The forms of the page Load. They are sent to addresses of their own, so that nothing is done twice or half."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.staff.form_fields import words_field
from pages.staff.form_parts import asked_post, form, upload_form

PAGE, LAYOUT = "load", "layout"
MOST_AT_ONCE = 20  # files
MOST_BYTES = 100_000_000  # of all files sent at once
MOST_OF_REASON = 500  # characters
SEND, KEEP, DROP, LOAD, BACK = "/load-send", "/load-keep", "/load-drop", "/load-again", "/load-hand-back"


def send_form(note: str) -> Markup:
    """Takes files, chosen or dropped."""
    return upload_form(SEND, "Choose files, or drop them on this field", note, "Look at these files")


def keep_form(fields: Mapping[str, str]) -> Markup:
    """Asks for the post and keeps the file that the `fields` name."""
    return form(KEEP, fields, "Keep it and load it", asked_post())


def hand_back_form(mark: str) -> Markup:
    """Hands a file that was submitted back to its sender, who reads the reason."""
    asked = words_field("why", "What its sender has to put right", MOST_OF_REASON)
    return form(BACK, {"file": mark}, "Hand it back: nothing is recorded", asked, is_quiet=True)


def drop_form(mark: str, is_on_record: bool = False) -> Markup:
    """Drops a file that waits; the record of one that is on record stays."""
    words = "Drop this copy: the record stays" if is_on_record else "Drop it: nothing is recorded"
    return form(DROP, {"file": mark}, words, is_quiet=True)


def load_form(mark: str) -> Markup:
    """Loads once more what is on record."""
    return form(LOAD, {"file": mark}, "Load it now")
