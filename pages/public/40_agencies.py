"""Agencies: one row for each; with an agency chosen, all that is known of that one."""

import streamlit as st

from pages.parts.action_tables import action_table
from pages.parts.agency_tables import agency_table, returns_table
from pages.parts.figures import headline_cards, opening
from pages.parts.here import here
from pages.parts.show import show
from tracker import blocks, charts
from tracker.questions import actions, agencies, progress, returns

at = here()
every = actions.rows(at.db, at.as_of, **at.filters)

if at.agency is None:
    st.title("Agencies", anchor=False)
    show(agency_table(agencies.rows(at.db, at.as_of, **at.filters), at))
else:
    show(blocks.trail(blocks.link("All agencies", at.address("agencies", agency=None)), at.agency))
    st.title(at.agency, anchor=False)
    show(opening(at))
    show(headline_cards(at))
    st.header("Its actions", anchor=False)
    show(progress.block(every, charts.source_line(at.as_of, at.is_illustrative), **at.kept))
    show(action_table(every, "All actions, by state", at))
    st.header("Its returns", anchor=False)
    show(returns_table(returns.received(at.db, at.as_of, at.agency)))
