"""A comment has words."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.COMMENT,)
scope = Scope.ROW
about = "comment"
severity = Severity.REFUSED


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows["comment"] != ""
