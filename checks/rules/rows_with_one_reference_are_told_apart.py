"""Rows with the same reference are told apart by their words. Where they do not settle it, give each a new one."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import NO_REFERENCE, Kind, Severity

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action_ref"
to_do = "Give each row a reference of its own in place of {refs}."
severity = Severity.WARNING


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.why_unsure == "") | (rows.ref_given == NO_REFERENCE)


def hint(row: Any) -> str:
    """What the row is taken for, in a sentence."""
    return row.why_unsure
