"""A check is not dated before its review was published, by the date in the register."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checked_on"
to_do = "Correct the date of the check of {refs}: it is before the review was published."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~(rows.checked_on < rows.published_on)
