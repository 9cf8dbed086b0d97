"""The states of the page Load for a file on record: kept, loaded, not here, or sent again unchanged."""

from collections.abc import Sequence
from datetime import date, timedelta

from markupsafe import Markup

from loaders.load.load import LoadResult
from loaders.received.actor import Actor
from loaders.received.ledger_records import FileReceived
from pages.parts.here import Here
from pages.parts.show import say, show, title
from pages.staff.jobs import Job
from pages.staff.load import work as load_work
from pages.staff.load.forms import PAGE, load_form
from pages.staff.load.parts import wait
from tracker import store
from tracker.html import blocks
from tracker.questions import returns
from tracker.words import day

GONE = "It was dropped, handed back or taken back, or it waited for too long. Nothing of it was recorded."


def file_on_record(file_id: str, messages: Sequence[str], at: Here) -> None:
    """Shows a file that no longer waits: on record and loaded, on record but not loaded yet, or not here."""
    record = load_work.on_record(file_id)
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE)), record.sent_as if record else "A file"))
    job = load_work.LOADS.of(record.file) if record else None
    is_busy = job is not None and not job.is_done  # checked before `is_loaded`, or a load could end between the two
    is_loaded = record is not None and _is_loaded(record)
    state = "Loaded" if is_loaded else "Kept, not loaded yet"
    title("Loading the file" if is_busy else state if record else "Not here")
    for sentence in messages:
        say(sentence)
    if record is None:
        show(blocks.lead("There is no such file here.", GONE))
        return
    show(blocks.lead(_record_sentence(record)))
    if job and is_busy:
        wait(job, "It is being loaded. You may leave this page: it is on record, and the load goes on by itself.")
    elif is_loaded:
        _show_loaded(record, job, at)
    else:
        why_not = load_work.why_not_loaded(job, record.file) if job else ""
        show(blocks.lead("", f"No load has read it yet. {why_not}"), load_form(file_id))


def _is_loaded(record: FileReceived) -> bool:
    """Whether the newest database holds the file; the one that the frame opened may be from before the load."""
    return returns.is_loaded(store.connect_current(), record.file)


def _record_sentence(record: FileReceived) -> str:
    on = day(date.fromisoformat(record.received_on))
    by = f", taken in by {Actor(record.by, record.account)}" if record.by else ""
    return f"“{record.sent_as}” is record {record.number} of the ledger: {record.file}, received on {on}{by}."


def _show_loaded(record: FileReceived, job: Job[LoadResult] | None, at: Here) -> None:
    if job and (why_not := load_work.why_not_loaded(job, record.file)):
        show(blocks.lead("", f"The load found a fault. {why_not}"))
    before = date.fromisoformat(record.received_on) - timedelta(days=1)
    changed = blocks.link("What changed since the day before", at.address("what-changed", since=before))
    show(blocks.bullets([*_to_figures(record), changed, blocks.link("Load another file", blocks.address(PAGE))]))


def _to_figures(record: FileReceived) -> list[Markup]:
    """Links to where a file's rows are counted, for its review and its agency where the file has only one of each."""
    of = returns.whose(store.connect_current(), record.file)
    return [
        blocks.link("Overview: where it stands now", blocks.address("overview", review=of.review)),
        blocks.link("Agencies: the figures of each", blocks.address("agencies", review=of.review)),
        blocks.link(f"Problems of {of.agency or 'the last files'}", blocks.address("problems", agency=of.agency)),
    ]


def same_on_record(name: str, record: FileReceived) -> None:
    """Shows, for a waiting file that its sender already has on record, what is recorded and where it is counted."""
    what = f"Nothing in “{name}” is new: the same file of {load_work.name_of(record.sender)} is on record."
    if job := load_work.LOADS.under_way():
        show(blocks.lead(what, _record_sentence(record)))
        wait(job, "What is on record is being read again. Until that is done, the figures are those of before.")
    elif _is_loaded(record):
        show(blocks.lead(what, _record_sentence(record)), blocks.bullets(_to_figures(record)))
    else:
        show(blocks.lead(what, f"{_record_sentence(record)} No load has read it yet."), load_form(record.sha256))
