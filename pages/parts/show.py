"""Puts finished HTML on the page."""

import streamlit as st
from markupsafe import Markup

from pages.parts.here import NAME, Here
from tracker.html import blocks


def show(*pieces: Markup) -> None:
    """Our own escaped HTML; anything else would not have been escaped and is refused."""
    for piece in pieces:
        if not isinstance(piece, Markup):
            raise TypeError(f"show() takes blocks made in tracker/html, not {type(piece).__name__}")
        if piece:
            st.html(str(piece))


def title(text: str) -> None:
    """The page's one heading."""
    show(blocks.title(text))


def name_tab(name: str, at: Here | None) -> None:
    """What the browser's tab, its history and a screen reader call this page."""
    st.set_page_config(page_title=f"{name} – {at.tracker if at else NAME}")


def section(text: str, anchor: str = "") -> None:
    """The heading of a part of the page; a link may lead to its `anchor`."""
    show(blocks.section(text, anchor))


def say(text: str) -> None:
    """A message that screen readers announce: what was found after a filter, or what an address got wrong."""
    show(blocks.message(text))
