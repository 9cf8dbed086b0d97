"""The time that a heading or the name of a sheet gives, such as "Jan 26", "Q4 25/26" or "2026-01-31"."""

import re

from loaders.mapping.dates import MONTHS

MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
NAMED_TIME = re.compile(
    rf"(?i)(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?(?<![a-z])(?:{MONTH})(?![a-z])\.?[\s,’'-]*(?:20)?\d\d\b"
    r"|q[1-4][\s,]*(?:20)?\d\d(?:[/-]\d\d)?|\d{4}-\d\d-\d\d|\d{1,2}/\d{1,2}/\d{4}"
)
