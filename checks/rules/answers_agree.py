"""Registers and their sheets give the same answer. Otherwise we show the last file received, and its lowest row."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RECOMMENDATION,)
scope = Scope.FILE
compares_rows = False
about = "response"
to_do = "Give the same answer to {refs} in every register and sheet."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.other_answer == ""


def hint(row: Any) -> str:
    """The other answer, and where it is."""
    return row.other_answer
