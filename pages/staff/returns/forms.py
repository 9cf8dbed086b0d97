"""The form of the page Returns that asks a sender for a return, and its address."""

from collections.abc import Mapping
from datetime import date, timedelta

from markupsafe import Markup

from pages.staff.form_fields import choice, day_field
from pages.staff.form_parts import form, post_field

PAGE = "returns"
REQUEST = "/returns-request"
ALL, OPEN = "all", "open"
WHICH = {ALL: "All that is on record", OPEN: "Only what is still to be done, checked or answered"}


def request_form(fields: Mapping[str, str], names: Mapping[str, str], today: date, chosen: Mapping[str, str]) -> Markup:
    """A form for whom to ask, by when, for what and by which post; `chosen` is an earlier attempt that was refused."""
    only = next(iter(names)) if len(names) == 1 else ""
    asked = Markup("").join(
        [
            choice(
                "sender", "Whom to ask", names, chosen.get("sender", "") or only, "" if only else "Choose the sender"
            ),
            day_field("due", "Day by which it is to come", today + timedelta(days=1), chosen.get("due", "")),
            choice("which", "What its workbook holds", WHICH, chosen.get("which", "")),
            post_field(),
        ]
    )
    return form(REQUEST, fields, "Make the workbook", asked)
