"""The links around every page: a phone's menu, and the foot with the texts about this site and who answers for it."""

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.own_instance import line_in_foot
from pages.parts.pieces import LEAVE, licence, publisher_line
from pages.parts.show import show
from tracker.compiled_words import word
from tracker.html import blocks, navigation
from tracker.site import site


def menu(at: Here | None, pages: list[st.Page]) -> None:
    """Shows the menu for small screens: the quick way out, the pages of the top navigation, and the way to support."""
    address = at.address if at else blocks.address
    chosen = [page for page in pages if page.visibility == "visible" or page.url_path == "find-support"]
    links = {word(page.title): address(page.url_path) for page in chosen}
    show(navigation.menu({LEAVE: site().leave.address, **links}, "Menu"))


def foot(at: Here | None, pages: list[st.Page], texts: Collection[str]) -> None:
    """Shows the foot of a page; its links keep the filters. `texts` are the addresses of the pages of words."""
    address = at.address if at else blocks.address
    links = {word(page.title): address(page.url_path) for page in pages}
    about = {page.title: links[page.title] for page in pages if page.url_path in texts}
    others = {name: href for name, href in links.items() if name not in about}
    by = Markup("Published by {}. {}").format(publisher_line(at), licence(at))
    promise = "Answerable tracks promises and what was checked, not outcomes."
    run = st.session_state["run"] = st.session_state.get("run", 0) + 1
    show(navigation.footer(run, {"About this site": about, "All pages": others}, promise, by, line_in_foot()))
