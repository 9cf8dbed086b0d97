"""A comment is not dated after the day it was received."""

import pandas as pd

from checks.facts import Scope
from checks.first_days import first_day
from tracker.terms import Kind, Severity

applies_to = (Kind.COMMENT,)
scope = Scope.ROW
about = "said_on"
to_do = "Correct the date of the comment in {refs}: it is after the day the comment came."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~(first_day(rows.said_on, rows.said_on_precision) > rows.received_on)
