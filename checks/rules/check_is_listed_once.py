"""A log has one finding for one action, checker and date. Where rows differ, the one that found a fault counts."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.FILE
about = "verification"
to_do = "Leave one finding for {refs}: one checker has several of the same date."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE

CHECK = ["review", "agency", "action_ref", "checker", "checked_on"]
PLANNED = (
    Verification.AWAITING_CHECK,
    Verification.NOT_CHECKED,
)  # a planned check beside its finding is not a repetition


def passes(rows: pd.DataFrame) -> pd.Series:
    found = rows.verification.where(~rows.verification.isin(PLANNED))
    return found.groupby([rows[name] for name in CHECK], dropna=False).transform("nunique") <= 1
