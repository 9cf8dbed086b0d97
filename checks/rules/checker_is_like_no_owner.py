"""The checker's name is not like that of a body that leads or supports the action. Please confirm that they differ."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checker"
to_do = "Confirm that the checker of {refs} is not a body that leads or supports the work."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    # Other rules refuse a name that means an owner, unless it finds a fault with its own work.
    return (rows.checker_like == "") | rows.checker_leads | rows.checker_supports


def hint(row: Any) -> str:
    """The body with a similar name."""
    return f"It looks like '{row.checker_like}'. If it is the same body, say so in [agencies] of the layout."
