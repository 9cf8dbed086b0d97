"""The forms of the page Load; each has an address of its own, so that nothing is done twice or by half."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.staff.form_fields import words_field
from pages.staff.form_parts import form, post_field, upload_form

PAGE, LAYOUT = "load", "layout"
MOST_AT_ONCE = 20  # files
MOST_BYTES = 100_000_000  # all files sent at once
MOST_OF_REASON = 500  # characters
SEND, KEEP, DROP, LOAD, BACK = "/load-send", "/load-keep", "/load-drop", "/load-again", "/load-hand-back"


def send_form(note: str) -> Markup:
    """A form to choose or drop files to look at."""
    return upload_form(SEND, "Choose files, or drop them on this field", note, "Look at these files")


def keep_form(fields: Mapping[str, str]) -> Markup:
    """A form that asks for the post and keeps the file that `fields` name."""
    return form(KEEP, fields, "Keep it and load it", post_field())


def hand_back_form(file_id: str) -> Markup:
    """A form that hands a submitted file back to its sender, with a reason for the sender to read."""
    asked = words_field("why", "What its sender has to put right", MOST_OF_REASON)
    return form(BACK, {"file": file_id}, "Hand it back: nothing is recorded", asked, is_quiet=True)


def drop_form(file_id: str, is_on_record: bool = False) -> Markup:
    """A form that drops a waiting file; if the file is on record, its record stays."""
    words = "Drop this copy: the record stays" if is_on_record else "Drop it: nothing is recorded"
    return form(DROP, {"file": file_id}, words, is_quiet=True)


def load_form(file_id: str, is_loaded: bool = False) -> Markup:
    """A form that loads again what is on record, and leads to the file of an id."""
    return form(LOAD, {"file": file_id}, "Load it again" if is_loaded else "Load it now", is_quiet=is_loaded)
