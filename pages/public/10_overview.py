"""Overview: how far the work has got, agency by agency, and which actions are longest overdue."""

from collections.abc import Iterator

from pages.parts.action_tables import longest_overdue
from pages.parts.change_tables import five_lines
from pages.parts.chart_block import chart_block
from pages.parts.cite import cite
from pages.parts.figures import also_counted
from pages.parts.here import Here, address_word, here
from pages.parts.overview_opening import overview_opening
from pages.parts.paging import ALL, PART
from pages.parts.show import Piece, show_each
from pages.parts.subscribe import subscriptions
from pages.public.review_table import review_table
from tracker.html.blocks import section
from tracker.questions import burn_up, choices, freshness, progress


def pieces(at: Here) -> Iterator[Piece]:
    """Everything on the page above the way to cite it."""
    yield from overview_opening(at)
    if reviews := review_table(at, address_word(PART) == ALL):
        yield from (section("Review by review"), reviews)
    yield section("Progress by agency")
    yield from chart_block(progress, at, "overview")
    yield also_counted(at)
    yield section("Progress against the dates first promised")
    yield from chart_block(burn_up, at, "overview")
    yield section("What changed")
    yield from (five_lines(choices.usual_since(at.db, at.as_of), at), subscriptions(at))
    yield section("Longest overdue")
    yield from longest_overdue(at)
    yield section("Who has reported")
    yield from chart_block(freshness, at, "overview")


at = here()
show_each(pieces(at))
cite(f"Overview, {at.agency or 'all agencies'}", at, "")
