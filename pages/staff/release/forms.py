"""The forms of the page Release: who decides on ticked texts or on whole columns, and why."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from loaders.received.arrival import EARLIEST
from pages.parts.here import address_word
from pages.staff.form_fields import day_field, tick, words_field
from pages.staff.form_parts import form, post_field
from tracker.words import plural

PAGE, DECIDE, COLUMNS_DECIDE, DECISION_END = "release", "/release-decide", "/release-columns", "/release-end"
LIST, DECIDED, COLUMNS = "list", "decided", "columns"
RELEASE, PRIVATE = "release", "private"  # the decisions on the ticked texts
END = "end"  # asked of a decision on columns
DECISION, MARKS, WHY, DAY, FORMATS = "decision", "marks", "why", "day", "formats"  # fields
BODY = "committee"  # not “body”: the browser leaves out the name of a field that the document itself has
LONGEST = 500  # characters of a reason
BELOW = "See the decisions on record below."
NONE_WAITS = f"None of the ticked columns waits any more. {BELOW}"
REASON = "What is the reason for the decision?"
WHO = "Which committee or post decided? For example Chair of the scrutiny committee. Never a name."
IN_FORMATS = "It covers texts in {} files too, which do not show what was hidden. I have looked at these files."


def decision_form(text_ids: Sequence[str], decision: str, count: int) -> Markup:
    """A form that asks for the post and the reason, for `count` texts. It holds their ids, never their words."""
    what = plural(count, "text")
    fields = {DECISION: decision, MARKS: " ".join(text_ids), LIST: address_word(LIST)}
    button = f"Release {what}" if decision == RELEASE else f"Keep {what} private"
    return form(DECIDE, fields, button, post_field() + words_field(WHY, REASON, LONGEST))


def columns_form(column_ids: Sequence[str], formats: Sequence[str], count: int, today: date) -> Markup:
    """A form for a decision on `count` columns: who decided, when and why, and whether it covers the given formats."""
    asked = [
        words_field(BODY, WHO, 100),
        day_field(DAY, "On which day?", EARLIEST, last=today),
        words_field(WHY, REASON, LONGEST),
        tick(FORMATS, IN_FORMATS.format(" and ".join(formats))) if formats else "",
        post_field("Who records it?"),
    ]
    fields, button = {MARKS: " ".join(column_ids)}, f"Record the decision on {plural(count, 'column')}"
    return form(COLUMNS_DECIDE, fields, button, Markup("").join(asked))


def end_form(decision: str) -> Markup:
    """A form to record that a decision no longer counts, and why."""
    asked = post_field() + words_field(WHY, "Why does it no longer count?", LONGEST)
    return form(DECISION_END, {DECISION: decision}, "End this decision", asked)
