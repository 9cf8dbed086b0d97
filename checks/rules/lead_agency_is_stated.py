"""Each action names its lead agency. One that does not counts under “Lead not stated”, and in every total."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import LEAD_NOT_STATED, Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "agency"
to_do = "Name the lead agency under “{column}” for {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.agency != LEAD_NOT_STATED
