"""The parts of the page Verify: what each verification checks, the button that runs it, and what it found."""

from collections.abc import Iterator

import streamlit as st
from markupsafe import Markup

from loaders.received import ledger
from pages.parts.here import Here, address_word
from pages.parts.show import say, section, show, title
from pages.staff.form_parts import choice_form
from pages.staff.jobs import Job
from pages.staff.load import work as load_work
from pages.staff.verify import work as verify_work
from pages.staff.verify.work import PUBLISHED, REBUILT, RECEIVED, Outcome
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.html.forms import Text, form
from tracker.words import plural

OPENING = "Run this before a meeting, before you publish, and after a copy was put back."
ABOUT = "It changes nothing. It looks at the files as they are now, whatever day is shown."
LOOKS_AT = {
    RECEIVED: (
        "Files and ledger",
        "Whether any file received, record of the ledger, layout, decision, release or request was altered, removed or "
        "inserted since it was recorded, and whether the database was made from that very ledger.",
    ),
    REBUILT: (
        "The same, and the database built once more",
        "Whether the files give the very rows that the pages show. This takes as long as a load from nothing.",
    ),
    PUBLISHED: ("The publication", "Whether every file of the publication is as it was made."),
}
TO_CHECK = (
    "Somebody who may know a whole file, such as its sender, can check that it is the one on record. Give its salt to "
    "them alone: others could use it to test guesses."
)
NUMBER = "Number of its record in the ledger, as the open data show it"
LONGEST_NUMBER = 18  # digits
NO_EXAMPLE = load_work.EXAMPLE_SHOWN.format("nothing of yours to verify")


def verify_page(at: Here) -> None:
    """Shows each kind of verification, with what the last one found."""
    title("Verify")
    if load_work.is_example_in_place_of_own():
        show(blocks.lead("", NO_EXAMPLE))
        return
    show(blocks.lead(OPENING, ABOUT))
    for kind, (words, about) in LOOKS_AT.items():
        if kind != PUBLISHED or verify_work.is_published():
            section(words)
            show(blocks.lead("", about))
            _show_kind(kind)
    section("Let somebody check a file")
    _show_salt(address_word("number"), at)


def _show_salt(number: str, at: Here) -> None:
    """Asks for the number of a record, and shows the salt and the commitment of its file."""
    field = Text("number", NUMBER, number, "", LONGEST_NUMBER)
    show(blocks.lead("", TO_CHECK), choice_form(form(at.address("verify"), [field], {}, "Show its salt")))
    if not number:
        return
    if not (number.isascii() and number.isdecimal() and len(number) <= LONGEST_NUMBER):
        say(f"“{number[:LONGEST_NUMBER]}” is not the number of a record. Give one such as 12.")
        return
    try:
        record = ledger.file_under(load_work.received(), int(number))
    except (NotReadable, OSError) as error:
        say(str(error))
        return
    lines = {"File": record.file, "Salt": record.file_salt, "Commitment, as published": record.commitment}
    show(blocks.summary_list([*lines.items()]))


def _show_kind(kind: str) -> None:
    job = verify_work.last(kind)
    if job and not job.is_done:
        _wait(job)
        return
    if job:
        show(*_result(job))
    words = "Verify again" if job else "Verify"
    # A click changes nothing on record, so no form is needed; and a reload does not run it again. What this tab shows
    # goes with the click: if another tab has begun a run since, both show that one.
    st.button(f"{words}: {LOOKS_AT[kind][0].lower()}", f"verify {kind}", on_click=verify_work.begin, args=(kind, job))


def _wait(job: Job[Outcome]) -> None:
    @st.fragment(run_every=2)
    def look_again() -> None:
        if job.is_done:
            st.rerun()
        words = "It is being verified. You may leave this page: it goes on by itself."
        show(blocks.lead(words, f"{plural(job.seconds, 'second')} so far."))

    look_again()


def _result(job: Job[Outcome]) -> Iterator[Markup]:
    """What a verification found, each fault with what to do, and how long ago it was begun."""
    found, why_not = job.result
    minutes = job.seconds // 60
    ago = f"Begun {plural(minutes, 'minute')} ago." if minutes else f"Begun {plural(job.seconds, 'second')} ago."
    if why_not:
        yield blocks.lead(f"Nothing could be verified. {why_not}", ago)
    elif found.faults:
        yield blocks.lead(f"{plural(len(found.faults), 'fault')} found.", ago)
        yield blocks.bullets(found.faults)
    else:
        yield blocks.lead("Nothing was altered, removed or inserted.", ago)
        yield blocks.notes(line for line in found.confirmed.splitlines() if line)
