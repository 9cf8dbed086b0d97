"""Each supporting agency sends a plan, is in the register or is on the layout's list; only that list splits a cell."""

from typing import Any

import pandas as pd

from checks.facts import Scope
from tracker.terms import Kind, Severity, WhoActs

applies_to = (Kind.ACTION,)
scope = Scope.AGENCIES
about = "supporting_agencies"
to_do = "Correct the names of the bodies that support {refs}, or confirm them in the layout."
severity = Severity.WARNING
who_acts = WhoActs.DATA_OFFICER


def passes(rows: pd.DataFrame) -> pd.Series:
    return rows.unknown_supporting == ""


def hint(row: Any) -> str:
    """The unknown name, and the nearest known one."""
    return row.unknown_supporting
