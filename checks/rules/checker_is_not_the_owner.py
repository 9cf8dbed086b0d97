"""Nobody verifies their own work: the checker is not the lead agency."""

import pandas as pd

from checks.known import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checker"
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.owner_agency == "") | (rows.checker.str.casefold() != rows.owner_agency.str.casefold())
