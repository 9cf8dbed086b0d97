"""The foot of each printed sheet: the address of the page and the day that it shows."""

import streamlit as st

from pages.parts.here import Here, origin
from tracker.html import blocks
from tracker.words import day


def sheet_foot(at: Here | None, page: str) -> None:
    """Tells the browser what to print below the page with this address, so that a single sheet says what it shows."""
    query = st.query_params.to_dict()
    if at:
        query |= {**at.address_filters, "as_of": str(at.as_of)}
    sentences = [f"Position as at {day(at.as_of)}."] if at else []
    words = " ".join([*sentences, origin() + blocks.address(page, **query)])
    st.html(f'<style>@page {{ @bottom-left {{ content: "{in_style(words)}"; }} }}</style>')


def in_style(text: str) -> str:
    """A text as a CSS string can hold it: whatever could end the string is written as a number."""
    return "".join(letter if letter.isascii() and letter.isalnum() else f"\\{ord(letter):x} " for letter in text)
