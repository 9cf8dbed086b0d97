"""What programs can fetch by themselves, and at which addresses: the calendar, the feed, and single records."""

from collections.abc import Iterator

from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.subscribe import subscriptions
from tracker.compiled_words import sentence
from tracker.html import blocks

SAYS = (
    "A calendar program shows the due date of each open action, a feed reader what changed of each record. Both ask "
    "again by themselves, and both hold what these pages show on the day of the last file received."
)
ADDRESSES = {
    "/tables/actions.csv": "A table above as CSV, or with .xlsx as a workbook; without a day as at today",
    "/calendar.ics": "The due dates of open actions (iCalendar), with the date first promised in each",
    "/changes.atom": "What changed in a year, record by record (Atom), the latest first",
    "/actions.json": "One action with its rows of every table above, as JSON",
    "/recommendations.json": "One recommendation, in the same way",
}
NARROWED = (
    "Behind a question mark an address says what it is about, as those of the pages do: review=…, agency=…, or of one "
    "action ref=… and sender=…, of one recommendation review=… and ref=…. With as_of=2026-03-31 it tells the position "
    "of that day. What is not there is answered with 404 and a sentence."
)


def for_programs(at: Here) -> Iterator[Markup]:
    """What programs can fetch, with links to the calendar and the feed for the page's filters."""
    yield blocks.lead("", sentence(SAYS))
    yield blocks.summary_list({address: sentence(means) for address, means in ADDRESSES.items()})
    yield blocks.lead("", NARROWED)
    yield subscriptions(at)
