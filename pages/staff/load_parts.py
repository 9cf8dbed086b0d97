"""The states of the page Load while nothing is recorded: the list of files that wait, and one of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import streamlit as st
from markupsafe import Markup

from loaders.load.trial import Trial
from loaders.reader.limits import LARGEST_FILE
from loaders.received.arrival import EARLIEST
from loaders.waiting.files import WaitingFile
from loaders.waiting.recognise import Fit
from loaders.waiting.submitted import submission
from pages.parts.here import Here
from pages.parts.show import say, section, show, title
from pages.staff import load_work
from pages.staff.form_parts import choice_form
from pages.staff.jobs import Job
from pages.staff.load_forms import (
    LAYOUT,
    MOST_AT_ONCE,
    MOST_BYTES,
    PAGE,
    drop_form,
    hand_back_form,
    keep_form,
    send_form,
)
from pages.staff.load_found import changes_in, found_in, hand_back, summary
from pages.staff.load_work import Look
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.html.forms import Day, Select, Text, form
from tracker.typed_day import typed_day
from tracker.words import capital, day, plural

OPENING = "A file waits here until somebody keeps or drops it. You see what it would change before it is recorded."
FIRST = "The first file that you keep takes the place of the invented example, which is shown until then."
LIMITS = (
    f"At most {MOST_AT_ONCE} files at once, each up to {LARGEST_FILE // 1_000_000} MB and all together up to "
    f"{MOST_BYTES // 1_000_000} MB."
)
NOT_FITTING = "No layout fits this file, so nothing can be read from it yet."
SEVERAL = "The layouts of several senders fit this file. Choose whose it is."
NO_LAYOUT = "You can make a layout for it on screen, without a line typed by hand."
READING = (
    "It is being read, and what it would change is being worked out. You may leave this page: it goes on by itself."
)
OTHER_LAYOUT = "If its form has changed, or the layout is wrong, you can make another one on screen."


def not_the_latest(at: Here) -> None:
    """Says why nothing can be loaded into a past position."""
    title("Load")
    show(blocks.lead("", "A file is loaded under its own day: go to the latest position first."))
    show(blocks.trail(blocks.link("Latest position", at.latest_address(PAGE))))


def list_of_files(waiting: Sequence[WaitingFile], today: date, told: Sequence[str]) -> None:
    """The form for files, and those that wait."""
    title("Load")
    for sentence in told:
        say(sentence)
    first = FIRST if load_work.is_example_in_place_of_own() else ""
    show(blocks.lead(OPENING, first), send_form(LIMITS))
    section("Files that wait")
    if not waiting:
        show(blocks.lead("", "No file waits."))
        return
    headings = ("File", "Size", "Sent", "Waits until")
    lines = [
        (
            blocks.under(blocks.link(one.name, blocks.address(PAGE, file=one.mark)), submitted_by(one)),
            size(one.size_bytes),
            one.since,
            one.until,
        )
        for one in waiting
    ]
    show(blocks.table(f"{plural(len(lines), 'file waits', 'files wait')} for a decision", headings, lines))


def waiting_file(file: WaitingFile, sender: str, day_word: str, today: date, told: Sequence[str]) -> None:
    """One file that waits: what it would change, or why nobody can say, and what may be done with it."""
    on = _day(day_word, file.since if file.sender else today, today)
    senders = load_work.senders_of(file)
    chosen = sender if sender in senders else file.sender
    try:
        job = load_work.look_at(file, chosen, on)
    except (NotReadable, OSError) as error:
        title("Load")
        say(f"No file can be loaded now. {error}")
        return
    if not job.is_done:
        _head("Reading the file", file, told)
        wait(job, READING)
        return
    look = job.result
    _head(_heading(look), file, told)
    _say_what_is_odd(file, sender, chosen, day_word, on)
    _show_look(look, file, on, senders, today)


def _head(words: str, file: WaitingFile, told: Sequence[str]) -> None:
    show(blocks.trail(blocks.link("Load", blocks.address(PAGE)), file.name))
    title(words)
    for sentence in told:
        say(sentence)
    if file.sender:
        show(blocks.lead("", f"{submitted_by(file)} on {day(file.since)}."))


def submitted_by(file: WaitingFile) -> str:
    """Who submitted a file, "" where an officer sent it."""
    found = submission(file)
    return f"Submitted by {file.sender} ({found.by})" if found else ""


def _heading(look: Look) -> str:
    if look.trial:
        return "What this file would change"
    if look.sender:
        return "This file cannot be read so"
    return "Whose file is this?" if look.fits else "This file cannot be read yet"


def _say_what_is_odd(file: WaitingFile, sender: str, chosen: str, day_word: str, on: date) -> None:
    if record := load_work.on_record(file.mark):
        say(f"The same file is on record as {record.file}: it is not taken for that sender again.")
    if sender and not chosen:
        say(f"There is no layout for a sender called “{sender}”.")
    if day_word and str(on) != day_word:
        say(f"“{day_word}” is not a day on which a file can have come, such as 2026-03-31. Taking {day(on)}.")


def _show_look(look: Look, file: WaitingFile, on: date, senders: Sequence[str], today: date) -> None:
    if look.trial:
        show(*summary(look.trial))
    else:
        show(blocks.lead(_why_not(look)))
    show(blocks.lead("", "Nothing of this file has been recorded."))
    if look.fits or look.sender or look.has_table:
        show(_choice(look, file, on, senders, today))
    if look.trial:
        changes_in(look.trial)
        _show_decision(look.trial, look.sender, file, on)
        found_in(look.trial)
    else:
        show(_end_form(file))
    if look.has_table:
        section("Make a layout" if not look.trial else "Is it read wrongly?")
        way = blocks.link("Make a layout for this file", blocks.address(LAYOUT, file=file.mark, sender=look.sender))
        show(blocks.lead("", OTHER_LAYOUT if look.sender else NO_LAYOUT), blocks.trail(way))


def _why_not(look: Look) -> str:
    if look.why_not:
        return capital(look.why_not)
    return SEVERAL if look.fits else NOT_FITTING


def _choice(look: Look, file: WaitingFile, on: date, senders: Sequence[str], today: date) -> Markup:
    """Whose file it is and when it came. Senders whose layout fits come first, with what it reads."""
    names = {fit.sender: _fit(fit) for fit in look.fits}
    others = [one for one in senders if one not in names]
    fields: list[Select | Day | Text] = [
        Select("sender", "Whose file it is", "Choose the sender", [*names, *others], look.sender, names),
        Day("day", "Day on which it came", on, EARLIEST, today, today),
    ]
    return choice_form(form(blocks.address(PAGE), fields, {"file": file.mark}, "Show what it would change"))


def _fit(fit: Fit) -> str:
    whose = f"{fit.sender} ({fit.agency})" if fit.agency else fit.sender
    return f"{whose}: {plural(fit.records, 'row')} fit"


def _show_decision(trial: Trial, sender: str, file: WaitingFile, on: date) -> None:
    fields = {"file": file.mark, "sender": sender, "day": str(on), "ledger": trial.head}
    section("Keep it, hand it back or drop it")
    whose = trial.file.agency or sender
    what = f"Kept, it goes on record as “{file.name}” of {whose}, received on {day(on)}, and is loaded at once."
    show(blocks.lead("", what), keep_form(fields))
    hand_back(trial, file.path)
    show(_end_form(file))


def _end_form(file: WaitingFile) -> Markup:
    """Drops a file; one that was submitted goes back to its sender."""
    return hand_back_form(file.mark) if file.sender else drop_form(file.mark)


def wait(job: Job[Any], words: str) -> None:
    """Says what is under way and for how long, and shows the page anew once it is done."""

    @st.fragment(run_every=2)
    def look_again() -> None:
        if job.is_done:
            st.rerun()
        show(blocks.lead(words, f"{plural(job.seconds, 'second')} so far."))

    look_again()


def _day(word: str, usual: date, today: date) -> date:
    """The day that an address names, the usual one where none can be meant."""
    on = typed_day(word)
    return on if on and EARLIEST <= on <= today else usual


def size(size: int) -> str:
    """The size of a file in words."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1_000):,} KB"
