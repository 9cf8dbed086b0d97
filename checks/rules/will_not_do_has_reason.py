"""An action that will not be done says why."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, ReportedStatus, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "reason"
to_do = "Say under “{column}” why {refs} will not be done."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.reported_status != ReportedStatus.WILL_NOT_DO) | (rows.reason != "")
