"""The frame around every page: navigation, search, filters, banners and foot."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from pages.parts import page_files
from pages.parts.banners import banners
from pages.parts.error_page import busy, did_not_load, nothing_yet
from pages.parts.fair_queue import Full, Overtaken
from pages.parts.filters import filters, no_filters, unseen_filters
from pages.parts.here import Here
from pages.parts.links import foot, menu
from pages.parts.page_list import is_in_place_of_another, pages, texts
from pages.parts.paper import sheet_foot
from pages.parts.pieces import leave
from pages.parts.show import name_tab, say, show
from pages.parts.today import london_day
from pages.parts.turns import turn_for_page
from pages.parts.visitor_access import do_people_sign_in, sees_one_sender
from tracker import compiled_words, store
from tracker.compiled_words import word

NO_PAGE = "There is no page{} at this address, so you see “{}”."


def position(chosen: st.Page, every: list[st.Page], is_calm: bool) -> Here:
    """The position that the filters choose; a calm page has none and keeps earlier choices. Raises NoDatabase."""
    db = store.connect_current()
    today = london_day()
    addresses = frozenset(page.url_path for page in every)
    if sees_one_sender():
        return no_filters(db, today, addresses)
    return unseen_filters(db, today, addresses) if is_calm else filters(db, today, addresses, chosen.url_path)


def run() -> None:
    """Waits for this visitor's turn, then shows the page in the address."""
    try:
        with turn_for_page():  # first of all, so that a flood of requests does not get a menu each time
            draw(*top())
    except Full:
        _, every, _ = top()
        busy()
        foot(None, every, texts())
    except Overtaken:
        return  # nobody is looking at this run any more


def top() -> tuple[st.Page, list[st.Page], DeltaGenerator]:
    """Shows the top of every page; returns the page in the address, all pages, and the place of the menu."""
    st.set_page_config(layout="wide", page_icon=str(page_files.PAGES / "static" / "mark.svg"))
    st.logo(page_files.PAGES / "static" / "logo.svg", size="large")
    every = pages()
    if not every:  # the connection names nobody, which cannot happen to somebody who is signed in
        say("You are not signed in. Load this page again.")
        st.stop()
    chosen = st.navigation(every, position="top")
    place_of_menu = st.container()
    show(leave(None))
    return chosen, every, place_of_menu


def draw(chosen: st.Page, every: list[st.Page], place_of_menu: DeltaGenerator) -> None:
    """Shows a page with everything around it."""
    text = texts().get(chosen.url_path)
    is_calm = sees_one_sender() or (text is not None and not page_files.asks_for_figures(text))
    at, why = None, ""
    st.session_state.pop("here", None)
    compiled_words.use(False)
    try:
        at = st.session_state["here"] = position(chosen, every, is_calm)
        compiled_words.use(at.is_compiled)
    except store.NoDatabase as error:
        why = str(error)
    name_tab(word(chosen.title), at)
    sheet_foot(None if is_calm else at, chosen.url_path)
    with place_of_menu:
        menu(at, every)
    if is_in_place_of_another(chosen):
        say(NO_PAGE.format(" for your role" if do_people_sign_in() else "", word(chosen.title)))
    if at or text:
        _run(chosen, at, is_calm)
    else:
        nothing_yet(why)
    foot(at, every, texts())


def _run(chosen: st.Page, at: Here | None, is_calm: bool) -> None:
    try:
        if at:
            for banner in banners(at, is_calm, st.query_params.to_dict()):
                show(banner)  # each on its own: one of them stays in sight, along the whole page
        with st.spinner("Counting the actions of this position …"):  # shown only if it takes a while
            chosen.run()
    except store.DatabaseError:
        store.connect.cache_clear()  # or a damaged file would be queried again
        did_not_load()


run()
