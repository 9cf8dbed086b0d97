"""One file has references such as 1.1 and 1.10. We keep them apart: please confirm that both are meant."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action_ref"
to_do = "Confirm that these references are as you mean them, with or without the zero: {refs}."
severity = Severity.NOTICE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.differs_by_zero == ""


def hint(row: Any) -> str:
    """The other reference, and where it is."""
    return row.differs_by_zero
