"""A completed action names its evidence."""

from checks.known import Scope
from tracker.terms import Kind, ReportedStatus, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "evidence"
severity = Severity.WARNING


def passes(rows):
    return (rows.reported_status != ReportedStatus.REPORTED_COMPLETE) | (rows.evidence != "")
