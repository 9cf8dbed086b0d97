"""An action stands once in a form that comes back. Of two rows nobody knows which one holds."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action_ref"
to_do = "Take out the row that repeats another one: {refs}. If it is a new action, give it a reference of its own."
severity = Severity.REFUSED


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.repeats == 0


def hint(row: Any) -> str:
    """The row that came first."""
    return f"This one repeats row {row.repeats}."
