"""Puts finished HTML on the page."""

import streamlit as st
from markupsafe import Markup


def show(*blocks: Markup) -> None:
    """Our own escaped HTML; anything else would not have been escaped and is refused."""
    for block in blocks:
        if not isinstance(block, Markup):
            raise TypeError(f"show() takes blocks made by tracker.blocks, not {type(block).__name__}")
        if block:
            st.html(str(block))


def say(message: str) -> None:
    """A message that screen readers announce: what was found after a filter, or what an address got wrong."""
    st.info(message)
