"""A check is not dated earlier than the day on which its review was published, by the register."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checked_on"
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~(rows.checked_on < rows.published_on)
