"""The states of the page Withdraw before anything is recorded: all files, and one with what can be done about it."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from loaders.load.correct import Choice, Way
from loaders.received.ledger_records import FileReceived
from pages.parts.here import Here
from pages.parts.paging import part, steps
from pages.parts.show import say, section, show, title
from pages.parts.today import london_day
from pages.staff.load import work as load_work
from pages.staff.load.parts import wait
from pages.staff.withdraw import work as withdraw_work
from pages.staff.withdraw.after_correction import show_correction
from pages.staff.withdraw.effects import show_trial
from pages.staff.withdraw.erase import what_erasing_does, what_is_not_reached
from pages.staff.withdraw.forms import PAGE, cells_form, day_form, decision_form, other_form
from pages.staff.withdraw.work import OnRecord
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.questions import returns
from tracker.typed_day import typed_day
from tracker.words import day, plural

OPENING = "Choose the file that was recorded by mistake. You see first what its withdrawal would change."
OR_ELSE = (
    "Or give it another day, put another file in its place, or erase its words: you choose once you have opened it."
)
GOES_ON = "What it would change is being worked out. You may leave this page: it goes on by itself."
WHAT_IT_IS = {
    Way.WITHDRAW: (
        "A file that is withdrawn no longer counts from today on. It stays where it is, and positions of earlier days "
        "stay as they were known. Who decided it and why goes on record. That cannot be undone, but the same file may "
        "be received anew."
    ),
    Way.REDATE: (
        "From today on the file counts as one that came on the other day: what it was is withdrawn, and the same bytes "
        "are recorded under that day. Positions of earlier days stay as they were known. Who decided it and why goes "
        "on record."
    ),
    Way.REPLACE: (
        "From today on the other file counts in its place, for the same sender and day. The earlier file stays where "
        "it is, and positions of earlier days stay as they were known. Who decided it and why goes on record."
    ),
}
HEADS = {
    Way.WITHDRAW: "Withdraw {}",
    Way.REDATE: "Give {} another day",
    Way.REPLACE: "Replace {}",
    Way.ERASE: "Erase the words of {}",
}
WAYS = {
    Way.WITHDRAW: ("Withdraw it", "it was recorded by mistake, or belongs to another sender"),
    Way.REDATE: ("Give it another day", "it is the right file, under the wrong day"),
    Way.REPLACE: ("Put another file in its place", "it is half a copy, or damaged, or not the one that was meant"),
    Way.ERASE: ("Erase its words", "it names or describes a person. What is counted of it stays"),
}
NOT_THE_LATEST = "A file is put right under today’s date: go to the latest position first."
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nothing of yours to withdraw")


class Query(NamedTuple):
    """What the address asks for, as unchecked text: the file, the way, and what else that way needs."""

    file: str
    way: str
    day: str
    other: str
    cells: str


def every_file(at: Here, messages: Sequence[str]) -> None:
    """Shows the files on record, the last one first, each linked to what withdrawing it would change."""
    title("Withdraw")
    _say(messages)
    if _is_past(at):
        return
    if load_work.is_example_in_place_of_own():
        show(blocks.lead("", NO_EXAMPLE))
        return
    show(blocks.lead(OPENING, OR_ELSE))
    found = [file for file in returns.files(at.db, at.as_of, at.agency) if file.chain]
    shown = part(len(found))
    lines = [
        (blocks.link(file.path, at.address(PAGE, file=file.path)), file.received_on, file.sent_as, file.note)
        for file in shown.cut(found)
    ]
    headings = ("File", "Received", "Sent as", "Note")
    caption = f"{plural(len(found), 'file')} on record, the last one first{shown.words}"
    show(blocks.table(caption, headings, lines) if lines else blocks.lead("", "No file is on record here."))
    show(steps(shown))


def one_file(at: Here, query: Query, messages: Sequence[str]) -> None:
    """Shows one file: what can be done about it and what that would change, or what was done."""
    try:
        found = withdraw_work.on_record(query.file)
    except (NotReadable, OSError) as error:
        title("Withdraw")
        say(f"No file can be corrected at the moment. {error}")
        return
    show(blocks.trail(blocks.link("Withdraw", at.address(PAGE)), found.file.file if found else "A file"))
    way = Way(query.way) if query.way in {*Way} else Way.WITHDRAW
    if found is None:
        title("Not here")
        _say(messages)
        show(blocks.lead("", "No file is on record at that place."))
    elif done := found.done(way) or (found.withdrawal if way is not Way.ERASE else None):
        show_correction(found, done, messages, at)
    else:
        _show_ways(found, way, query, messages, at)


def _say(messages: Sequence[str]) -> None:
    for sentence in messages:
        say(sentence)


def _is_past(at: Here, **query: str) -> bool:
    if not at.is_latest:
        way = blocks.trail(blocks.link("Latest position", at.latest_address(PAGE, **query)))
        show(blocks.lead("", NOT_THE_LATEST), way)
    return not at.is_latest


def _show_ways(record: OnRecord, way: Way, query: Query, messages: Sequence[str], at: Here) -> None:
    file = record.file
    title(HEADS[way].format(file.file))
    _say(messages)
    if query.way and query.way != way:
        say(f"There is nothing called “{query.way}” that can be done about a file.")
    if _is_past(at, file=file.file, way=query.way):
        return
    show(blocks.lead(_record_sentence(file)), *_ways(record, way, at))
    if way is Way.ERASE:
        show(*what_erasing_does(), *what_is_not_reached(file))
    try:
        chosen = withdraw_work.choice(file.file, way, query.day, query.other, query.cells)
    except NotReadable as error:
        say(f"Nothing can be shown. {error}")
        chosen = None
    show(*_asking(file, way, query, chosen))
    if chosen:
        _show_choice(file, way, query, chosen)


def _record_sentence(file: FileReceived) -> str:
    on = day(date.fromisoformat(file.received_on))
    return f"“{file.sent_as}” is record {file.number} of the ledger, received on {on} from {file.sender}."


def _ways(record: OnRecord, chosen: Way, at: Here) -> Iterator[Markup]:
    """The ways to correct a file that are still open; once it is withdrawn, only erasing its words is left."""
    ways = [way for way in Way if record.done(way) is None]
    if record.erasure:
        ways.remove(Way.REDATE)  # the file itself is gone
    lines = []
    for way in ways:
        words, when = WAYS[way]
        asked = None if way is Way.WITHDRAW else way
        link = words if way is chosen else blocks.link(words, at.address(PAGE, file=record.file.file, way=asked))
        lines.append(Markup("{}{}: {}.").format(link, " (shown here)" if way is chosen else "", when))
    yield blocks.bullets(lines)


def _asking(file: FileReceived, way: Way, query: Query, chosen: Choice | None) -> Iterator[Markup]:
    """The form for what a way needs besides the file."""
    if way is Way.REDATE:
        on = typed_day(query.day) or date.fromisoformat(file.received_on)
        yield day_form(file.file, on, london_day())
    elif way is Way.ERASE:
        yield cells_form(file.file, query.cells)
    elif way is Way.REPLACE and chosen and chosen.other:
        waits = f"“{chosen.other.name}” waits, as on the page Load, until you put it in its place or drop it there."
        yield blocks.lead("", waits)
        yield blocks.trail(blocks.link("Open it on the page Load", blocks.address("load", file=query.other)))
    elif way is Way.REPLACE:
        yield other_form(file.file, "Choose the file to put in its place, or drop it on this field")


def _show_choice(file: FileReceived, way: Way, query: Query, chosen: Choice) -> None:
    """Shows what the choice would change, and the form to decide on it."""
    try:
        job = withdraw_work.look_at(chosen)
    except (NotReadable, OSError) as error:
        say(f"No file can be corrected at the moment. {error}")
        return
    if not job.is_done:
        wait(job, GOES_ON)
        return
    tried = job.result
    if tried.trial is None:
        show(blocks.lead("", f"What it would change cannot be said. {tried.why_not}"))
    else:
        show_trial(tried.trial, way)
        if tried.trial.erased == ():
            return
        section(WAYS[way][0])
        show(blocks.lead("", WHAT_IT_IS[way]) if way in WHAT_IT_IS else Markup(""))
        fields = {"file": file.file, "day": query.day, "other": query.other, "cells": query.cells}
        given = {name: words for name, words in fields.items() if words}
        show(decision_form(way, {**given, "ledger": tried.trial.head, "layouts": tried.trial.layouts}))
    if way is Way.REPLACE:
        show(other_form(file.file, "Or choose another file, or drop it on this field"))
