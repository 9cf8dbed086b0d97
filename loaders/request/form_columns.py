"""The columns of a form: what stands in each, which of ours it fills, and who may write there."""

from typing import NamedTuple

GUIDE, KEYS = "Read this first", "Form"  # the sheets of a form beside its table


class FormColumn(NamedTuple):
    """One column. `fills` is our name for it, "" for one that only informs; `width` is in digits.

    `is_open` is for the sender to fill in. Of a column that is `only_if_used` there is none where no row has anything
    in it.
    """

    heading: str
    fills: str
    width: int
    is_open: bool = False
    only_if_used: bool = False


KEY = FormColumn("Row key", "row_key", 8)
REVIEW = FormColumn("Review", "review", 20, only_if_used=True)
