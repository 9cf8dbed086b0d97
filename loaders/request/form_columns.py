"""The columns of a form: what stands in each, which of ours it fills, and who may write there."""

from typing import NamedTuple

SHEET, GUIDE, KEYS = "Actions", "Read this first", "Form"  # the three sheets of a form


class FormColumn(NamedTuple):
    """One column. `fills` is our name for it, "" for one that only informs; `width` is in digits.

    `is_open` is for the sender to fill in. Of a column that is `only_if_used` there is none where the sender's plan has
    none.
    """

    heading: str
    fills: str
    width: int
    is_open: bool = False
    only_if_used: bool = False


KEY = FormColumn("Row key", "row_key", 8)
REFERENCE = FormColumn("Reference", "action_ref", 12)
RECOMMENDATION = FormColumn("Recommendation", "recommendation_ref", 18)
RECOMMENDED = FormColumn("What was recommended", "", 40)
ACTION = FormColumn("Action", "action", 50)
SAID_LAST = FormColumn("What you said last", "", 36)
FIRST_PROMISED = FormColumn("First promised", "", 15)
STANDING_DATE = FormColumn("Current date", "current_due_on", 15)
STATUS = FormColumn("Status", "reported_status", 18, is_open=True)
COMPLETED = FormColumn("Date completed", "completed_on", 15, is_open=True)
NEW_DATE = FormColumn("New date", "due_on", 15, is_open=True)
REASON = FormColumn("Reason", "reason", 36, is_open=True)

COLUMNS = (
    KEY,
    FormColumn("Review", "review", 20, only_if_used=True),
    REFERENCE,
    RECOMMENDATION,
    RECOMMENDED,
    FormColumn("Lead agency", "agency", 22, only_if_used=True),
    FormColumn("Theme", "theme", 18, only_if_used=True),
    ACTION,
    FormColumn("Priority", "priority", 12, only_if_used=True),
    FormColumn("How success will be seen", "success_measure", 30, only_if_used=True),
    FormColumn("Response", "response", 18, only_if_used=True),
    SAID_LAST,
    FIRST_PROMISED,
    STANDING_DATE,
    STATUS,
    COMPLETED,
    NEW_DATE,
    REASON,
    FormColumn("Evidence", "evidence", 36, is_open=True),
    FormColumn("Supporting bodies", "supporting_agencies", 26, is_open=True),
    FormColumn("What it waits for", "waits_for", 28, is_open=True),
    FormColumn("Owner (a post)", "owner", 22, is_open=True, only_if_used=True),
    FormColumn("Replaced by", "superseded_by", 14, is_open=True, only_if_used=True),
    FormColumn("Part of", "split_from", 14, is_open=True, only_if_used=True),
    FormColumn("Progress", "progress_note", 36, is_open=True, only_if_used=True),
)
