"""Every row has a reference. Without one we cannot follow it from return to return."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "action_ref"
to_do = "Write a reference under “{column}” in {refs}."
severity = Severity.REFUSED


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.action_ref != ""
