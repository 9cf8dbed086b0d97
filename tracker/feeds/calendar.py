"""The due dates of open actions as a calendar (RFC 5545), each as a whole day."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import TRANSP, Calendar, Event

from tracker import compiled_words
from tracker.compiled_words import sentence, word
from tracker.exports import INVENTED_LABEL
from tracker.feeds.names import stable_name
from tracker.feeds.request import NAME, FeedRequest
from tracker.html import links
from tracker.measure import Measure
from tracker.printable import printable
from tracker.questions import actions
from tracker.questions.actions import Action
from tracker.reports.question import due, first_due
from tracker.site import site
from tracker.words import plural

ADDRESS, MIME = "calendar.ics", "text/calendar"
ASK_AGAIN = timedelta(days=1)


def calendar(request: FeedRequest) -> bytes:
    """The calendar that an address asks for; the same position always gives the same bytes."""
    with compiled_words.words_for(request.is_compiled):
        made = _empty(request, word("Due dates"))
    for action in _actions_with_a_date(request):
        with compiled_words.words_for(action.is_compiled):
            made.add_component(_event(action, request))
    return made.to_ical()


def _empty(request: FeedRequest, what: str) -> Calendar:
    """The calendar without its events."""
    where, name = site().web.address, f"{request.invented_label}{what} of {request.whose}"
    return Calendar.new(
        name=printable(name),
        description=printable(f"{request.about(what)} What is done or closed is no longer here."),
        prodid=f"-//{NAME}//Due dates//EN",
        language="en-GB",
        uid=stable_name(request.db, "calendar", *request.query.values()),
        url=where + request.page("overdue-and-moved") if where else None,
        refresh_interval=ASK_AGAIN,
    )


def _actions_with_a_date(request: FeedRequest) -> Iterator[Action]:
    """The open actions with a date that the address asks for, by date."""
    ref = request.recommendation.recommendation_ref if request.recommendation else None
    rows = actions.rows(
        request.db,
        request.as_of,
        review=request.recommendation.review if request.recommendation else request.review,
        agency=request.agency,
        recommendation=ref,
        measure=Measure.OPEN_WITH_DATE,
    )
    wanted = request.action.action_id if request.action else None
    dated = [row for row in rows if row.due_on and wanted in (None, row.action_id)]
    return iter(sorted(dated, key=lambda row: (row.due_on or date.min, row.sender, row.action_ref)))


def _event(action: Action, request: FeedRequest) -> Event:
    where, known = site().web.address, _midnight(action.last_received_on)
    return Event.new(
        uid=stable_name(request.db, "due", action.sender, action.action_ref),
        summary=printable(f"{request.invented_label}{word('Due date')}: {action.action_ref}, {action.agency}"),
        description="\n".join(map(printable, _lines(action, bool(request.invented_label)))),
        start=action.due_on,
        stamp=known,
        last_modified=known,
        sequence=action.times_moved,
        categories=[printable(action.review)] if action.review else [],
        transparency=TRANSP.TRANSPARENT,  # a due date keeps nobody busy
        url=where + links.address("actions", ref=action.action_ref, sender=action.sender) if where else None,
    )


def _lines(action: Action, is_illustrative: bool) -> Iterator[str]:
    """What is due, and the current date beside the one first promised."""
    if is_illustrative:
        yield INVENTED_LABEL
    yield action.action
    yield f"{word('Due now')}: {due(action)}"
    yield f"{word('First promised')}: {first_due(action)}"
    if action.times_moved:
        yield sentence(f"Deadline moved {plural(action.times_moved, 'time')}, by {plural(action.days_moved, 'day')}")


def _midnight(on: date) -> datetime:
    return datetime(on.year, on.month, on.day, tzinfo=UTC)
