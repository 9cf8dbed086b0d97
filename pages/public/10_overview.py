"""Overview: how far the work has got, agency by agency, and what is longest overdue."""

import streamlit as st

from pages.parts.action_tables import action_table
from pages.parts.change_tables import five_lines
from pages.parts.cite import cite
from pages.parts.content_note import content_note
from pages.parts.figures import headline_cards, not_counted, opening
from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.parts.since import usual_since
from tracker import blocks, charts
from tracker.questions import actions, changes, overdue, progress
from tracker.rows import each

LONGEST = 8

at = here()
every = actions.rows(at.db, at.as_of, **at.filters)
late = overdue.rows(at.db, at.as_of, **at.filters)

show(content_note(at))
title(f"{at.review or 'All reviews'}: where it stands")
show(opening(at))
show(headline_cards(at))
show(not_counted(at))

section("Progress by agency")
source = charts.source_line(at.as_of, at.is_illustrative)
chart, table, picture, method = st.tabs(["Chart", "Table", "Picture", "How we count this"])
with chart:
    show(progress.block(every, source, **at.kept))
with table:
    show(progress.table(every))
with picture:
    st.vega_lite_chart(None, progress.chart(every, source), theme=None, alt=progress.sentence(every).alt)
with method:
    show(progress.method())

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

cite(f"Overview, {at.agency or 'all agencies'}", at, "")
