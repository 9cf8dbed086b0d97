"""A check names one action that an agency has reported, by review, lead agency and reference."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "action_ref"
to_do = "Name the action that was checked as its agency does, by review, lead agency and reference: {refs}."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.action_sender != ""
