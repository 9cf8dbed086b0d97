"""A row without a reference is the action before whose words it has. With words like none it is taken as a new one."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import NO_REFERENCE, Kind, Severity, WhoActs

applies_to = (Kind.ACTION,)
scope = Scope.FILE
compares_rows = False
about = "action"
to_do = "Say in [renumbered] of the layout which earlier action {refs} is. Leave it as it is if the action is new."
severity = Severity.WARNING
who_acts = WhoActs.DATA_OFFICER


def passes(rows: pd.DataFrame) -> pd.Series:
    return (rows.why_unsure == "") | (rows.ref_given != NO_REFERENCE)


def hint(row: Any) -> str:
    """What the row is taken for, in a sentence."""
    return row.why_unsure
