"""A completed action names its evidence. "None" or "TBC" is not evidence."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, ReportedStatus, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "evidence"
to_do = "Name the evidence for {refs} under “{column}”, for example a minute or a report."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.reported_status != ReportedStatus.REPORTED_COMPLETE) | (rows.evidence != "")
