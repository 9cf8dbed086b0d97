"""The parts of the page Release: the texts that wait for a decision, and the form that records one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Text, read_texts
from loaders.received.actor import Actor
from loaders.received.places import folder_of
from pages.parts.here import Here
from pages.parts.show import say, section, show
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import day, plural

MAY, MAY_NOT = "They may be public", "They may not be public"
HEADINGS = ("Mark", "Text", "Where it stands", "In the sheet", "Looks like")


def decide(at: Here) -> None:
    """Shows the form: which texts, by their marks, and who decides. It holds no text, since labels read Markdown."""
    show(blocks.lead("", "Read the texts below. Choose them by their marks, and say which post decides, never a name."))
    if not at.is_latest:
        show(blocks.lead("", "A release is recorded under today’s date: go to the latest position first."))
        return
    if not (texts := _choices()):
        show(blocks.lead("", "There is no text to decide on."))
        return
    with st.form("release", clear_on_submit=True):
        marks = st.multiselect("Marks of the texts", _marks(texts))
        word = st.radio("Your word", (MAY, MAY_NOT))
        by = st.text_input("Your post", placeholder="Head of scrutiny")
        is_sent = st.form_submit_button("Record")
    if is_sent:
        _record(marks, word == MAY, by.strip(), str(at.as_of))


def _record(marks: Sequence[str], is_public: bool, by: str, on: str) -> None:
    if not marks or not by:
        say("Nothing was recorded. Choose at least one text, and say which post decides.")
        return
    keys = {text.key for text in _choices() if waiting_texts.mark(text.key) in marks}
    keys |= {text.key for group in _groups() if group.mark in marks for text in group.texts}
    try:
        release_log.add(_folder(), sorted(keys), is_public, Actor(by), on)
    except (NotReadable, OSError) as error:
        say(f"Nothing was recorded. {error}")
    else:
        done = "released" if is_public else "withdrawn"
        say(f"{plural(len(keys), 'text')} {done} by {Actor(by)} on {day(date.fromisoformat(on))}.")


def show_texts() -> None:
    """Shows the texts that look like personal data, those that nobody released, and every decision so far."""
    found = waiting_texts.waiting(_folder(), _texts())
    _section("Look like personal data", found.to_look_at, "No public text looks like personal data.")
    _section("Not released", found.not_released, "Every text is released.")
    _show_groups()
    if found.to_confirm:
        _section("Released by the words alone", found.to_confirm, "")
        show(blocks.lead("", "Such a release holds where the words stood on its day. Record each again to confirm it."))
    section("Decided one by one")
    rows = [
        (
            date.fromisoformat(row.on),
            str(row.actor),
            "May be public" if row.is_public else "May not be public",
            row.text,
            _where(row),
        )
        for row in reversed(release_log.read(_folder()))
    ]
    table = blocks.table("The latest first", ("On", "By", "Word", "Text", "Where"), rows)
    show(table if rows else blocks.lead("", "No decision on a single text has been made yet."))


def _section(heading: str, texts: Sequence[Text], empty: str) -> None:
    section(heading)
    lines = [
        (
            waiting_texts.mark(one.key),
            one.text,
            ", ".join(filter(None, (one.column, f"{one.sender} {one.ref}".strip()))),
            waiting_texts.why_not_seen(one) or "Seen",
            waiting_texts.looks_like(one.text) or "Nothing",
        )
        for one in texts
    ]
    table = blocks.table(plural(len(texts), "text"), HEADINGS, lines)
    show(table if texts else blocks.lead("", empty))


def _show_groups() -> None:
    """The texts that no decision covers, since nobody sees them: a filter that was left on hides hundreds."""
    lines = [(one.mark, one.sender, one.why, len(one.texts)) for one in _groups()]
    if lines:
        section("Groups of them")
        show(
            blocks.table("To record all of one at once", ("Mark", "Sender", "In the sheet", "Texts"), lines, ("Texts",))
        )


def _where(release: release_log.Release) -> str:
    if release.column:
        return f"{release.column}, {release.sender}"
    return "Where it stood on that day" if release.version == release_log.OF_A_TEXT else "Everywhere: a name"


def _marks(texts: Sequence[Text]) -> list[str]:
    return [*(group.mark for group in _groups()), *sorted(waiting_texts.mark(text.key) for text in texts)]


def _groups() -> list[waiting_texts.Group]:
    return waiting_texts.groups(waiting_texts.waiting(_folder(), _texts()).not_released)


def _choices() -> list[Text]:
    """The texts on the page, each once."""
    texts, folder = _texts(), _folder()
    decided = release_log.last_words(release_log.read(folder), texts)
    found = waiting_texts.waiting(folder, texts)
    choices = [*found.to_look_at, *found.not_released, *found.to_confirm]
    choices += [text for text in texts if text.key in decided]
    return list({text.key: text for text in choices}.values())


def _texts() -> list[Text]:
    with store.read_only(store.current()) as db:
        return read_texts(db)


def _folder() -> Path:
    return folder_of(store.build_folder())
