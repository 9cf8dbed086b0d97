"""Links to what a page shows as a calendar, a feed and JSON, for programs that ask again by themselves."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.parts.here import Here
from tracker.compiled_words import word
from tracker.feeds import calendar, changes_feed
from tracker.html import blocks


def subscriptions(at: Here) -> Markup:
    """Links to the calendar and the feed for the page's filters; both always tell the latest."""
    return _line(at, *_both({"review": at.review, "agency": at.agency}))


def of_record(at: Here, page: str, has_calendar: bool, **query: str) -> Markup:
    """Links to the calendar, the feed and the JSON of one record, which `page` shows at the address with `query`."""
    both = _both(query)
    address = blocks.address(f"{page}.json", **query)
    return _line(at, *(both if has_calendar else both[1:]), blocks.link("JSON", address))


def _both(query: Mapping[str, str | None]) -> tuple[Markup, Markup]:
    return (
        blocks.link(word("Calendar of due dates"), blocks.address(calendar.ADDRESS, **query)),
        blocks.link("Feed of changes", blocks.address(changes_feed.ADDRESS, **query)),
    )


def _line(at: Here, *links: Markup) -> Markup:
    """A line with the links; nothing at an earlier position, since the links there keep its day and these would not."""
    return Markup() if not at.is_latest else blocks.quiet(blocks.in_line("For your own programs:", links))
