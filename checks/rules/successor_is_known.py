"""An action is replaced by another action of the same plan, and the last one of a chain is not replaced itself."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ACTIONS
about = "superseded_by"
to_do = "Name under “{column}” the action of the same plan that replaces {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.successor_fault == ""


def hint(row: Any) -> str:
    """Why nothing replaces the action."""
    return row.successor_fault
