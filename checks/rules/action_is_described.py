"""An action says what is to be done."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "action"
to_do = "Write under “{column}” what is to be done for {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.action != ""
