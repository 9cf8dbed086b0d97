"""An action says what is to be done."""

from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
about = "action"
severity = Severity.WARNING


def passes(rows):
    return rows.action != ""
