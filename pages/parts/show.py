"""Puts finished HTML on the page."""

from collections.abc import Callable, Iterable

import streamlit as st
from markupsafe import Markup
from streamlit.elements.lib.layout_utils import LayoutConfig
from streamlit.proto.Html_pb2 import Html

from pages.parts.here import NAME, Here
from tracker.html import blocks

Piece = Markup | Callable[[], None]  # a block of tracker/html, or a function that shows what is no HTML
SIZE = LayoutConfig(width="stretch")


def show(*pieces: Piece) -> None:
    """Shows blocks of tracker/html. Raises TypeError for other text, since nothing has escaped it."""
    show_each(pieces)


def show_each(pieces: Iterable[Piece]) -> None:
    """Shows pieces as they come: blocks that follow each other as one element, since each costs the server the same."""
    gathered: list[Markup] = []
    for piece in pieces:
        if isinstance(piece, Markup):
            gathered += [piece] if piece else []
        elif callable(piece):
            _send(gathered)
            gathered = []
            piece()
        else:
            raise TypeError(f"show() takes blocks made in tracker/html, not {type(piece).__name__}")
    _send(gathered)


def _send(pieces: list[Markup]) -> None:
    """Sends what `st.html` would, which first looks through the HTML for indents, styles and the name of a file."""
    if pieces:
        st._main._enqueue("html", Html(body=str(blocks.together(pieces))), SIZE)


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
