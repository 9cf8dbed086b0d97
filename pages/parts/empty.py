"""What a page says when it has nothing to show: why, then what to do next."""

from markupsafe import Markup

from pages.parts.here import Here
from tracker.html import blocks
from tracker.measure import Measure
from tracker.terms import REVIEW_NOT_STATED
from tracker.words import day


def no_actions(at: Here, measure: Measure | None = None) -> Markup:
    """Says that there is no action on this date, for this agency or of this measure, and what to do next."""
    whose = f"{at.body} leads" if at.body else "There is"
    what = f"no action counted as “{measure}”" if measure else "no action"
    return blocks.lead(f"{whose} {what} on {day(at.as_of)}{_review(at)}.", _next(at, "actions", measure))


def no_recommendations(at: Here) -> Markup:
    """Says that there is no recommendation on this date, and what to do next."""
    words = f"No register of recommendations received by {day(at.as_of)} names one{_review(at)}"
    return blocks.lead(f"{words} for {at.agency}." if at.agency else f"{words}.", _next(at, "recommendations"))


def _review(at: Here) -> str:
    if at.review == REVIEW_NOT_STATED:
        return " for which no review is named"
    return f" under the {at.review}" if at.review else ""


def _next(at: Here, page: str, measure: Measure | None = None) -> Markup:
    """Links to fewer filters, a later date, and the list of files received."""
    ways = []
    if measure:
        ways.append(blocks.link("see all actions", at.address(page)))
    if at.body:
        ways.append(blocks.link("see what was recommended to it", at.address("recommendations")))
    if at.agency:
        ways.append(blocks.link("show all agencies", at.address(page, agency=None, counted=measure)))
    if not at.is_latest:
        ways.append(blocks.link("go to the latest position", at.latest_address(page, counted=measure)))
    ways.append(blocks.link("see every file received", at.address("data")))
    return Markup("You can {}.").format(Markup(" or ").join(ways))
