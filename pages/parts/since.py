"""The date with which a position is compared; it stands in the address."""

from datetime import date, timedelta

import streamlit as st

from pages.parts.here import Here, address_word
from pages.parts.show import say
from tracker.questions import choices
from tracker.words import day

USUAL = timedelta(days=30)  # before the position, where the address names no date


def since(at: Here) -> date:
    """Shows the date to compare with and gives it; a message says when the one in the address cannot be used."""
    first, usual, word = _first(at), usual_since(at), address_word("since")
    chosen = st.date_input(
        "Compare with the position as at", usual, first, at.as_of, key="since", bind="query-params", format="DD/MM/YYYY"
    )
    if word and not _is_between(word, first, at.as_of):
        span = f"from {day(first)} to {day(at.as_of)}"
        say(f"“{word}” is not a date {span} such as 2026-03-31. Comparing with {day(usual)}.")
    return chosen or usual


def usual_since(at: Here) -> date:
    """Thirty days before the position, or the day of the first file where that is later."""
    return max(_first(at), at.as_of - USUAL)


def _first(at: Here) -> date:
    return min(choices.first_received(at.db) or at.as_of, at.as_of)


def _is_between(word: str, first: date, last: date) -> bool:
    try:
        return first <= date.fromisoformat(word) <= last
    except ValueError:
        return False
