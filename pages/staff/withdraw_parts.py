"""The states of the page Withdraw: the files, one with what its withdrawal would change, one that was withdrawn."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby

import streamlit as st
from markupsafe import Markup

from loaders.load.load import LoadResult
from loaders.load.withdrawal_trial import WithdrawalTrial
from loaders.received.actor import Actor
from loaders.received.ledger_records import Received, Withdrawn
from pages.parts.change_tables import change_words
from pages.parts.here import Here
from pages.parts.paging import part, steps
from pages.parts.show import say, section, show, title
from pages.staff import load_work, withdraw_work
from pages.staff.jobs import Job
from pages.staff.load_found import counted
from pages.staff.withdraw_forms import PAGE, load_form, withdraw_form
from pages.staff.withdraw_work import Tried
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.questions import returns
from tracker.questions.changes import Difference
from tracker.words import capital, day, ended, plural

OPENING = "Choose the file that was recorded by mistake. You see first what its withdrawal would change."
WHAT_IT_IS = (
    "A file that is withdrawn no longer counts from today on. It stays where it is, and positions of earlier days stay "
    "as they were known. Who decided it and why goes on record. That cannot be undone, but the same file may be "
    "received anew."
)
OTHER_WAYS = (
    "To give it another day, or to put another file in its place: python -m loaders redate, or replace. If it holds "
    "personal data: python -m loaders withdraw --because personal-data, which erases its words."
)
NOT_THE_LATEST = "A file is withdrawn under today’s date: go to the latest position first."
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nothing of yours to withdraw")
HEADINGS = ("Reference", "Agency", "What changes")
MOST = 100  # changes of one kind that are listed


def every_file(at: Here, told: Sequence[str]) -> None:
    """The files on record, the last one first, each with a link to what its withdrawal would change."""
    title("Withdraw")
    _say(told)
    if _is_past(at, PAGE):
        return
    if load_work.is_example_in_place_of_own():
        show(blocks.lead("", NO_EXAMPLE))
        return
    show(blocks.lead(OPENING, WHAT_IT_IS))
    found = [file for file in returns.files(at.db, at.as_of, at.agency) if file.chain]
    shown = part(len(found))
    lines = [
        (
            blocks.link(file.path, at.address(PAGE, file=file.path)),
            file.received_on,
            file.sent_as,
            file.note,
        )
        for file in shown.cut(found)
    ]
    headings = ("File", "Received", "Sent as", "Note")
    caption = f"{plural(len(found), 'file')} on record, the last one first{shown.words}"
    show(blocks.table(caption, headings, lines) if lines else blocks.lead("", "No file is on record here."))
    show(steps(shown))


def one_file(at: Here, path: str, told: Sequence[str]) -> None:
    """One file: what its withdrawal would change, or that it was withdrawn."""
    try:
        found = withdraw_work.on_record(path)
    except (NotReadable, OSError) as error:
        title("Withdraw")
        say(f"No file can be withdrawn now. {error}")
        return
    show(blocks.trail(blocks.link("Withdraw", at.address(PAGE)), found.file.file if found else "A file"))
    if found is None:
        title("Not here")
        _say(told)
        show(blocks.lead("", "No file is on record at that place."))
    elif found.withdrawn:
        _withdrawn(found.file, found.withdrawn, told, at)
    else:
        _to_withdraw(found.file, told, at)


def _say(told: Sequence[str]) -> None:
    for sentence in told:
        say(sentence)


def _is_past(at: Here, page: str, **query: str) -> bool:
    if not at.is_latest:
        way = blocks.trail(blocks.link("Latest position", at.latest_address(page, **query)))
        show(blocks.lead("", NOT_THE_LATEST), way)
    return not at.is_latest


def _to_withdraw(file: Received, told: Sequence[str], at: Here) -> None:
    title(f"Withdraw {file.file}")
    _say(told)
    if _is_past(at, PAGE, file=file.file):
        return
    show(blocks.lead(_recorded(file)))
    try:
        job = withdraw_work.look_at(file.file)
    except (NotReadable, OSError) as error:
        say(f"No file can be withdrawn now. {error}")
        return
    if not job.is_done:
        _wait(job, "What its withdrawal would change is worked out. You may leave this page: it goes on by itself.")
        return
    tried = job.result
    if tried.trial is None:
        show(blocks.lead("", f"What it would change cannot be said. {tried.why_not}"))
        return
    _show_trial(tried.trial)
    section("Withdraw it")
    fields = {"file": file.file, "ledger": tried.trial.head}
    show(blocks.lead("", WHAT_IT_IS), blocks.lead("", OTHER_WAYS), withdraw_form(fields))


def _recorded(file: Received) -> str:
    on = day(date.fromisoformat(file.received_on))
    return f"“{file.sent_as}” is record {file.number} of the ledger, received on {on} from {file.sender}."


def _show_trial(trial: WithdrawalTrial) -> None:
    section("What its withdrawal would change")
    without = f"without the file, {counted(trial.counts)}"
    counts = f"Of this sender on {day(trial.on)}: {counted(trial.counts_before)}; {without}."
    count = len(trial.changes)
    what = f"{plural(count, 'change')} to the record." if count else "No action or recommendation would change."
    show(blocks.lead(what, counts), *_kinds(trial.changes))


def _kinds(changes: Sequence[Difference]) -> Iterator[Markup]:
    for change, group in groupby(changes, key=lambda row: row.change):
        rows = list(group)
        more = f", the first {MOST} here" if rows[MOST:] else ""
        lines = [
            (blocks.under(row.action_ref or row.recommendation_ref, row.action), row.agency, change_words(row))
            for row in rows[:MOST]
        ]
        table = blocks.table(f"{capital(change)}{more}", HEADINGS, lines, is_caption_hidden=not more)
        yield blocks.fold(f"{capital(change)}: {len(rows):,}", table)


def _withdrawn(file: Received, withdrawn: Withdrawn, told: Sequence[str], at: Here) -> None:
    job = load_work.LOADS.of(file.file)
    is_busy = job is not None and not job.is_done  # asked before the next, or a load could end between the two
    is_loaded = returns.is_withdrawn(store.shown(), file.file)
    title("Withdrawn" if is_loaded and not is_busy else "Withdrawn, not loaded yet")
    _say(told)
    show(blocks.lead(_decision(withdrawn), _public(file)))
    if job and is_busy:
        _wait(job, "It is on record. The load goes on by itself: you may leave this page.")
    elif not is_loaded:
        why_not = load_work.why_not_loaded(job, file.file) if job else ""
        show(blocks.lead("", f"No load knows of it yet. {why_not}"), load_form(file.file))
    else:
        before = date.fromisoformat(withdrawn.on) - timedelta(days=1)
        links = {
            "What changed since the day before": at.latest_address("what-changed", since=before),
            "Publish": at.latest_address("publish"),
        }
        show(blocks.bullets(blocks.link(words, href) for words, href in links.items()))


def _decision(one: Withdrawn) -> str:
    on = day(date.fromisoformat(one.on))
    who = Actor(one.by, one.account)
    decided = f"{one.file} was {one.kind} on {on} by {who}: {one.because}. {ended(one.why)}"
    return f"{decided} It is record {one.number} of the ledger."


def _public(file: Received) -> str:
    """Which publications go on holding it until the next one is made."""
    try:
        held = withdraw_work.publications_with(file)
    except (NotReadable, OSError) as error:
        return f"Whether a publication holds it cannot be seen. {error}"
    return f"{plural(len(held), 'publication')} that hold it: {', '.join(held)}. Publish again." if held else ""


def _wait(job: Job[Tried] | Job[LoadResult], words: str) -> None:
    """Says what is under way and for how long, and shows the page anew once it is done."""

    @st.fragment(run_every=2)
    def look_again() -> None:
        if job.is_done:
            st.rerun()
        show(blocks.lead(words, f"{plural(job.seconds, 'second')} so far."))

    look_again()
