"""The only place that asks for today."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")  # a day begins and ends there, wherever this runs


def london_day() -> date:
    """The day that it is in London."""
    return datetime.now(LONDON).date()
