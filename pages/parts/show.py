"""Puts finished HTML on the page."""

import streamlit as st
from markupsafe import Markup

from pages.parts.here import NAME, Here
from tracker.html import blocks


def show(*pieces: Markup) -> None:
    """Shows blocks of tracker/html. Raises TypeError for anything else, since nothing has escaped it."""
    for piece in pieces:
        if not isinstance(piece, Markup):
            raise TypeError(f"show() takes blocks made in tracker/html, not {type(piece).__name__}")
        if piece:
            st.html(str(piece))


def title(text: str) -> None:
    """Shows the one heading of the page."""
    show(blocks.title(text))


def name_tab(name: str, at: Here | None) -> None:
    """Names the page for the browser's tab, its history and screen readers."""
    st.set_page_config(page_title=f"{name} – {at.tracker if at else NAME}")


def section(text: str, anchor: str = "") -> None:
    """Shows the heading of a part of the page; a link may lead to its `anchor`."""
    show(blocks.section(text, anchor))


def say(text: str) -> None:
    """Shows a message that screen readers announce, such as the number of results or what an address gets wrong."""
    show(blocks.message(text))
