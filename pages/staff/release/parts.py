"""The parts of the page Release: a tick box beside each text, and the form for who decides on them and why."""

from collections.abc import Sequence

import streamlit as st
from markupsafe import Markup

from loaders.publishing.release.texts import Text
from pages.parts.here import Here, address_word
from pages.parts.paging import A_PAGE, ASKED, PART, TICKED, Part, part, steps
from pages.parts.show import say, section, show
from pages.staff.form_messages import messages_at
from pages.staff.release import work as release_work
from pages.staff.release.columns import FEW, show_columns
from pages.staff.release.forms import COLUMNS, DECIDED, LIST, PAGE, PRIVATE, RELEASE, decision_form
from pages.staff.release.lists import EXPLAINED, Lists, TextLine, group_ticks, ticks
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.html.ticks import Names, Tick, tick_form
from tracker.words import plural

Group = tuple[str, Sequence[Tick]]
BUTTONS = {RELEASE: "Release the ticked texts", PRIVATE: "Keep the ticked texts private"}


def release(at: Here) -> None:
    """Shows the waiting texts or the decided ones, as the address asks, and the form to decide on ticked texts."""
    for sentence in messages_at(address_word("said")):
        say(sentence)
    try:
        if address_word(LIST) == COLUMNS:
            show_columns(at)
        else:
            _show_texts(at, release_work.lists())
    except (NotReadable, OSError) as error:
        say(f"No text can be released now. {error}")


def _show_texts(at: Here, lists: Lists) -> None:
    if address_word(ASKED) in BUTTONS and at.is_latest:
        _show_decision(at, lists)
    if address_word(LIST) == DECIDED:
        show(blocks.trail(blocks.link("Texts that wait", at.address(PAGE)), "Decided one by one"))
        _show_decided(at, lists.decided)
    else:
        _show_waiting(at, lists)


def _show_waiting(at: Here, lists: Lists) -> None:
    count = len(lists.waiting)
    waiting = "No text waits" if not count else f"{plural(count, 'text waits', 'texts wait')}"
    show(blocks.lead(f"{waiting} for a decision.", "No text of the files received is published unless it is released."))
    show(blocks.trail(blocks.link("Decide on whole columns", at.address(PAGE, **{LIST: COLUMNS}))))
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


def _show_decided(at: Here, decided: Sequence[TextLine]) -> None:
    if not decided:
        show(blocks.lead("No decision on a single text has been made yet."))
        return
    shown = part(len(decided))
    section(f"{plural(len(decided), 'text')}, the last decision first{shown.words}")
    _show_form(at, [*ticks(shown.cut(decided))], shown, {LIST: DECIDED})


def _show_form(at: Here, groups: Sequence[Group], shown: Part, hidden: dict[str, str]) -> None:
    """Shows the texts, with tick boxes where a decision can be recorded."""
    if why_not := _no_boxes(at, shown):
        show(blocks.lead("", why_not))
        texts = (
            (tick.text, Markup(" · ").join(map(blocks.as_html, tick.notes))) for _, those in groups for tick in those
        )
        show(blocks.bullets(blocks.under(*text) for text in texts))
    else:
        place = {PART: str(shown.page)} if shown.page and shown.page > 1 else {}
        filters = {name: str(value) for name, value in at.address_filters.items() if value}
        names, action = Names(TICKED, ASKED), blocks.address(PAGE)
        show(tick_form(action, groups, names, BUTTONS, _ticked(), {**filters, **hidden, **place}))
    show(steps(shown))


def _no_boxes(at: Here, shown: Part) -> str:
    """Why nothing can be ticked, else "": an address, for one, has no room for the ticks of a whole long list."""
    if not at.is_latest:
        return "A release is recorded under today’s date: go to the latest position first."
    if shown.page is None and shown.of > A_PAGE:
        return f"This is the whole list, for a search in it. To tick texts, show {A_PAGE} on a page."
    return ""


def _show_decision(at: Here, lists: Lists) -> None:
    """Shows the ticked texts and asks who decides on them and why."""
    decision, texts = address_word(ASKED), lists.texts(_ticked())
    if not texts:
        say("Nothing was recorded: no text that stands here is ticked. Tick one or more, then press the button again.")
        return
    _show_chosen(texts, decision == RELEASE)
    show(decision_form(_ticked(), decision, len(texts)))
    show(blocks.trail(blocks.link("Record nothing", at.address(PAGE))))


def _show_chosen(texts: Sequence[Text], is_public: bool) -> None:
    section(f"{'Release' if is_public else 'Keep private'}: {plural(len(texts), 'text')}")
    read = blocks.bullets(blocks.under(text.text, f"{text.sender} {text.ref}".strip()) for text in texts)
    show(read if len(texts) <= FEW else blocks.details(f"Read all {len(texts):,} texts", read))


def _ticked() -> list[str]:
    return st.query_params.get_all(TICKED)
