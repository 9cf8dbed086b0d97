"""What changed: everything that differs between two dates, what went backwards first."""

from pages.parts.change_tables import change_summary, change_tables, put_right
from pages.parts.here import here
from pages.parts.show import show, title
from pages.parts.since import since
from tracker.html import blocks
from tracker.questions import changes
from tracker.rows import each

at = here()
title("What changed")
from_day = since(at)
found = list(each(changes.rows(at.db, from_day, at.as_of, **at.filters)))
show(blocks.lead(changes.summary(changes.counts(found), from_day, at.as_of)))
show(change_summary(found) if found else blocks.lead("", "Nothing changed between these dates."))
change_tables(found, at)
put_right(from_day, at)
