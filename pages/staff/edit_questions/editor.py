"""The form in which officers choose, word, order and add questions; what they write stays in their window."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import streamlit as st

from pages.parts.show import say, section, show
from tracker.html import blocks
from tracker.questions import choices
from tracker.reports.ask import MOST, choose, every_question
from tracker.reports.meeting import Meeting
from tracker.reports.question import CommitteeQuestion
from tracker.words import plural

OFFERED = 20  # suggested questions that the form has room for
LONGEST = 600  # characters in a question
OWN, OWN_QUESTIONS = CommitteeQuestion("", "", "", is_officers=True), 2
STAYS = "Your changes stay in this window alone: no address and no database holds them. Download the paper to keep it."


class Draft(NamedTuple):
    """An officer's version of one question: whether it is asked, its place in the order, its words."""

    is_asked: bool
    place: int
    text: str


def edit_questions(meeting: Meeting) -> list[CommitteeQuestion] | None:
    """Shows the form and returns the officer's questions; None while they are the ones the rules choose."""
    by_rules = [one.question for one in choose(meeting)]
    offered = [*by_rules, *_others(meeting, by_rules), *[OWN] * OWN_QUESTIONS]
    all_drafts: dict[str, list[Draft]] = st.session_state.setdefault("drafts", {})
    drafts = all_drafts.get(_choices(meeting)) or list(_usual(offered, len(by_rules)))
    section("What to ask")
    show(blocks.lead("", STAYS))
    with st.form("questions", border=False):
        drafts = list(_form(meeting, offered, drafts, len(by_rules)))
        st.form_submit_button("Show the paper with these questions")
    all_drafts[_choices(meeting)] = drafts
    questions = list(_in_order(zip(drafts, offered, strict=True)))
    return None if questions == by_rules else questions


def _others(meeting: Meeting, by_rules: list[CommitteeQuestion]) -> list[CommitteeQuestion]:
    """The rules' other suggestions, the weightiest first, as far as the form has room; says if some are left out."""
    others = [one.question for one in every_question(meeting) if one.question not in by_rules]
    room = OFFERED - len(by_rules)
    if others[room:]:
        more = plural(len(others) - room, "more suggestion")
        say(f"The rules have {more} of less weight. Choose a review or an agency to see them.")
    return others[:room]


def _usual(offered: Sequence[CommitteeQuestion], chosen_by_rules: int) -> Iterator[Draft]:
    """The form's first content: the rules' choice is ticked, and so are the officer's own questions, still empty."""
    for n, question in enumerate(offered):
        yield Draft(n < chosen_by_rules or question == OWN, n + 1, question.text)


def _form(
    meeting: Meeting, offered: Sequence[CommitteeQuestion], drafts: list[Draft], open_ones: int
) -> Iterator[Draft]:
    """Shows the fields of every question and yields what they hold; suggestions the rules did not choose are folded."""
    suggested = len(offered) - OWN_QUESTIONS
    first = st.container()
    others = st.expander("More that the rules suggest") if suggested > open_ones else first
    own = st.container()
    for n, (question, draft) in enumerate(zip(offered, drafts, strict=True), 1):
        with first if n <= open_ones else others if n <= suggested else own:
            name = f"question {n}" if n <= suggested else f"your own question {n - suggested}"
            because = f"Because: {question.because}" if question.because else "No rule made it. The paper says so."
            show(blocks.under(f"{name[0].upper()}{name[1:]}", because))
            yield _fields(name, f"{_choices(meeting)} {n}", draft, len(offered))


def _choices(meeting: Meeting) -> str:
    """A key of all that the suggestions depend on: other choices, or another file received, start a fresh form."""
    record = choices.last_record(meeting.db)
    return f"{record} {meeting.since} {meeting.as_of} {meeting.review} {meeting.agency}"


def _fields(name: str, key: str, draft: Draft, places: int) -> Draft:
    """Shows the fields of one question. Labels never hold text of a file, since Streamlit reads them as Markdown."""
    left, middle, _ = st.columns(3, vertical_alignment="bottom")  # stacked on a phone
    is_asked = left.checkbox(f"Ask {name}", draft.is_asked, key=f"ask {key}")
    place = middle.number_input(f"Place of {name}", 1, places, draft.place, key=f"place {key}")
    words = st.text_area(f"Words of {name}", draft.text, key=f"words {key}", max_chars=LONGEST, height="content")
    return Draft(is_asked, int(place), " ".join(words.split()))


def _in_order(drafts: Iterable[tuple[Draft, CommitteeQuestion]]) -> Iterator[CommitteeQuestion]:
    """The questions asked, in order and as the officer words them, at most MOST of them."""
    asked = sorted((one for one in drafts if one[0].is_asked and one[0].text), key=lambda one: one[0].place)
    if len(asked) > MOST:
        say(f"{len(asked)} questions are ticked. The page has room for {MOST}: the paper asks the first {MOST}.")
    for draft, question in asked[:MOST]:
        yield question if draft.text == question.text else replace(question, text=draft.text, is_officers=True)
