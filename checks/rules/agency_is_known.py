"""The lead agency sends a plan or is in the register. Names are never merged because they look alike."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.ACTION, Kind.RECOMMENDATION)
scope = Scope.AGENCIES
about = "agency"
to_do = (
    "Correct the name of the agency for {refs}, or explain it in [agencies] of the layout. "
    "If the column names posts, read it as owner."
)
severity = Severity.WARNING
who_acts = WhoActs.DATA_OFFICER


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.agency_is_known


def hint(row: Any) -> str:
    """The nearest known name, in a sentence."""
    return row.nearest_agency
