"""A resolution names recommendations that are in the register."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.RECOMMENDATIONS
about = "recommendation_ref"
to_do = "Correct the numbers of recommendations under “{column}” for {refs}."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.unknown_recommendations == ""


def hint(row: Any) -> str:
    """The numbers that no register holds."""
    return f"Not found: {row.unknown_recommendations}."
