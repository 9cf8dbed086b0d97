"""The form of the page Release: which post decides on the ticked texts, and why."""

from collections.abc import Sequence

from markupsafe import Markup

from pages.parts.here import address_word
from pages.staff.form_parts import form, post_field
from tracker.words import plural

PAGE, DECIDE = "release", "/release-decide"
LIST, DECIDED = "list", "decided"
RELEASE, PRIVATE = "release", "private"  # the decisions on the ticked texts
DECISION, MARKS, WHY = "decision", "marks", "why"  # fields
REASON = Markup(
    '<p><label for="an-why">What is the reason for the decision?</label>'
    '<input id="an-why" type="text" name="{}" maxlength="500" required autocomplete="off"></p>'
)


def decision_form(text_ids: Sequence[str], decision: str, count: int) -> Markup:
    """A form that asks for the post and the reason, for `count` texts. It holds their ids, never their words."""
    what = plural(count, "text")
    fields = {DECISION: decision, MARKS: " ".join(text_ids), LIST: address_word(LIST)}
    button = f"Release {what}" if decision == RELEASE else f"Keep {what} private"
    return form(DECIDE, fields, button, post_field() + REASON.format(WHY))
