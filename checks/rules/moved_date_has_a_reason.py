"""Where a new date replaces the current one, the reason is given."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "reason"
to_do = "Write under “{column}” why the date of {refs} has to move."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    is_moved = rows.current_due_on.notna() & rows.due_on.notna() & (rows.due_on != rows.current_due_on)
    return ~is_moved | (rows.reason != "")
