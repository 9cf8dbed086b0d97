"""References differ by more than spaces, hidden characters, width or capitals. None is merged."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action_ref"
to_do = "Make these references exactly alike if they are one, or clearly different: {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.looks_like == ""


def hint(row: Any) -> str:
    """The other reference, and where it is."""
    return row.looks_like
