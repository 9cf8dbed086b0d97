"""A resolution that closes an action names the action."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Resolution, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ROW
about = "action_ref"
to_do = "Name under “{column}” the action that {refs} closes."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.resolution != Resolution.CLOSED) | rows.action_ref.astype(bool)
