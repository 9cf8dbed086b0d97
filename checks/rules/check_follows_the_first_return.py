"""A check is dated after the first return that names its action. Please confirm an earlier date."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ACTIONS
about = "checked_on"
to_do = "Confirm or correct the date of the check of {refs}: it is before the first return."
severity = Severity.WARNING
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    # Somebody who compiles a record of old work writes down the work and its checks at once.
    return (rows.action_sender == rows.sender) | ~(rows.checked_on < rows.first_known_on)
