"""The state of the page Withdraw for a file that was corrected: on record, and loaded or not yet."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from markupsafe import Markup

from loaders.load.correct import Way
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileReceived, FileWithdrawn, WordsErased
from pages.parts.here import Here
from pages.parts.show import say, show, title
from pages.staff.load import work as load_work
from pages.staff.load.parts import wait
from pages.staff.withdraw import work as withdraw_work
from pages.staff.withdraw.erase import what_is_not_reached
from pages.staff.withdraw.forms import PAGE, load_form
from pages.staff.withdraw.work import OnRecord
from tracker import store
from tracker.file_terms import Correction
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.questions import returns
from tracker.words import capital, day, plural, with_full_stop


def show_correction(
    on_record: OnRecord, record: FileWithdrawn | WordsErased, messages: Sequence[str], at: Here
) -> None:
    """Shows what was decided about a file, and whether the load that goes with it has ended."""
    file = on_record.file
    job = load_work.LOADS.of(file.file)
    is_busy = job is not None and not job.is_done  # checked before `is_loaded`, or a load could end between the two
    is_loaded = returns.is_corrected(store.connect_current(), file.file, Correction(record.kind))
    title(capital(record.kind) if is_loaded and not is_busy else f"{capital(record.kind)}, not loaded yet")
    for sentence in messages:
        say(sentence)
    show(blocks.lead(_decision(record), _public(file)))
    if job and is_busy:
        wait(job, "It is on record. The load goes on by itself: you may leave this page.")
    elif not is_loaded:
        why_not = load_work.why_not_loaded(job, file.file) if job else ""
        way = Way.ERASE if isinstance(record, WordsErased) else Way.WITHDRAW
        show(blocks.lead("", f"No load knows of it yet. {why_not}"), load_form(file.file, way))
    if isinstance(record, WordsErased):
        show(*what_is_not_reached(file))
    if is_loaded and not is_busy:
        show(blocks.bullets(_links(on_record, record, at)))


def _decision(one: FileWithdrawn | WordsErased) -> str:
    on = day(date.fromisoformat(one.on))
    who = Actor(one.by, one.account)
    was = "had its words erased" if isinstance(one, WordsErased) else f"was {one.kind}"
    return (
        f"{one.file} {was} on {on} by {who}: {one.because}. {with_full_stop(one.why)} "
        f"It is record {one.number} of the ledger."
    )


def _public(file: FileReceived) -> str:
    """Which publications still hold the file until a new one is made, "" for none."""
    try:
        names = withdraw_work.publications_with(file)
    except (NotReadable, OSError) as error:
        return f"Whether a publication holds it cannot be seen. {error}"
    return f"{plural(len(names), 'publication')} that hold it: {', '.join(names)}. Publish again." if names else ""


def _links(on_record: OnRecord, record: FileWithdrawn | WordsErased, at: Here) -> Iterator[Markup]:
    before = date.fromisoformat(record.on) - timedelta(days=1)
    file = on_record.file.file
    if on_record.place:
        yield blocks.link(f"In its place: {on_record.place}", at.latest_address(PAGE, file=on_record.place))
    if isinstance(record, FileWithdrawn):
        yield blocks.link("What changed since the day before", at.latest_address("what-changed", since=before))
    if on_record.erasure is None:
        yield blocks.link(
            "Erase its words, if it holds personal data", at.latest_address(PAGE, file=file, way=Way.ERASE)
        )
    yield blocks.link("Publish", at.latest_address("publish"))
