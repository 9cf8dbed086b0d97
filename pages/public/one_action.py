"""The page of one action: where it stands, every change, every check, and the cells that it comes from."""

from collections.abc import Iterator, Sequence

import streamlit as st
from markupsafe import Markup

from pages.parts.action_tables import state_note
from pages.parts.change_tables import change_words
from pages.parts.cite import cite
from pages.parts.here import Here
from pages.parts.show import name_tab, section, show, title
from pages.parts.subscribe import of_record
from pages.public.check_parts import checks_table
from pages.public.fact_lines import fact_lines
from pages.public.resolution_parts import resolutions_about_action
from tracker import compiled_words
from tracker.compiled_words import word
from tracker.file_terms import Hidden
from tracker.html import blocks
from tracker.questions import action as question
from tracker.questions import recommendations
from tracker.questions.action import ChangeRecord, ReceivedCell
from tracker.questions.actions import Action
from tracker.words import STRUCK_OUT, abbreviate, and_list, day


def one_action(action: Action, at: Here) -> None:
    """Shows the page of one action, in the words for its kind of record."""
    with compiled_words.words_for(action.is_compiled):
        _show_action(action, at)


def _show_action(action: Action, at: Here) -> None:
    name = f"{action.action_ref} {abbreviate(action.action)}"
    name_tab(name, at)
    all_actions = blocks.link(word("All actions"), at.address("actions"))
    show(blocks.trail(all_actions, action.review or "No review named", _recommendations(action, at)))
    title(name)
    show(blocks.in_one_line(blocks.tag(action.state), blocks.moved_tag(action.times_moved)))
    if state_note(action):
        show(blocks.banner(state_note(action)))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _show_position(action, at)
    with right:
        section("Every change")
        show(_changes(question.changes(at.db, at.as_of, action.action_id)))
    section("Where this is written")
    show(*_origin(action, at))
    query = {"ref": action.action_ref, "sender": action.sender}
    show(of_record(at, "actions", action.is_open and action.due_on is not None, **query))
    cite(f"{name}, {action.agency}", at, "actions", **query)


def _show_position(action: Action, at: Here) -> None:
    """What was recommended, what the plan says about it, and what others found."""
    section("What was recommended")
    show(*_recommendation_quotes(action, at))
    section("What is to be done")
    cells = question.cells(at.db, at.as_of, action.action_id)
    struck_out = {cell.name for cell in cells if Hidden.STRUCK_OUT in cell.hidden}
    of_whom = f"In the words of {_author(action, at)}"
    show(blocks.quote(action.action, f"{of_whom}. {STRUCK_OUT}" if "action" in struck_out else of_whom))
    section("Where it stands")
    show(blocks.summary_list(fact_lines(action, at, struck_out)))
    section("Checks by others")
    show(checks_table(question.checks(at.db, at.as_of, action.action_id), action, at))
    resolutions_about_action(action, at)


def _author(action: Action, at: Here) -> str:
    """Whose words the action is in: those of the plan that holds it, or of whoever compiled the record."""
    if action.is_compiled:
        return "whoever compiled this record"
    return f"the plan of {question.source(at.db, at.as_of, action.action_id).plan_of}"


def _recommendation_quotes(action: Action, at: Here) -> Iterator[Markup]:
    """The exact words of each recommendation that the action answers."""
    if not action.recommendation_refs:
        yield blocks.lead("", "The plan names no recommendation that this action answers.")
    for ref in action.recommendation_refs:
        row = next(iter(recommendations.rows(at.db, at.as_of, review=action.review, ref=ref)), None)
        name = blocks.link(f"Recommendation {ref}", at.address("recommendations", review=action.review, ref=ref))
        if row:
            yield blocks.quote(row.recommendation, name)
        else:
            yield blocks.lead("", f"Recommendation {ref} is not in any register received by this date.")


def _recommendations(action: Action, at: Here) -> Markup:
    refs = [
        blocks.link(ref, at.address("recommendations", review=action.review, ref=ref))
        for ref in action.recommendation_refs
    ]
    return Markup("Recommendation {}").format(blocks.comma_list(refs)) if refs else Markup("No recommendation named")


def _changes(rows: Sequence[ChangeRecord]) -> Markup:
    return blocks.table(
        "Latest first, by the date the file was received",
        ("Seen", "What changed"),
        [(row.received_on, change_words(row)) for row in rows],
    )


def _words(cell: ReceivedCell) -> blocks.Cell:
    """A cell's words, and why the sheet hides them; web addresses become numbered links, since some hold names."""
    words = blocks.sources(cell.words or "") if cell.name == "source" else cell.words or "(blank)"
    return blocks.under(words, f"In the sheet: {and_list(cell.hidden)}") if cell.hidden else words


def _origin(action: Action, at: Here) -> Iterator[Markup]:
    """The action's cells and their file; in a published copy, only the day and the commitment of the file."""
    file = question.source(at.db, at.as_of, action.action_id)
    if not at.is_public:
        cells = question.cells(at.db, at.as_of, action.action_id)
        rows = [(cell.cell, cell.heading, _words(cell)) for cell in cells]
        yield blocks.table("The row as received", ("Cell", "Heading", "Words as written"), rows)
    name = "The file" if at.is_public else f"File {file.path}, sheet “{file.sheet}”,"
    received = f"{name} received on {day(file.received_on)}."
    yield blocks.lead("", f"{received} Commitment (SHA-256) {file.commitment}.")
