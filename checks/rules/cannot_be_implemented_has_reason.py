"""A finding that an action cannot be implemented says why, and who could act."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ROW
about = "reason"
to_do = "Say under “{column}” why {refs} cannot be done, and who could act."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.verification != Verification.CANNOT_BE_IMPLEMENTED) | (rows.reason != "")
