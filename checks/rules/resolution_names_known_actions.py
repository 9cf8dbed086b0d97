"""A resolution names actions that one plan has reported, by the references in that plan."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ACTIONS
about = "action_ref"
to_do = "Correct the references under “{column}” for {refs}. Where several plans have one, say which body was asked."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.unknown_actions == ""


def hint(row: Any) -> str:
    """The references that fit no action, or that fit actions of several plans."""
    return f"Not found: {row.unknown_actions}."
