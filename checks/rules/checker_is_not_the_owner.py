"""Nobody verifies their own work: the checker is not the lead agency, under any of its names."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checker"
to_do = "Have {refs} checked by another body than the lead agency, and name that body."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~rows.checker_leads
