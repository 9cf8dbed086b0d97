"""What changed: every change between two dates, with what went backwards first."""

from pages.parts.change_tables import change_stories, change_summary, corrected_problems
from pages.parts.here import here
from pages.parts.show import show, title
from pages.parts.since import since
from pages.parts.subscribe import subscriptions
from pages.parts.table_files import table_buttons
from pages.public.list_files import changes_table
from tracker.html import blocks
from tracker.questions import changes
from tracker.questions.lateness import Lateness

at = here()
title("What changed")
from_day = since(at, "what-changed")
rows = changes.rows(at.db, from_day, at.as_of, **at.filters)
summary = changes.summary(changes.counts(rows), from_day, at.as_of, Lateness.from_counts(at.count))
show(blocks.lead(summary), subscriptions(at))
if rows:
    show(change_summary(rows, at))
    change_stories(rows, from_day, at)
    table_buttons(changes_table(rows, from_day, at), at, "Download every change")
else:
    show(blocks.lead("", "Nothing changed between these dates."))
corrected_problems(from_day, at)
