"""The parts of the page Release: a tick box beside each text, and the form that asks who decides on those and why."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st
from markupsafe import Markup

from loaders.publishing.release import release_log
from loaders.publishing.release.texts import Text, read_texts
from loaders.received.actor import Actor
from pages.parts.here import Here, address_word
from pages.parts.paging import A_PAGE, ASKED, PART, TICKED, Part, part, steps
from pages.parts.show import say, section, show
from pages.staff.release_lists import EXPLAINED, Line, Lists, group_ticks, read_lists, ticks
from tracker import store
from tracker.build_records import received_for
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.html.ticks import Names, Tick, tick_form
from tracker.words import day, plural

Group = tuple[str, Sequence[Tick]]
PAGE, LIST, DECIDED = "release", "list", "decided"
RELEASE, PRIVATE = "release", "private"  # what may be asked for the texts ticked
BUTTONS = {RELEASE: "Release the ticked texts", PRIVATE: "Keep the ticked texts private"}
FEW = 10  # texts that stand open before the decision; more are folded


def release(at: Here) -> None:
    """Shows what waits or what was decided, whichever the address asks for, and records a decision."""
    try:
        decision = _decide(at) if address_word(ASKED) in BUTTONS else ""
        lists = _lists()
    except (NotReadable, OSError) as error:
        say(f"No text can be released now. {error}")
        return
    if decision:
        say(decision)
    if address_word(LIST) == DECIDED:
        show(blocks.trail(blocks.link("Texts that wait", at.address(PAGE)), "Decided one by one"))
        _show_decided(at, lists.decided)
    else:
        _show_waiting(at, lists)


def _show_waiting(at: Here, lists: Lists) -> None:
    count = len(lists.waiting)
    waiting = "No text waits" if not count else f"{plural(count, 'text waits', 'texts wait')}"
    show(blocks.lead(f"{waiting} for a decision.", "No text of the files received is published unless it is released."))
    if lists.decided:
        words = f"{plural(len(lists.decided), 'text')} decided one by one"
        show(blocks.trail(blocks.link(words, at.address(PAGE, **{LIST: DECIDED}))))
    if not count:
        return
    shown = part(count)
    lines = shown.cut(lists.waiting)
    section(f"Texts that wait{shown.words}")
    show(blocks.notes(f"{kind}: {EXPLAINED[kind]}" for kind in EXPLAINED if kind in {line.kind for line in lines}))
    at_once = [("Many hidden texts at once", group_ticks(lists.groups))] if lists.groups and shown.page == 1 else []
    _show_form(at, [*at_once, *ticks(lines)], shown, {})


def _show_decided(at: Here, decided: Sequence[Line]) -> None:
    if not decided:
        show(blocks.lead("No decision on a single text has been made yet."))
        return
    shown = part(len(decided))
    section(f"{plural(len(decided), 'text')}, the last decision first{shown.words}")
    _show_form(at, [*ticks(shown.cut(decided))], shown, {LIST: DECIDED})


def _show_form(at: Here, groups: Sequence[Group], shown: Part, kept: dict[str, str]) -> None:
    """The texts, with boxes where a decision can be recorded."""
    if why_not := _no_boxes(at, shown):
        show(blocks.lead("", why_not))
        texts = (
            (tick.text, Markup(" · ").join(map(blocks.shown, tick.notes))) for _, those in groups for tick in those
        )
        show(blocks.bullets(blocks.under(*text) for text in texts))
    else:
        place = {PART: str(shown.page)} if shown.page and shown.page > 1 else {}
        filters = {name: str(value) for name, value in at.address_filters.items() if value}
        names, action = Names(TICKED, ASKED), blocks.address(PAGE)
        show(tick_form(action, groups, names, BUTTONS, _ticked(), {**filters, **kept, **place}))
    show(steps(shown))


def _no_boxes(at: Here, shown: Part) -> str:
    """Why nothing can be ticked, "" where it can: an address has no room for the ticks of a whole long list."""
    if not at.is_latest:
        return "A release is recorded under today’s date: go to the latest position first."
    if shown.page is None and shown.of > A_PAGE:
        return f"This is the whole list, for a search in it. To tick texts, show {A_PAGE} on a page."
    return ""


def _decide(at: Here) -> str:
    """Shows the ticked texts and asks who decides and why; gives what was recorded, "" before that."""
    texts = _lists().texts(_ticked())
    if not at.is_latest:
        return ""
    if not texts:
        say("Nothing was recorded: no text that stands here is ticked. Tick one or more, then press the button again.")
        return ""
    is_public, place = address_word(ASKED) == RELEASE, st.empty()
    with place.container():
        _show_chosen(texts, is_public)
        by, why, is_sent = _form(texts, is_public)
        show(blocks.trail(blocks.link("Record nothing", at.address(PAGE))))
    if not is_sent:
        return ""
    if not by or not why:
        return "Nothing was recorded. Say which post decides, and why."
    said = _record(texts, is_public, Actor(by), why, at.as_of)
    place.empty()
    for name in (TICKED, ASKED):
        del st.query_params[name]
    return said


def _show_chosen(texts: Sequence[Text], is_public: bool) -> None:
    section(f"{'Release' if is_public else 'Keep private'}: {plural(len(texts), 'text')}")
    read = blocks.bullets(blocks.under(text.text, f"{text.sender} {text.ref}".strip()) for text in texts)
    show(read if len(texts) <= FEW else blocks.fold(f"Read all {len(texts):,} texts", read))


def _form(texts: Sequence[Text], is_public: bool) -> tuple[str, str, bool]:
    """The post, the reason, and whether they were sent. It holds no text of a file, since labels read Markdown."""
    with st.form("release"):
        by = st.text_input("Which post decides? Never a name.", placeholder="Head of scrutiny")
        why = st.text_input("What is the reason for the decision?")
        what = plural(len(texts), "text")
        is_sent = st.form_submit_button(f"Release {what}" if is_public else f"Keep {what} private")
    return by.strip(), why.strip(), is_sent


def _record(texts: Sequence[Text], is_public: bool, by: Actor, why: str, on: date) -> str:
    release_log.add(_folder(), [text.key for text in texts], is_public, by, str(on), why)
    done = "released" if is_public else "kept private"
    return f"{plural(len(texts), 'text')} {done} by {by} on {day(on)}. It counts from the next publication on."


def _ticked() -> list[str]:
    return st.query_params.get_all(TICKED)


def _lists() -> Lists:
    with store.read_only(store.current()) as db:
        return read_lists(_folder(), read_texts(db))


def _folder() -> Path:
    return received_for(store.build_folder())
