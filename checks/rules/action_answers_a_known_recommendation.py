"""An action answers a recommendation that is in the register."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.RECOMMENDATIONS
about = "recommendation_ref"
to_do = "Give {refs} the number of a recommendation that is in the register, under “{column}”."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.recommendation_is_known
