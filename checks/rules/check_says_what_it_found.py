"""A check says what it found. A blank does not withdraw an earlier finding."""

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, Verification, WhoActs

applies_to = (Kind.VERIFICATION,)
scope = Scope.ROW
about = "verification"
to_do = "Write under “{column}” what the check of {refs} found."
severity = Severity.REFUSED
who_acts = WhoActs.COMMITTEE


def passes(rows: pd.DataFrame) -> pd.Series:
    # The layout may have a word for "not checked"; a blank is not one.
    is_written = rows.words.map(lambda words: bool(words.get("verification")))
    return (rows.verification != Verification.NOT_CHECKED) | is_written.astype(bool)
