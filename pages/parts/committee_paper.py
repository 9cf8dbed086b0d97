"""The committee's paper on a page: the choices, the paper, and its files."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, address_word, origin, same_page
from pages.parts.paging import ALL, PART, without_part
from pages.parts.show import say, show
from pages.parts.since import since
from pages.parts.turns import in_turn
from tracker import compiled_words, exports
from tracker.html import blocks
from tracker.html.forms import Day, Select, Text, form
from tracker.questions import choices, resolutions
from tracker.reports import published_papers
from tracker.reports.committee import committee_paper
from tracker.reports.files import formats
from tracker.reports.html import piece
from tracker.reports.meeting import COMMITTEE, Meeting
from tracker.reports.paper import Paper, Picture
from tracker.reports.question import CommitteeQuestion
from tracker.site import site
from tracker.typed_day import typed_day

PAGE = "committee-report"
MOST = 80  # characters of a committee's name
AHEAD = timedelta(days=366)  # how long after the position a meeting may be


def meeting_of(at: Here, page: str = PAGE) -> Meeting:
    """Shows the choices on the page with this address, and returns the meeting that they ask for."""
    committee, meets_on = _committee(), _meets_on(at)
    fields: list[Select | Day | Text] = [
        Text("committee", "Committee", committee, COMMITTEE, MOST),
        Day("meets_on", "Meeting on", meets_on, at.as_of, at.as_of + AHEAD, at.as_of),
    ]
    show(form(blocks.address(page), fields, without_part(st.query_params.to_dict())))
    met = resolutions.last_meeting(at.db, at.as_of, at.review)
    compared = since(at, page, at.as_of - met if met else choices.USUAL)
    return Meeting(
        at.db, at.as_of, compared, at.review, at.agency, committee, meets_on, "", site().committee_report.columns
    )


def _committee() -> str:
    words = " ".join(address_word("committee").split())
    if len(words) > MOST:
        say(f"The name of the committee has more than {MOST} characters. Showing the paper of the {COMMITTEE}.")
    return words if 0 < len(words) <= MOST else COMMITTEE


def _meets_on(at: Here) -> date:
    words = address_word("meets_on")
    chosen = typed_day(words) if words else at.as_of
    if chosen and at.as_of <= chosen <= at.as_of + AHEAD:
        return chosen
    say(f"“{words}” is not a day of a meeting within a year of the position, such as 2026-03-31.")
    return at.as_of


def paper_blocks(paper: Paper) -> None:
    """Shows the paper, on a phone with words in place of drawings, and the appendix if the address asks for all."""
    is_whole = address_word(PART) == ALL
    for n, block in enumerate(paper.all_blocks if is_whole else paper.blocks):
        if isinstance(block, Picture):
            with st.container(key=f"drawing-{n}"):
                st.vega_lite_chart(None, block.specification, theme=None, width="content", alt=block.words)
            with st.container(key=f"in-words-{n}"):  # on a phone a drawing for paper has letters too small to read
                show(blocks.lead("", block.words))
        else:
            show(piece(block))
    words = "Show the paper without its appendix" if is_whole else "Show the appendix: every action, change and file"
    show(blocks.trail(blocks.link(words, same_page(part=None if is_whole else ALL))))


def downloads(meeting: Meeting, at: Here, questions: Sequence[CommitteeQuestion] | None = None) -> None:
    """Shows a button for each format that this copy can write; links in the files are whole addresses.

    The paper asks these `questions`, or those of the rules if it is given none.
    """
    whole = replace(meeting, origin=origin())

    def make_paper(write: Callable[[Paper, None], bytes]) -> bytes:
        with compiled_words.words_for(at.is_compiled):  # made when the button is pressed, after the page
            return write(committee_paper(whole, questions), None)

    with st.container(horizontal=True):
        for one in formats():
            name = exports.file_name(PAGE, at.as_of, at.is_illustrative, one.ending)
            make = in_turn(name, partial(make_paper, one.write))
            st.download_button(one.words, make, name, one.mime, key=name, on_click="ignore")


def made_at_publication() -> None:
    """Shows links to the papers that came with the publication, in formats that this copy cannot write, if any came."""
    papers = published_papers.files()
    links = (
        blocks.link(f"{paper.words} ({name})", f"{published_papers.ADDRESS}/{name}") for name, paper in papers.items()
    )
    if papers:
        whole = "The paper of all reviews as at the day of the last file, made with this publication"
        show(blocks.lead("", Markup("{}: {}").format(whole, blocks.comma_list(links))))
