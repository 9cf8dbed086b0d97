"""An answer has its words and the day on which it was given."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Precision, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ROW
about = "outcome_on"
to_do = "Add what is missing under “{column}” for {refs}."
severity = Severity.NOTICE
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.outcome != "") == (rows.outcome_on_precision != Precision.NO_DATE)


def column_of(row: Any) -> str:
    """The column that lacks something: that of the words, or that of the day."""
    return "outcome_on" if row.outcome else "outcome"
