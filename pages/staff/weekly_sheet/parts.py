"""The parts of the page Weekly sheet: the week, the sheet as it prints, its downloads, and the chasing notes."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, origin
from pages.parts.paging import part, steps
from pages.parts.show import show
from pages.parts.since import WEEK, since
from pages.parts.turns import in_turn
from tracker import exports
from tracker.html import blocks
from tracker.reports.files import formats
from tracker.reports.html import piece
from tracker.reports.meeting import Meeting
from tracker.reports.paper import Block, Heading, Paper, Picture
from tracker.reports.weekly.chasing import chasing_notes
from tracker.reports.weekly.sheet import weekly_sheet
from tracker.site import site

PAGE = "weekly-sheet"
ASKED = (
    "For each agency what its record shows, with dates, and what it is asked for. Copy a note, read it, and send it "
    "yourself: nothing is sent from here. Compiled records have no notes, since nobody reports to them."
)


def week_of(at: Here) -> Meeting:
    """Shows the day to compare with, a week before if the address names none, and returns the two positions."""
    return Meeting(at.db, at.as_of, since(at, PAGE, WEEK), at.review, at.agency, origin="")


def sheet(paper: Paper) -> None:
    """Shows the sheet in low rows, what is about all agencies beside what is about each, to be seen at a glance."""
    first, second, *_ = [n for n, block in enumerate(paper.blocks) if isinstance(block, Heading)]
    with st.container(key="one-look"):
        show(*_pieces(paper.blocks[:first]))
        left, right = st.columns([5, 8], gap="small")
        with left:
            show(*_pieces(paper.blocks[first:second]))
        with right:
            show(*_pieces(paper.blocks[second:]))


def _pieces(parts: Sequence[Block]) -> Iterator[Markup]:
    yield from (piece(block) for block in parts if not isinstance(block, Picture))


def downloads(meeting: Meeting, at: Here) -> None:
    """Shows a download button for each format; links in a downloaded file need whole addresses."""
    whole = replace(meeting, origin=origin())
    with st.container(horizontal=True):
        for one in formats():
            name = exports.file_name(PAGE, at.as_of, at.is_illustrative, one.ending)
            make = in_turn(name, partial(_file, one.write, whole))
            st.download_button(one.words, make, name, one.mime, key=name, on_click="ignore")


def _file(write: Callable[[Paper, Path | None], bytes], meeting: Meeting) -> bytes:
    return write(weekly_sheet(meeting), None)


def notes(meeting: Meeting) -> Iterator[Markup]:
    """A folded note to copy for each agency on this page of the list; its links lead to the public site."""
    written = chasing_notes(replace(meeting, origin=site().web.address or None))
    yield blocks.lead("", ASKED if written else "No agency is asked anything on this day.")
    shown = part(len(written))
    for note in shown.cut(written):
        yield blocks.details(f"{note.agency}: {note.about}", blocks.to_copy(note.text))
    yield steps(shown)
