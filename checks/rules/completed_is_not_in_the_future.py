"""A completion date is not later than the return that reports it."""

import pandas as pd

from checks.facts import Scope
from checks.first_days import first_day
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "completed_on"
to_do = "Correct the completion date of {refs}: it is after the day the return came."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~(first_day(rows.completed_on, rows.completed_on_precision) > rows.received_on)
