"""An action says what is to be done."""

from checks.known import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.ROW
about = "action"
severity = Severity.WARNING


def passes(rows):
    return rows.action != ""
