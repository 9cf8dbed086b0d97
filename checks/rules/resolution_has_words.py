"""A resolution says what was asked or resolved."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ROW
about = "minute"
to_do = "Write under “{column}” what was asked or resolved in {refs}, or take the row out."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows["minute"] != ""
