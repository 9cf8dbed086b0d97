"""Every recommendation has its number."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RECOMMENDATION,)
scope = Scope.ROW
about = "recommendation_ref"
to_do = "Write the number of the recommendation under “{column}” in {refs}."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.recommendation_ref != ""
