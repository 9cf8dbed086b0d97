"""The page Load without a file: the form for files and the list of waiting ones; and parts for its other states."""

from collections.abc import Sequence
from typing import Any

import streamlit as st
from markupsafe import Markup

from loaders.received.submissions import submission
from loaders.received.waiting_files import WaitingFile
from pages.parts.here import Here
from pages.parts.show import say, section, show, title
from pages.staff.jobs import Job
from pages.staff.load import work as load_work
from pages.staff.load.forms import (
    MOST_AT_ONCE,
    MOST_BYTES,
    PAGE,
    load_form,
    send_form,
)
from tracker.html import blocks
from tracker.words import plural

OPENING = "A file waits here until somebody keeps or drops it. You see what it would change before it is recorded."
FIRST = "The first file that you keep takes the place of the invented example, which is shown until then."
LIMITS = f"At most {MOST_AT_ONCE} files at once, all together up to {MOST_BYTES // 1_000_000} MB."
AGAIN = "Load it again only if another page asks for it, such as Verify."
READ_WRONGLY = (
    "Is a file on record read wrongly? Send it here again: its page leads to its layout, and nothing is recorded twice."
)
READING = (
    "It is being read, and what it would change is being worked out. You may leave this page: it goes on by itself."
)


def not_the_latest(at: Here) -> None:
    """Says why nothing can be loaded into a past position."""
    title("Load")
    show(blocks.lead("", "A file is loaded under its own day: go to the latest position first."))
    show(blocks.trail(blocks.link("Latest position", at.latest_address(PAGE))))


def list_of_files(waiting: Sequence[WaitingFile], messages: Sequence[str]) -> None:
    """Shows the form for files and the list of files that wait."""
    title("Load")
    for sentence in messages:
        say(sentence)
    first = FIRST if load_work.is_example_in_place_of_own() else ""
    show(blocks.lead(OPENING, first), send_form(LIMITS))
    section("Files that wait")
    if waiting:
        show(_table(waiting))
    else:
        show(blocks.lead("", "No file waits."))
    if last := load_work.last_on_record():
        section("What is on record")
        show(blocks.notes((READ_WRONGLY, AGAIN)), load_form(last.sha256, is_loaded=True))


def _table(waiting: Sequence[WaitingFile]) -> Markup:
    headings = ("File", "Size", "Sent", "Waits until")
    lines = [
        (
            blocks.under(blocks.link(one.name, blocks.address(PAGE, file=one.id)), submitted_by(one)),
            size(one.size_bytes),
            one.since,
            one.until,
        )
        for one in waiting
    ]
    return blocks.table(f"{plural(len(lines), 'file waits', 'files wait')} for a decision", headings, lines)


def submitted_by(file: WaitingFile) -> str:
    """A sentence on who submitted a file, "" if an officer sent it."""
    found = submission(file)
    return f"Submitted by {file.sender} ({found.by})" if found else ""


def wait(job: Job[Any], words: str) -> None:
    """Says what is under way and for how long, and reloads the page once it is done."""

    @st.fragment(run_every=2)
    def look_again() -> None:
        if job.is_done:
            st.rerun()
        show(blocks.lead(words, f"{plural(job.seconds, 'second')} so far."))

    look_again()


def size(size: int) -> str:
    """The size of a file in KB or MB, from its bytes."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{max(1, size // 1_000):,} KB"
