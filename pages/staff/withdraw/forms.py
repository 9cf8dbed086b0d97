"""The forms of the page Withdraw, and their addresses."""

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from loaders.load.correct import Way
from loaders.reader.limits import LARGEST_FILE
from loaders.received.arrival import EARLIEST
from pages.staff.form_fields import choice, tick, words_field
from pages.staff.form_parts import choice_form, form, post_field, upload_form
from tracker.file_terms import Withdrawal
from tracker.html import blocks
from tracker.html import forms as asking

PAGE = "withdraw"
DO = {
    Way.WITHDRAW: "/withdraw-file",
    Way.REDATE: "/withdraw-redate",
    Way.REPLACE: "/withdraw-replace",
    Way.ERASE: "/withdraw-erase",
}
SEND, LOAD = "/withdraw-send", "/withdraw-load"
LONGEST_WHY = 300  # characters
LONGEST_CELLS = 300
BECAUSE = {
    str(Withdrawal.MISFILED): "It is the wrong file, or stands under the wrong sender or day",
    str(Withdrawal.DAMAGED): "Its bytes are damaged or lost",
}
WHY = {
    Way.WITHDRAW: "Why, in words that may be kept for ever. Never a name.",
    Way.REDATE: "Why it gets another day, in words that may be kept for ever. Never a name.",
    Way.REPLACE: "Why it is replaced, in words that may be kept for ever. Never a name.",
    Way.ERASE: "Why its words are erased, in words that may be kept for ever. Never a name.",
}
BUTTONS = {
    Way.WITHDRAW: "Withdraw it and load",
    Way.REDATE: "Give it this day and load",
    Way.REPLACE: "Replace it and load",
    Way.ERASE: "Erase its words for ever and load",
}
SURE = "I have read what this erases and what it does not reach. It cannot be undone."


def decision_form(way: Way, fields: Mapping[str, str]) -> Markup:
    """A form for the reason, the post and what else a way needs; before erasing, it asks for two confirmations."""
    asked = [words_field("why", WHY[way], LONGEST_WHY), post_field()]
    if way is Way.WITHDRAW:
        asked = [choice("because", "What kind of mistake it was", BECAUSE, prompt="Choose one"), *asked]
    if way is Way.ERASE:
        # Not called “name”: Streamlit strips that name from a field, so a browser would send nothing.
        name = words_field("typed", f"To be sure, type the name of the file: {fields['file']}", 300)
        asked = [*asked, name, tick("sure", SURE, is_required=True)]
    return form(DO[way], fields, BUTTONS[way], Markup("").join(asked))


def day_form(file: str, chosen: date, today: date) -> Markup:
    """A form for the day on which a file came, which leads to what that would change."""
    usual = EARLIEST  # left out of the address; nothing came on that day
    day = asking.Day("day", "Day on which it came", chosen, EARLIEST, today, usual)
    return _look(file, Way.REDATE, day)


def cells_form(file: str, cells: str) -> Markup:
    """A form for the only cells whose words are to be erased, which leads to what that would change."""
    label = "Erase only the words of these cells, such as Plan!D14, Plan!H14. Leave it empty to erase all."
    return _look(file, Way.ERASE, asking.Text("cells", label, cells, "", LONGEST_CELLS))


def _look(file: str, way: Way, field: asking.Day | asking.Text) -> Markup:
    fields = {"file": file, "way": way}
    return choice_form(asking.form(blocks.address(PAGE), [field], fields, "Show what it would change"))


def other_form(file: str, label: str) -> Markup:
    """A form that takes the file to put in the place of another."""
    note = f"As it was sent, up to {LARGEST_FILE // 1_000_000} MB. Nothing is recorded before you have seen it."
    return upload_form(SEND, label, note, "Show what it would change", {"file": file}, is_one=True)


def load_form(file: str, way: Way) -> Markup:
    """A form that loads again what is on record."""
    return form(LOAD, {"file": file, "way": way}, "Load it now")
