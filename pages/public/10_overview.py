"""Overview: how far the work has got, agency by agency, and what is longest overdue."""

from markupsafe import Markup

from pages.parts.action_tables import longest_overdue
from pages.parts.change_tables import five_lines
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.figures import headline_cards, not_counted, opening
from pages.parts.here import here
from pages.parts.show import section, show, title
from pages.parts.since import usual_since
from tracker.html import blocks
from tracker.questions import burn_up, freshness, progress

CONTENT_NOTE = (
    "This site is about promises made after reviews of child sexual exploitation. It describes no abuse and no case."
)

at = here()

support = blocks.link("Find support", at.address("find-support"))
show(blocks.banner(CONTENT_NOTE, kind="care", more=Markup("{}.").format(support)))
title(f"{at.review or 'All reviews'}: where it stands")
show(opening(at))
show(headline_cards(at))
show(not_counted(at))

section("Progress by agency")
chart_block(progress, at, "overview")

section("Against the plan first agreed")
chart_block(burn_up, at, "overview")

section("What changed")
show(five_lines(usual_since(at), at))

section("Longest overdue")
show(*longest_overdue(at))

section("Who has reported")
chart_block(freshness, at, "overview")

cite(f"Overview, {at.agency or 'all agencies'}", at, "")
