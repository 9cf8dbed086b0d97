"""A resolution has the date of its meeting."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Precision, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ROW
about = "meeting_on"
to_do = "Write the date of the meeting for {refs} under “{column}”."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.meeting_on_precision != Precision.NO_DATE
