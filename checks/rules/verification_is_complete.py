"""A check says who looked, when and, unless it found a fault, at what evidence. "None" or "TBC" does not count."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ROW
about = "evidence"
to_do = "Say for {refs} who looked, on which day and at what evidence."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def column_of(row: Any) -> str:
    """The first column that does not say it."""
    if row.checker == "":
        return "checker"
    return "checked_on" if pd.isna(row.checked_on) else about


def passes(rows: pd.DataFrame) -> pd.Series:
    # Many a check finds that there was no evidence: refusing it would leave the claim standing.
    is_fault = rows.verification.isin([Verification.INSUFFICIENT, Verification.REOPENED])
    return (rows.checker != "") & rows.checked_on.notna() & (is_fault | (rows.evidence != ""))
