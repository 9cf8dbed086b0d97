"""Links to the same as a calendar, a feed and JSON, for programs that ask again by themselves."""

from collections.abc import Mapping

from markupsafe import Markup

from pages.parts.here import Here
from tracker.compiled_words import word
from tracker.feeds import calendar, changes_feed
from tracker.html import blocks


def subscriptions(at: Here) -> Markup:
    """The calendar and the feed of what the page is narrowed down to; each always tells the latest."""
    return _line(at, *_both({"review": at.review, "agency": at.agency}))


def of_record(at: Here, page: str, has_calendar: bool, **query: str) -> Markup:
    """The same of one record, whose address is that of its `page`, and its JSON."""
    both = _both(query)
    address = blocks.address(f"{page}.json", **query)
    return _line(at, *(both if has_calendar else both[1:]), blocks.link("JSON", address))


def _both(query: Mapping[str, str | None]) -> tuple[Markup, Markup]:
    return (
        blocks.link(word("Calendar of due dates"), blocks.address(calendar.ADDRESS, **query)),
        blocks.link("Feed of changes", blocks.address(changes_feed.ADDRESS, **query)),
    )


def _line(at: Here, *links: Markup) -> Markup:
    """Nothing at an earlier position: what such a page leads to keeps its figures, and these tell the latest."""
    return Markup() if not at.is_latest else blocks.quiet(blocks.in_line("For your own programs:", links))
