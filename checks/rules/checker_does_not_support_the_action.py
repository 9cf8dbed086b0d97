"""A body that supports an action cannot verify it, though it may find it insufficient."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checker"
to_do = "Have {refs} checked by a body that takes no part in the work, and name that body."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    confirms = rows.verification.isin([Verification.VERIFIED, Verification.CANNOT_BE_IMPLEMENTED])
    return ~(rows.checker_supports & confirms)
