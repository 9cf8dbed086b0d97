"""The parts of the page Release: the texts that wait for a decision, and the form that records one."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import streamlit as st

from loaders.publishing.release import release_log, waiting_texts
from loaders.publishing.release.texts import Text, read_texts
from loaders.received.lock import alone_in
from loaders.received.places import folder_of
from pages.parts.here import Here
from pages.parts.show import say, section, show
from tracker import store
from tracker.findings import NotReadable
from tracker.html import blocks
from tracker.words import day, plural

MAY, MAY_NOT = "They may be public", "They may not be public"
HEADINGS = ("Mark", "Text", "Where it stands", "Looks like")


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
        marks = st.multiselect("Marks of the texts", sorted(waiting_texts.mark(text.text) for text in texts))
        word = st.radio("Your word", (MAY, MAY_NOT))
        by = st.text_input("Your post", placeholder="Head of scrutiny")
        is_sent = st.form_submit_button("Record")
    if is_sent:
        _record(marks, word == MAY, by.strip(), str(at.as_of))


def _record(marks: Sequence[str], is_public: bool, by: str, on: str) -> None:
    if not marks or not by:
        say("Nothing was recorded. Choose at least one text, and say which post decides.")
        return
    texts = [text.text for text in _choices() if waiting_texts.mark(text.text) in marks]
    try:
        with alone_in(_folder()):
            release_log.add(_folder(), texts, is_public, by, on)
    except (NotReadable, OSError) as error:
        say(f"Nothing was recorded. {error}")
    else:
        done = "released" if is_public else "withdrawn"
        say(f"{plural(len(texts), 'text')} {done} by {by} on {day(date.fromisoformat(on))}.")


def show_texts() -> None:
    """Shows the texts that look like personal data, then those that nobody released, then every decision so far."""
    texts = _texts()
    _section("Look like personal data", waiting_texts.to_confirm(_folder(), texts), "No public text looks like that.")
    _section("Not released", waiting_texts.not_released(_folder(), texts), "Every text is released.")
    section("Decided one by one")
    rows = [
        (date.fromisoformat(row.on), row.by, "May be public" if row.is_public else "May not be public", row.text)
        for row in reversed(release_log.read(_folder()))
    ]
    table = blocks.table("The latest first", ("On", "By", "Word", "Text"), rows)
    show(table if rows else blocks.lead("", "No text was decided by itself yet."))


def _section(heading: str, texts: Sequence[Text], empty: str) -> None:
    section(heading)
    lines = [
        (waiting_texts.mark(one.text), one.text, _place(one), waiting_texts.looks_like(one.text) or "Nothing")
        for one in texts
    ]
    table = blocks.table(plural(len(texts), "text"), HEADINGS, lines)
    show(table if texts else blocks.lead("", empty))


def _place(text: Text) -> str:
    return f"{text.column}, {text.sender} {text.ref}".strip()


def _choices() -> list[Text]:
    """The texts on the page, each once."""
    texts, folder = _texts(), _folder()
    decided = {row.text for row in release_log.read(folder)}
    choices = [*waiting_texts.to_confirm(folder, texts), *waiting_texts.not_released(folder, texts)]
    choices += [text for text in texts if text.text in decided]
    return list({text.text: text for text in choices}.values())


def _texts() -> list[Text]:
    with store.read_only(store.current()) as db:
        return read_texts(db)


def _folder() -> Path:
    return folder_of(store.build_folder())
