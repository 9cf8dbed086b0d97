"""The day and the record that stand for the end of a span that has not ended."""

from datetime import date

NO_DAY = date(9999, 12, 31)
NO_RECORD = 2**31 - 1
