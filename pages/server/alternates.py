"""The links in the head of a page to the same content for programs: feed, calendar and JSON."""

from collections.abc import Mapping

from markupsafe import Markup

from tracker.feeds import calendar, changes_feed
from tracker.feeds.request import NAMES
from tracker.html import links

TITLES = {
    changes_feed.ADDRESS: (changes_feed.MIME, "Changes"),
    calendar.ADDRESS: (calendar.MIME, "Due dates"),
}
RECORDS = ("actions", "recommendations")


def alternates(path: str, params: Mapping[str, str]) -> Markup:
    """The links to the feed, the calendar and, on the page of one record, its JSON, filtered as the page is."""
    query = {name: params[name] for name in NAMES if params.get(name) and name != "as_of"}
    page = path.rpartition("/")[2]
    offered = dict(TITLES)
    if page in RECORDS and "ref" in query:
        offered[f"{page}.json"] = ("application/json", "This record")
    template = '<link rel="alternate" type="{}" title="{}" href=".{}">'
    made = [Markup(template).format(*described, links.address(name, **query)) for name, described in offered.items()]
    return Markup("").join(made)
