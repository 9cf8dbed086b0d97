"""A reference is used once in a file. We keep all rows, tell them apart by their words and add a number."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action_ref"
to_do = "Give each action its own reference instead of using one twice: {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.times_used == 1) | (rows.action_ref == "")
