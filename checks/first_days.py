"""The first day of the period that a vague date names: the earliest day that it can mean."""

import pandas as pd

from tracker.terms import Precision

MONTHS = {Precision.MONTH: 1, Precision.QUARTER: 3, Precision.SEASON: 3, Precision.HALF_YEAR: 6, Precision.YEAR: 12}


def first_day(on: pd.Series, precision: pd.Series) -> pd.Series:
    """The first day of the period of each date that counts as its last; exact dates and blanks are unchanged."""
    found = on.copy()
    for word, months in MONTHS.items():
        vague = precision == word
        if vague.any():
            found[vague] = on[vague] + pd.offsets.MonthBegin(-months)
    return found
