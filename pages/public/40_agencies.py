"""Agencies: one row for each; where one is chosen, all that is known of it."""

from pages.parts.action_tables import action_table
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.empty import no_actions
from pages.parts.figures import headline_cards, opening
from pages.parts.here import here
from pages.parts.left_out_tables import left_out_of
from pages.parts.show import name_tab, section, show, title
from pages.public.agency_tables import agency_table, returns_table
from tracker.html import blocks
from tracker.questions import actions, agencies, deadline_history, left_out, progress, returns

at = here()
every = actions.rows(at.db, at.as_of, **at.filters)

if at.agency is None:
    title("Agencies")
    show(agency_table(agencies.rows(at.db, at.as_of, **at.filters), at) if every else no_actions(at))
else:
    show(blocks.trail(blocks.link("All agencies", at.address("agencies", agency=None)), at.agency))
    title(at.agency)
    name_tab(at.agency, at)
    show(opening(at))
    show(headline_cards(at))
    section("Its actions")
    chart_block(progress, at, "agencies")
    section("Its deadlines")
    chart_block(deadline_history, at, "agencies")
    section("All its actions")
    show(action_table(every, "All actions, by state", at))
    section("Its returns")
    show(returns_table(returns.files(at.db, at.as_of, at.agency), at))
    section("Left out of its last return")
    show(*left_out_of(left_out.rows(at.db, at.as_of, at.agency), left_out.counts(at.db, at.as_of, at.agency), at))
    cite(at.agency, at, "agencies")
