"""The only place that asks for today."""

from datetime import date, datetime

from tracker.london import LONDON


def london_day() -> date:
    """Today's date in London."""
    return datetime.now(LONDON).date()
