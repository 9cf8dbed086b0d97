"""The time zone whose clock decides when days begin and end, wherever this program runs."""

from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
