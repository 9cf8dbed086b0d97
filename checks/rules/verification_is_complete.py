"""A verification names its checker, the date and the evidence seen. Without them nothing was verified."""

import pandas as pd

from checks.known import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ROW
about = "evidence"
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.checker != "") & rows.checked_on.notna() & (rows.evidence != "")
