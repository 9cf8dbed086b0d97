"""A reference differs from the others in more than spaces, hidden characters, width or capitals. None is merged."""

from checks.known import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
about = "action_ref"
severity = Severity.WARNING


def passes(rows):
    return rows.looks_like == ""


def hint(row):
    """The other reference, where it stands."""
    return row.looks_like
