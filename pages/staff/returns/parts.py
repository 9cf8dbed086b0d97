"""The states of the page Returns: every agency against its interval, one agency's returns, and all requests."""

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from pages.parts.chart_block import chart_block
from pages.parts.here import Here, address_word
from pages.parts.paging import first_words, part, steps
from pages.parts.show import say, section, show, title
from pages.staff.load import work as load_work
from pages.staff.returns import request_work
from pages.staff.returns.forms import PAGE, request_form
from pages.staff.returns.request_tables import request_table
from pages.staff.returns.request_work import OneRequest
from pages.staff.returns.tables import agency_table, due_words, file_table
from tracker.findings import NotReadable
from tracker.first_ten import FIRST
from tracker.html import blocks
from tracker.questions import freshness, return_dates, returns
from tracker.reports.meeting import Meeting
from tracker.reports.weekly.chasing import chasing_notes
from tracker.site import site
from tracker.words import plural

LIST, REQUESTS = "list", "requests"
OPENING = "Open an agency to see what each of its files changed, its requests, and a chasing note to copy."
NOBODY = "No agency has sent a plan by this day, and none owes one."
COMPILED = "These records were compiled from published sources, so nobody sends a return."
ASK = (
    "This makes a workbook in which what is on record is filled in already, and a message to send with it. Nothing is "
    "sent from here. The request goes on record, so that the workbook is read without a layout when it comes back."
)
NOT_THE_LATEST = "A request is made from the latest position: go there first."
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nobody to ask")
NOBODY_TO_ASK = "No layout reads anything that this agency keeps, so it cannot be asked by a form."


def every_agency(at: Here, messages: Sequence[str]) -> None:
    """Shows all agencies with the day of their next return, and the requests that are out."""
    title("Returns")
    _say(messages)
    if address_word(LIST) == REQUESTS:
        _every_request(at)
        return
    rows = return_dates.rows(at.db, at.as_of, at.review, at.body)
    show(blocks.lead(OPENING if rows else COMPILED if at.is_compiled else NOBODY, _waiting(at)))
    if rows:
        show(*chart_block(freshness, at, PAGE), blocks.section("When the next return is due"))
        shown = part(len(rows))
        show(agency_table(shown.cut(rows), at, shown.words), steps(shown))
    _requests(at)
    section("A file that was recorded by mistake")
    show(
        blocks.trail(blocks.link("Every file on record, and what its withdrawal would change", at.address("withdraw")))
    )


def one_agency(at: Here, messages: Sequence[str]) -> None:
    """Shows one agency: when it last reported, what each of its files changed, its chasing note and its requests."""
    show(blocks.trail(blocks.link("Returns of all agencies", at.address(PAGE, agency=None)), at.agency))
    title(f"Returns of {at.agency}")
    _say(messages)
    if address_word(LIST) == REQUESTS:
        _every_request(at)
        return
    rows = return_dates.rows(at.db, at.as_of, at.review, at.agency)
    show(blocks.lead(due_words(rows[0]) if rows else f"{at.agency} has sent no plan, and owes none.", _waiting(at)))
    section("What came, and what it changed")
    found = returns.files(at.db, at.as_of, at.agency)
    shown = part(len(found))
    show(file_table(shown.cut(found), at, shown.words) if found else blocks.lead("", "No file of its own has come."))
    show(steps(shown))
    section("Chasing note", "note")
    show(_note(at))
    _requests(at)


def _say(messages: Sequence[str]) -> None:
    for sentence in messages:
        say(sentence)


def _waiting(at: Here) -> str:
    """Warns that files wait for a decision, else "": one of them may be the return that seems late."""
    count = len(load_work.list_waiting()) if at.is_latest else 0
    return f"{plural(count, 'file waits', 'files wait')} on the page Load and counts for nobody yet." if count else ""


def _note(at: Here) -> Markup:
    """The agency's chasing note from the weekly sheet, to copy."""
    meeting = Meeting(at.db, at.as_of, at.as_of, at.review, origin=site().web.address or None)
    notes = [note for note in chasing_notes(meeting) if note.agency == at.agency]
    if not notes:
        return blocks.lead("", "The record gives nothing to ask this agency on this day.")
    return blocks.to_copy(notes[0].text)


def _requests(at: Here) -> None:
    """Shows the requests that are out, a link to all requests, and the form for a new one."""
    section("Requests that are out")
    every = _every(at)
    if every is None:
        return
    out = [one for one in every if one.is_out]
    if out:
        show(
            request_table(
                f"{plural(len(out), 'request is', 'requests are')} out{first_words(len(out))}", out[:FIRST], at
            )
        )
    else:
        show(blocks.lead("", "Nothing is waited for." if every else "Nobody has been asked by a form yet."))
    if every:
        show(blocks.trail(blocks.link(f"All requests: {len(every):,}", at.address(PAGE, **{LIST: REQUESTS}))))
    section("Ask for a return", "ask")
    show(*_asking(at))


def _every(at: Here) -> list[OneRequest] | None:
    """Every request made by the day shown; None, with a message on the page, if they cannot be read."""
    try:
        return request_work.all_requests(at)
    except (NotReadable, OSError) as error:
        say(f"No request can be shown now. {error}")
        return None


def _every_request(at: Here) -> None:
    show(blocks.trail(blocks.link("Returns", at.address(PAGE)), "Every request"))
    every = _every(at)
    if every is None:
        return
    if not every:
        show(blocks.lead("", "Nobody has been asked by a form yet."))
        return
    shown = part(len(every))
    show(request_table(f"Every request, the last one first{shown.words}", shown.cut(every), at), steps(shown))


def _asking(at: Here) -> Iterator[Markup]:
    """The form for a new request, or why there is none."""
    if not at.is_latest:
        yield blocks.lead("", NOT_THE_LATEST)
        yield blocks.trail(blocks.link("Latest position", at.latest_address(PAGE)))
    elif load_work.is_example_in_place_of_own():
        yield blocks.lead("", NO_EXAMPLE)
    elif names := request_work.askable(at.as_of, at.agency):
        fields = {"form": request_work.new_name(), "ledger": request_work.head(), "agency": at.agency or ""}
        chosen = {name: address_word(name) for name in ("sender", "due", "which")}
        yield blocks.lead("", ASK)
        yield request_form(fields, names, at.as_of, chosen)
    else:
        yield blocks.lead("", NOBODY_TO_ASK)
