"""The form of the page Withdraw, and where it is sent."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.staff.form_fields import choice, words_field
from pages.staff.form_parts import asked_post, form
from tracker.terms import Withdrawal

PAGE = "withdraw"
WITHDRAW, LOAD = "/withdraw-file", "/withdraw-load"
LONGEST_WHY = 300  # characters
BECAUSE = {
    str(Withdrawal.MISFILED): "It is the wrong file, or stands under the wrong sender or day",
    str(Withdrawal.DAMAGED): "Its bytes are damaged or lost",
}


def withdraw_form(fields: Mapping[str, str]) -> Markup:
    """Asks what kind of mistake it was, why it is withdrawn, and which post decides."""
    asked = Markup("").join(
        [
            choice("because", "What kind of mistake it was", BECAUSE, prompt="Choose one"),
            words_field("why", "Why, in words that may be kept for ever. Never a name.", LONGEST_WHY),
            asked_post("Which post decides?"),
        ]
    )
    return form(WITHDRAW, fields, "Withdraw it and load", asked)


def load_form(file: str) -> Markup:
    """Loads once more what is on record."""
    return form(LOAD, {"file": file}, "Load it now")
