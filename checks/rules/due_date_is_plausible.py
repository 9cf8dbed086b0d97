"""A due date is within 15 years of the return. One further away is probably a typing error."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "due_on"
to_do = "Correct the due date of {refs}, or confirm it: it is more than 15 years away."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.due_on.isna() | ((rows.due_on - rows.received_on).abs() < pd.Timedelta(days=15 * 365.25))
