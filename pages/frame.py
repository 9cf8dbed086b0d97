"""The frame round every page: navigation, filters, banners and footer. The only place that asks for today's date."""

from datetime import date
from pathlib import Path

import streamlit as st

from pages.parts.filters import filters
from pages.parts.here import Here
from pages.parts.show import say, show, title
from tracker import blocks, store
from tracker.questions import choices
from tracker.words import day

PAGES = Path(__file__).parent
ILLUSTRATIVE = "Every place, body, review and number here is invented to show how the tracker works."


def pages() -> list[st.Page]:
    """The screens that are present, in the order of their numbers; a copy without a folder has no such pages."""
    files = sorted([*PAGES.glob("public/[0-9]*.py"), *PAGES.glob("staff/[0-9]*.py")], key=lambda file: file.name)
    return [_page(file, is_first=file is files[0]) for file in files]


def _page(file: Path, is_first: bool) -> st.Page:
    name = file.stem.partition("_")[2]
    title = name.replace("_", " ").capitalize()
    return st.Page(file, title=title, url_path=name.replace("_", "-"), default=is_first)


def banners(here: Here) -> None:
    """What must be seen before anything else: invented data, and a position that is not the latest."""
    if here.is_illustrative:
        show(blocks.banner(ILLUSTRATIVE, title="Illustrative data.", kind="illustrative"))
    for note in choices.notes(here.db, here.as_of):
        show(blocks.banner(note))
    if not here.is_latest:
        text = f"This is the position as at {day(here.as_of)}, as it was known then."
        latest = blocks.link("Go to the latest position", blocks.address("", review=here.review, agency=here.agency))
        show(blocks.banner(text, kind="past", more=latest))


def foot(here: Here, listed: list[st.Page]) -> None:
    """The same links as the navigation, which a phone folds away."""
    links = {page.title: here.address(page.url_path) for page in listed}
    show(blocks.footer(links, label="All pages", note="Answerable tracks promises and what was checked, not outcomes."))


def run() -> None:
    """Settles what is shown, then runs the page that was asked for."""
    st.set_page_config(layout="wide")
    st.logo(PAGES / "static" / "logo.svg", size="large")
    st.html(f"<style>{(PAGES / 'parts' / 'style.css').read_text(encoding='utf-8')}</style>")
    listed = pages()
    chosen = st.navigation(listed, position="top")
    try:
        db = store.connect(store.current())
    except store.NoDatabase as error:
        title("There is nothing to show")
        st.text(str(error))
        return
    here = filters(db, date.today(), frozenset(page.url_path for page in listed))
    st.session_state["here"] = here
    banners(here)
    try:
        chosen.run()
    except store.DatabaseError:
        store.connect.cache_clear()  # a damaged file must not be asked again
        say("This page did not load. Nothing has been lost. Load the files again (make run), then reload this page.")
    foot(here, listed)


run()
