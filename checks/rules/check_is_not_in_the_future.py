"""A check is not dated after the day its log was received, unless it is only planned."""

import pandas as pd

from checks.facts import Scope
from checks.first_days import first_day
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ROW
about = "checked_on"
to_do = "Correct the date of the check of {refs}, or mark it as planned: it is after the day the log came."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    is_planned = rows.verification.isin([Verification.AWAITING_CHECK, Verification.NOT_CHECKED])
    return is_planned | ~(first_day(rows.checked_on, rows.checked_on_precision) > rows.received_on)
