"""Overview: how far the work has got, agency by agency, and which actions are longest overdue."""

from pages.parts.action_tables import longest_overdue
from pages.parts.change_tables import five_lines
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.figures import also_counted
from pages.parts.here import address_word, here
from pages.parts.overview_opening import overview_opening
from pages.parts.paging import ALL, PART
from pages.parts.show import section, show
from pages.parts.subscribe import subscriptions
from pages.public.review_table import review_table
from tracker.questions import burn_up, choices, freshness, progress

at = here()

show(*overview_opening(at))

if reviews := review_table(at, address_word(PART) == ALL):
    section("Review by review")
    show(reviews)

section("Progress by agency")
chart_block(progress, at, "overview")
show(also_counted(at))

section("Progress against the dates first promised")
chart_block(burn_up, at, "overview")

section("What changed")
show(five_lines(choices.usual_since(at.db, at.as_of), at), subscriptions(at))

section("Longest overdue")
show(*longest_overdue(at))

section("Who has reported")
chart_block(freshness, at, "overview")

cite(f"Overview, {at.agency or 'all agencies'}", at, "")
