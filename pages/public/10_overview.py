"""Overview: how far the work has got, agency by agency, and what is longest overdue."""

import streamlit as st

from pages.parts.action_tables import action_table
from pages.parts.figures import headline_cards, not_counted, opening
from pages.parts.here import here
from pages.parts.show import show
from tracker import blocks, charts
from tracker.questions import actions, overdue, progress

LONGEST = 8

at = here()
every = actions.rows(at.db, at.as_of, **at.filters)
late = overdue.rows(at.db, at.as_of, **at.filters)

st.title(f"{at.review or 'All reviews'}: what has been done", anchor=False)
show(opening(at))
show(headline_cards(at))
show(not_counted(at))

st.header("Progress by agency", anchor=False)
chart, table, method = st.tabs(["Chart", "Table", "How we count this"])
with chart:
    show(progress.block(every, charts.source_line(at.as_of, at.is_illustrative), **at.kept))
with table:
    show(progress.table(every))
with method:
    show(progress.method())

st.header("Longest overdue", anchor=False)
if late.empty:
    show(blocks.lead(f"No action is overdue by its current date on {blocks.day(at.as_of)}."))
else:
    show(action_table(late.head(LONGEST), "Longest overdue first, by the date first promised", at))
    every_one = blocks.link(f"All {blocks.plural(len(late), 'overdue action')}", at.address("overdue-and-moved"))
    show(blocks.lead("", every_one))
