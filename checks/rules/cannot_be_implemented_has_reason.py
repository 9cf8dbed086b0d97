"""A finding that an action cannot be implemented says why, and who could act."""

from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
about = "reason"
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows):
    return (rows.verification != Verification.CANNOT_BE_IMPLEMENTED) | (rows.reason != "")
