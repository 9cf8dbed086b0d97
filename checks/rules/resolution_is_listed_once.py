"""A log lists an item of a meeting once. Otherwise its rows are told apart by their words."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.FILE
compares_rows = False
about = "item"
to_do = (
    "Give each resolution an item of its own, such as 6a and 6b: {refs}. Otherwise other words are a new resolution."
)
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~rows.is_repeated
