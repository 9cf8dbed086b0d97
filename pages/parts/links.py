"""The links around every page: a phone's menu, and the foot with the texts about this site and who answers for it."""

from collections.abc import Collection

import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here
from pages.parts.pieces import LEAVE, licence, publisher_line
from pages.parts.show import show
from pages.parts.visitor_access import line_in_foot
from tracker.cache import cached
from tracker.compiled_words import word
from tracker.html import blocks, navigation
from tracker.site import site


def menu(at: Here | None, pages: list[st.Page]) -> None:
    """Shows the menu for small screens: the quick way out, the pages of the top navigation, and the way to support."""
    chosen = [page for page in pages if page.visibility == "visible" or page.url_path == "find-support"]
    show(_menu(at, _named(chosen), site().leave.address))


def foot(at: Here | None, pages: list[st.Page], texts: Collection[str]) -> None:
    """Shows the foot of a page; its links keep the filters. `texts` are the addresses of the pages of words."""
    about = [page for page in pages if page.url_path in texts]
    others = [page for page in pages if page.url_path not in texts]
    by = Markup("Published by {}. {}").format(publisher_line(at), licence(at))
    promise = "Answerable tracks promises and what was checked, not outcomes."
    run = st.session_state["run"] = st.session_state.get("run", 0) + 1
    show(navigation.footer(run, _lists(at, _named(about), _named(others)), promise, by, line_in_foot()))


def _named(pages: list[st.Page]) -> tuple[tuple[str, str], ...]:
    """The words and the address of each page."""
    return tuple((word(page.title), page.url_path) for page in pages)


@cached
def _menu(at: Here | None, pages: tuple[tuple[str, str], ...], way_out: str) -> Markup:
    return navigation.menu({LEAVE: way_out, **_links(at, pages)}, "Menu")


@cached
def _lists(at: Here | None, about: tuple[tuple[str, str], ...], others: tuple[tuple[str, str], ...]) -> Markup:
    lists = {"About this site": about, "All pages": others}
    return Markup("").join(navigation.links(_links(at, pages), label) for label, pages in lists.items())


def _links(at: Here | None, pages: tuple[tuple[str, str], ...]) -> dict[str, str]:
    address = at.address if at else blocks.address
    return {name: address(page) for name, page in pages}
