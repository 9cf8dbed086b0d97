"""A comment has words."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.COMMENT,)
scope = Scope.ROW
about = "comment"
to_do = "Write the comment in {refs}, or take the row out."
severity = Severity.REFUSED


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows["comment"] != ""
