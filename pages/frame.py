"""The frame round every page: navigation, search, filters, banners and foot. The only place that asks for today."""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import streamlit as st

from pages.parts.filters import filters, unseen_filters
from pages.parts.here import Here, same_page
from pages.parts.links import foot, menu
from pages.parts.show import name_tab, show
from pages.parts.texts import asks_for_figures, text_page
from pages.parts.trouble import did_not_load, nothing_yet
from tracker import compiled_words, store
from tracker.compiled_words import word
from tracker.html import blocks
from tracker.questions import choices
from tracker.words import day

PAGES = Path(__file__).parent
LONDON = ZoneInfo("Europe/London")  # a day begins and ends there, wherever this runs
ILLUSTRATIVE = "Every place, body, review and number here is invented to show how the tracker works."
# Where a page gives the numbers of helplines, nobody may take those for invented.
INVENTED = "The agencies, reviews and figures on this site are invented. The helplines on “Find support” are real."
BY_LINK = {"actions", "search"}  # reached from every figure and from the search box; the top has no room for all


def pages() -> list[st.Page]:
    """The screens in the order of their numbers, then the pages of words; a published copy has no staff folder."""
    files = sorted([*PAGES.glob("public/[0-9]*.py"), *PAGES.glob("staff/[0-9]*.py")], key=lambda file: file.name)
    screens = [_page(file, file, is_first=file is files[0]) for file in files]
    return screens + [_page(file, partial(text_page, file)) for file in texts().values()]


def texts() -> dict[str, Path]:
    """The pages of words, each by its address."""
    return {_address(file): file for file in sorted(PAGES.glob("public/about/[0-9]*.md"))}


def _page(file: Path, source: Path | Callable[[], None], is_first: bool = False) -> st.Page:
    address = _address(file)
    is_at_top = file.suffix == ".py" and address not in BY_LINK
    return st.Page(
        source,
        title=address.replace("-", " ").capitalize(),
        url_path=address,
        default=is_first,
        visibility="visible" if is_at_top else "hidden",
    )


def _address(file: Path) -> str:
    return file.stem.partition("_")[2].replace("_", "-")


def position(chosen: st.Page, every: list[st.Page], is_calm: bool) -> Here:
    """The position that the filters choose; a calm page shows none, so earlier choices count. Raises NoDatabase."""
    db = store.connect(store.current())
    today = datetime.now(LONDON).date()
    addresses = frozenset(page.url_path for page in every)
    return unseen_filters(db, today, addresses) if is_calm else filters(db, today, addresses, chosen.url_path)


def banners(at: Here, is_calm: bool) -> None:
    """Shows what must be read first: that data is invented, how to read it, that the position is not the latest."""
    if at.is_illustrative:
        show(blocks.banner(INVENTED if is_calm else ILLUSTRATIVE, title="Illustrative data.", kind="illustrative"))
    if is_calm:
        return
    for note in choices.notes(at.db, at.as_of):
        show(blocks.banner(note))
    if not at.is_latest:
        text = f"This is the position as at {day(at.as_of)}, as it was known then."
        latest = blocks.link("Go to the latest position", same_page(as_of=None))
        show(blocks.banner(text, kind="past", more=latest))


def run() -> None:
    """Chooses the position, then runs the page in the address."""
    st.set_page_config(layout="wide", page_icon=str(PAGES / "static" / "mark.svg"))
    st.logo(PAGES / "static" / "logo.svg", size="large")
    st.html(f"<style>{(PAGES / 'parts' / 'style.css').read_text(encoding='utf-8')}</style>")
    every = pages()
    chosen = st.navigation(every, position="top")
    text = texts().get(chosen.url_path)
    is_calm = text is not None and not asks_for_figures(text)
    place_of_menu = st.container()
    at, why = None, ""
    st.session_state.pop("here", None)
    compiled_words.use(False)
    try:
        at = st.session_state["here"] = position(chosen, every, is_calm)
        compiled_words.use(at.is_compiled)
    except store.NoDatabase as error:
        why = str(error)
    name_tab(word(chosen.title), at)
    with place_of_menu:
        menu(at, every)
    if at:
        banners(at, is_calm)
    if at or text:
        _run(chosen)
    else:
        nothing_yet(why)
    foot(at, every, texts())


def _run(chosen: st.Page) -> None:
    try:
        with st.spinner("Counting the actions of this position …"):  # shown only where it takes a while
            chosen.run()
    except store.DatabaseError:
        store.connect.cache_clear()  # a damaged file must not be asked again
        did_not_load()


run()
