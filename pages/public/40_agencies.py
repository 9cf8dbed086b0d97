"""Agencies: one row for each, or everything that is known about the chosen one."""

from pages.parts.action_tables import short_list
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.empty import no_actions
from pages.parts.figures import headline_cards, opening
from pages.parts.here import here
from pages.parts.left_out_tables import left_out_of
from pages.parts.paging import part, steps
from pages.parts.show import name_tab, section, show, title
from pages.parts.subscribe import subscriptions
from pages.public.agency_tables import agency_table, returns_table, supported_actions
from tracker.html import blocks
from tracker.questions import (
    actions,
    agencies,
    cells_left_out,
    comments,
    deadline_history,
    former_names,
    progress,
    returns,
)
from tracker.terms import Role

NO_BODY = (
    "This is not a body. These are actions for which no plan names a lead agency. They count in every total, and under "
    "no agency until one is named."
)
at = here()

if at.agency is None:
    title("Agencies")
    rows = agencies.rows(at.db, at.as_of, **at.filters)
    shown = part(len(rows))
    show(agency_table(shown.cut(rows), at, shown.words) if rows else no_actions(at), steps(shown))
else:
    show(blocks.trail(blocks.link("All agencies", at.address("agencies", agency=None)), at.agency))
    title(at.agency)
    name_tab(at.agency, at)
    every = actions.rows(at.db, at.as_of, **at.filters)
    its, led = ("Its", "All actions that it leads") if at.body else ("The", "All of these actions")
    if not at.body:
        show(blocks.lead("", NO_BODY))
    show(
        *(
            blocks.lead("", words)
            for words in former_names.sentences(former_names.former_bodies(at.db, at.as_of, at.agency))
        )
    )
    show(opening(at))
    if every:
        show(headline_cards(at))
    for one in comments.rows(at.db, at.as_of, **at.filters):
        section(comments.heading(one))
        show(blocks.quote(one.comment, comments.source(one)))
    if every:
        show(blocks.section(f"{its} actions"), *chart_block(progress, at, "agencies"))
        show(blocks.section(f"{its} deadlines"), *chart_block(deadline_history, at, "agencies"))
        section(led)
        show(short_list(every, f"{led}, by state", at, at.address("actions")))
    if supported := actions.rows(at.db, at.as_of, **at.filters, role=Role.SUPPORTING):
        section("Actions that it supports")
        show(*supported_actions(supported, at))
    files = returns.files(at.db, at.as_of, at.agency)
    if at.body:
        section("Its returns")
    if files:
        if "what-to-put-right" in at.pages:  # a page for staff, which the public copy does not have
            show(blocks.lead("", blocks.link("What to put right in its last file", at.address("what-to-put-right"))))
        show(returns_table(files, at))
        section("Not read from its latest file")
        where = (at.db, at.as_of, at.agency)
        show(*left_out_of(cells_left_out.rows(*where), cells_left_out.counts(*where), at))
    elif at.body:
        show(blocks.lead("", "No file of its own has been received."))
    show(subscriptions(at))
    cite(at.agency, at, "agencies")
