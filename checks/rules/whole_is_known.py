"""An action is split from one that its sender has already reported. Only then does it keep the date of the whole."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.ACTION,)
scope = Scope.ACTIONS
about = "split_from"
to_do = "Correct the reference of the action that {refs} was split from."
severity = Severity.WARNING
who_acts = WhoActs.DATA_OFFICER


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.whole_is_known


def hint(row: Any) -> str:
    """The reference that no return held."""
    return f"'{row.split_from}' is in no return."
