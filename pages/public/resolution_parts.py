"""The parts of the pages that show a committee's resolutions."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, address_word
from pages.parts.paging import without_part
from pages.parts.show import say, section, show
from tracker.html import blocks
from tracker.html.forms import Select, form
from tracker.questions import recommendations, resolutions
from tracker.questions.actions import Action
from tracker.questions.recommendations import Recommendation
from tracker.questions.resolutions import NamedAction, ResolutionEntry
from tracker.terms import Resolution
from tracker.words import STRUCK_OUT, day, plural

MEETING = "meeting"
HEADINGS = ("Meeting", "What the committee asked or resolved", "About", "Answer or outcome", "Since the meeting")
NamedActions = Mapping[tuple[int, str], NamedAction]
INSTEAD_OF_KIND = {
    Resolution.UNREADABLE: "Its kind is a word that nobody has explained",
    Resolution.NOT_STATED: "Kind not said",
}


def chosen_meeting(at: Here) -> date | None:
    """The meeting that the address asks for, None for all; shows a message if there was none on that day."""
    words = address_word(MEETING)
    found = [one.meeting_on for one in _meetings(at) if str(one.meeting_on) == words]
    if words and not found:
        say(f"We have no resolutions of a meeting on “{words}”. Showing all meetings.")
    return found[0] if found else None


def meeting_form(at: Here, chosen: date | None) -> Markup:
    """A form to choose one meeting; the choice goes into the address of the page."""
    names = {str(one.meeting_on): day(one.meeting_on) for one in _meetings(at)}
    field = Select(MEETING, "Meeting", "All meetings", [*names], str(chosen or ""), names)
    return form(blocks.address("resolutions"), [field], without_part(st.query_params.to_dict()))


def _meetings(at: Here) -> tuple[resolutions.MeetingDay, ...]:
    return resolutions.meetings(at.db, at.as_of, at.review)


def resolution_table(rows: Sequence[ResolutionEntry], caption: str, at: Here) -> Markup:
    """One row per resolution, with its committee if there are several."""
    named, several = resolutions.named_actions(at.db, at.as_of), len({row.committee for row in rows}) > 1
    lines = []
    for row in rows:
        met, minute, answer = _what(row, several)
        lines.append((met, minute, _about(row, named, at), answer, resolutions.since(row) or "No action named"))
    return blocks.table(caption, HEADINGS, lines)


def _what(row: ResolutionEntry, several: bool = False) -> tuple[blocks.Cell, blocks.Cell, blocks.Cell]:
    """The meeting, what was asked or resolved there, and the answer."""
    met = blocks.under(resolutions.meeting_line(row), row.committee) if several else resolutions.meeting_line(row)
    minute = blocks.under(row.minute, ". ".join(_notes(row)))
    return met, minute, blocks.under(resolutions.answer(row) or "None needed", resolutions.dates(row))


def _notes(row: ResolutionEntry) -> Iterator[str]:
    """What kind of resolution it is and whom it asks, and whether it was withdrawn or struck out."""
    yield _kind(row)
    if row.withdrawn_on:
        yield f"Withdrawn: the whole log of {day(row.withdrawn_on)} no longer lists it"
    if row.is_struck_out:
        yield STRUCK_OUT


def _kind(row: ResolutionEntry) -> str:
    """The kind of a resolution with whom it asks; if the kind is not known, which bodies it names."""
    bodies = ", ".join(row.asked_of)
    if instead := INSTEAD_OF_KIND.get(row.resolution):
        return f"{instead}. It names {bodies}" if bodies else instead
    kind = row.resolution.capitalize()
    return f"{kind} of {bodies}" if bodies and row.resolution in resolutions.ASKS else kind


def _about(row: ResolutionEntry, named_actions: NamedActions, at: Here) -> Markup:
    """The records that a resolution names, as links; a reference that fits no record is shown as written."""
    actions = (_action(ref, named_actions.get((row.resolution_id, ref)), at) for ref in row.action_refs)
    names = [*actions, *(_recommendation(ref, row, at) for ref in row.recommendation_refs)]
    return blocks.comma_list(names) or Markup("No record named")


def _action(ref: str, match: NamedAction | None, at: Here) -> blocks.Cell:
    return blocks.link(ref, at.address("actions", ref=ref, sender=match.sender)) if match else f"{ref} (not found)"


def _recommendation(ref: str, row: ResolutionEntry, at: Here) -> blocks.Cell:
    found = recommendations.rows(at.db, at.as_of, review=row.review or None, ref=ref)
    if not found:
        return f"recommendation {ref} (not found)"
    review = found[0].review if len(found) == 1 else None
    return blocks.link(f"recommendation {ref}", at.address("recommendations", review=review, ref=ref))


def resolutions_about_action(action: Action, at: Here) -> None:
    """Shows what the committee resolved about an action, and whether it closed it; nothing if there is nothing."""
    rows = resolutions.rows(at.db, at.as_of, action_id=action.action_id)
    closing = resolutions.closing_sentence(rows)
    words = f"{closing}. It changes nothing that was reported, checked or counted." if closing else ""
    _resolutions_about("action", rows, words)


def resolutions_about_recommendation(row: Recommendation, at: Here) -> None:
    """Shows what the committee resolved about a recommendation; nothing if there is nothing."""
    found = resolutions.rows(at.db, at.as_of, review=row.review, recommendation=row.recommendation_ref)
    _resolutions_about("recommendation", found, "")


def _resolutions_about(what: str, rows: Sequence[ResolutionEntry], words: str) -> None:
    if not rows:
        return
    section("The committee’s resolutions")
    if words:
        show(blocks.lead("", words))
    caption = f"{plural(len(rows), 'resolution')} about this {what}, latest meeting first"
    lines = []
    for row in rows:
        met, minute, answer = _what(row)
        lines.append((met, minute, blocks.stack(filter(None, (answer, resolutions.since(row))))))
    show(blocks.table(caption, (HEADINGS[0], HEADINGS[1], HEADINGS[3]), lines))
