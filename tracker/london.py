"""The clock by which days begin and end, wherever this runs."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
