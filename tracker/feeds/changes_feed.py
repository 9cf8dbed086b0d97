"""What changed, record by record and day by day, as an Atom feed (RFC 4287)."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple
from xml.etree import ElementTree as ET

from tracker import compiled_words
from tracker.compiled_words import sentence
from tracker.exports import INVENTED_LABEL
from tracker.feeds.names import stable_name
from tracker.feeds.request import NAME, FeedRequest
from tracker.html import links
from tracker.printable import printable
from tracker.questions import actions, change_sentences, changes, choices
from tracker.questions.changes import Difference
from tracker.site import publisher, site
from tracker.terms import Change
from tracker.words import capital, plural

ADDRESS, MIME = "changes.atom", "application/atom+xml"
ATOM, XHTML = "http://www.w3.org/2005/Atom", "http://www.w3.org/1999/xhtml"
A_YEAR = timedelta(days=365)
MOST = 100  # entries; a feed of one record has them all
Key = tuple[str, str, str, str]
FIRST = (Change.FIRST_RECORDED, Change.SPLIT, Change.DATE_SET)
# The changes that set the date of each clock: an action is late from the file that set a date already past.
SET_BY = {
    Change.BECAME_OVERDUE: (*FIRST, Change.MOVED_LATER, Change.MOVED_EARLIER),
    Change.BECAME_OVERDUE_BY_FIRST_DATE: FIRST,
}
# A job title can turn out to be a name, and a feed travels further than a page.
LEFT_OUT = {Change.OWNER_CHANGED}


class FeedEntry(NamedTuple):
    """One record's changes on one day, the most serious first."""

    on: date
    changes: tuple[Difference, ...]


def changes_feed(request: FeedRequest) -> bytes:
    """The feed that an address asks for; the same position always gives the same bytes."""
    with compiled_words.words_for(request.is_compiled):
        every = entries(request)
        shown = every if request.action or request.recommendation else every[:MOST]
        feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
        _head(feed, request, shown, len(every))
        for entry in shown:
            _entry(ET.SubElement(feed, "entry"), entry, request)
    ET.indent(feed)
    return ET.tostring(feed, encoding="utf-8", xml_declaration=True) + b"\n"


def entries(request: FeedRequest) -> list[FeedEntry]:
    """The last year's changes, or all of one record's, by day and record; the latest day first."""
    rows = [row for row in _rows(request) if row.change not in LEFT_OUT]
    dated = [(on, row) for row in rows if (on := _day(row, rows))]
    dated.sort(key=lambda one: (-one[0].toordinal(), *_key(one[1])))  # within a record the order by weight stays
    groups = groupby(dated, key=lambda one: (one[0], _key(one[1])))
    return [FeedEntry(on, tuple(row for _, row in group)) for (on, _), group in groups]


def _rows(request: FeedRequest) -> Sequence[Difference]:
    if not request.action and not request.recommendation:
        return changes.rows(
            request.db, request.as_of - A_YEAR, request.as_of, review=request.review, agency=request.agency
        )
    first, keys = choices.first_received(request.db) or request.as_of, {*_keys(request)}
    return [row for row in changes.rows(request.db, first - A_YEAR, request.as_of) if _key(row) in keys]


def _keys(request: FeedRequest) -> Iterator[Key]:
    """Yields the keys of the record asked for; for a recommendation also those of each action under it."""
    if request.action:
        yield "", "", request.action.sender, request.action.action_ref
    if one := request.recommendation:
        yield one.review, one.recommendation_ref, "", ""
        under = actions.rows(request.db, request.as_of, review=one.review, recommendation=one.recommendation_ref)
        yield from (("", "", action.sender, action.action_ref) for action in under)


def _key(row: Difference) -> Key:
    """The key of the record that changed."""
    if row.action_ref is not None:
        return "", "", row.sender or "", row.action_ref
    return row.review, row.recommendation_ref or "", "", ""


def _day(row: Difference, rows: Sequence[Difference]) -> date | None:
    """The day of a change: that of its file, or the first day on which an action was late.

    None for a change that only a comparison of two days shows: the file that brought it about has a change of its own.
    """
    if row.received_on or row.change not in SET_BY:
        return row.received_on
    setting = [one for one in rows if one.change in SET_BY[row.change] and _key(one) == _key(row)]
    on = [one.received_on for one in setting if one.received_on]
    return max([date.fromisoformat(row.became) + timedelta(days=1), *on])


def _head(feed: ET.Element, request: FeedRequest, shown: Sequence[FeedEntry], of: int) -> None:
    _text(feed, "id", stable_name(request.db, "changes", *request.query.values()).urn)
    _text(feed, "title", capital(f"{request.invented_label}changes of {request.whose}"))
    more = f" These are the latest {MOST} of {plural(of, 'entry', 'entries')} of a year." if len(shown) < of else ""
    _text(feed, "subtitle", f"{request.about('Changes')}{more}")
    _text(feed, "updated", _moment(shown[0].on if shown else request.as_of))
    who = publisher(bool(request.invented_label))
    _text(ET.SubElement(feed, "author"), "name", who.name or NAME)
    _text(feed, "generator", NAME)
    if who.licence:
        _text(feed, "rights", " ".join(filter(None, (who.licence, who.licence_address))))
    _link(feed, "self", MIME, links.address(ADDRESS, **request.query))
    _link(feed, "alternate", "text/html", request.page("what-changed"))


def _entry(entry: ET.Element, of_record: FeedEntry, request: FeedRequest) -> None:
    row = of_record.changes[0]
    _text(entry, "id", stable_name(request.db, "change", *_key(row), of_record.on).urn)
    more = f"; {plural(len(of_record.changes) - 1, 'more change')}" if of_record.changes[1:] else ""
    _text(entry, "title", f"{request.invented_label}{_name(row)}: {sentence(changes.in_words(row))}{more}")
    _text(entry, "updated", _moment(of_record.on))
    if row.review:
        ET.SubElement(entry, "category", {"term": printable(row.review)})
    _link(entry, "alternate", "text/html", _page(row))
    content = ET.SubElement(ET.SubElement(entry, "content", {"type": "xhtml"}), "div", {"xmlns": XHTML})
    for words in filter(None, (INVENTED_LABEL if request.invented_label else "", row.action)):
        _text(content, "p", words)
    bullets = ET.SubElement(content, "ul")
    for line in dict.fromkeys(_lines(of_record)):
        _text(bullets, "li", line)


def _lines(entry: FeedEntry) -> Iterator[str]:
    """Yields each change with its reason, or says that none was recorded if one could be expected."""
    for row in entry.changes:
        none = "No reason was recorded" if row.change in change_sentences.ASKS_REASON else ""
        reason = f"Reason: {row.reason}" if row.reason else none
        words = f"Before: “{row.was}”. Now: “{row.became}”" if row.change in change_sentences.REWORDED else ""
        yield ". ".join(filter(None, (sentence(changes.in_words(row)), words, reason)))


def _name(row: Difference) -> str:
    ref = row.action_ref if row.action_ref is not None else f"recommendation {row.recommendation_ref}"
    return capital(", ".join(filter(None, (ref, row.agency or row.review))))


def _page(row: Difference) -> str:
    if row.action_ref is not None:
        return links.address("actions", ref=row.action_ref, sender=row.sender)
    return links.address("recommendations", review=row.review, ref=row.recommendation_ref)


def _link(parent: ET.Element, rel: str, mime: str, address: str) -> None:
    """Adds a link to this site if its own address is set: a feed reader knows no other."""
    if where := site().web.address:
        ET.SubElement(parent, "link", {"rel": rel, "type": mime, "href": where + address})


def _text(parent: ET.Element, tag: str, words: str) -> None:
    ET.SubElement(parent, tag).text = printable(words)


def _moment(on: date) -> str:
    return f"{on}T00:00:00Z"
