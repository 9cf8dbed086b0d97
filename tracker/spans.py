"""What stands in place of the end of a span that has none: a day and a record that never come."""

from datetime import date

NO_DAY = date(9999, 12, 31)
NO_RECORD = 2**31 - 1
