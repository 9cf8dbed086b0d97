"""Every row has its reference. Without one it cannot be followed from return to return."""

from checks.known import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "action_ref"
severity = Severity.REFUSED


def passes(rows):
    return rows.action_ref != ""
