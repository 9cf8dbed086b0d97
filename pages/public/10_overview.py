"""Overview: how far the work has got, agency by agency, and what is longest overdue."""

from pages.parts.action_tables import action_table
from pages.parts.change_tables import five_lines
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.content_note import content_note
from pages.parts.figures import headline_cards, not_counted, opening
from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.parts.since import usual_since
from tracker import blocks
from tracker.questions import burn_up, changes, freshness, overdue, progress
from tracker.rows import each

LONGEST = 8

at = here()
late = overdue.rows(at.db, at.as_of, **at.filters)

show(content_note(at))
title(f"{at.review or 'All reviews'}: where it stands")
show(opening(at))
show(headline_cards(at))
show(not_counted(at))

section("Progress by agency")
chart_block(progress, at, "overview")

section("Against the plan first agreed")
chart_block(burn_up, at, "overview")

section("What changed")
since = usual_since(at)
show(five_lines(list(each(changes.rows(at.db, since, at.as_of, **at.filters))), since, at))

section("Longest overdue")
if late.empty:
    show(blocks.lead(f"No action is overdue by its current date on {blocks.day(at.as_of)}."))
else:
    show(action_table(late.head(LONGEST), "Longest overdue first, by the date first promised", at))
    words = f"See {blocks.plural(len(late), 'overdue action')} and every date that moved"
    show(blocks.trail(blocks.link(words, at.address("overdue-and-moved"))))

section("Who has reported")
chart_block(freshness, at, "overview")

cite(f"Overview, {at.agency or 'all agencies'}", at, "")
