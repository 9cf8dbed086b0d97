"""The columns of a form: what each holds, which of our columns it fills, and who may write in it."""

from typing import NamedTuple

GUIDE, KEYS = "Read this first", "Form"  # a form's sheets besides its table


class FormColumn(NamedTuple):
    """One column. `fills` is our name for it, "" for one that only informs; `width` is in digits.

    The sender fills in a column that `is_open`. A column that is `only_if_used` is left out if no row fills it.
    """

    heading: str
    fills: str
    width: int
    is_open: bool = False
    only_if_used: bool = False


KEY = FormColumn("Row key", "row_key", 8)
REVIEW = FormColumn("Review", "review", 20, only_if_used=True)
