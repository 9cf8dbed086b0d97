"""A due date lies within fifteen years of the return. One further off is probably a slip of the keys."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "due_on"
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.due_on.isna() | ((rows.due_on - rows.received_on).abs() < pd.Timedelta(days=15 * 365.25))
