"""Nobody verifies their own work: the checker is not the lead agency."""

from checks.known import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checker"
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows):
    return (rows.owner_agency == "") | (rows.checker.str.casefold() != rows.owner_agency.str.casefold())
