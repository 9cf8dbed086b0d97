"""A completed action says when it was completed."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, ReportedStatus, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "completed_on"
to_do = "Give the day of completion for {refs} under “{column}”."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.reported_status != ReportedStatus.REPORTED_COMPLETE) | rows.completed_on.notna()
