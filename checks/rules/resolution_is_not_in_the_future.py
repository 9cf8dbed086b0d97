"""A resolution is not dated after the day its log was received."""

import pandas as pd

from checks.facts import Scope
from checks.first_days import first_day
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.RESOLUTION,)
scope = Scope.ROW
about = "meeting_on"
to_do = "Correct the date of the meeting for {refs}: it is after the day the log came."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    return ~(first_day(rows.meeting_on, rows.meeting_on_precision) > rows.received_on)
