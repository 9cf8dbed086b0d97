"""The date to compare a position with, which is in the address."""

from datetime import date, timedelta

import streamlit as st

from pages.parts.here import Here, address_word, same_page
from pages.parts.paging import without_part
from pages.parts.show import say, show
from tracker.html import blocks
from tracker.html.forms import Day, form
from tracker.questions import choices, resolutions
from tracker.typed_day import typed_day
from tracker.words import day

SINCE = "since"
WEEK = timedelta(days=7)


def since(at: Here, page: str, before: timedelta = choices.USUAL) -> date:
    """Shows the date to compare with and returns it; a message says if the one in the address cannot be used.

    If the address names none, it is earlier than the position by `before`.
    """
    first, usual, word = _first(at), choices.usual_since(at.db, at.as_of, before), address_word(SINCE)
    is_usable = _is_between(word, first, at.as_of)
    chosen = date.fromisoformat(word) if is_usable else usual
    field = Day(SINCE, "Compare with the position as at", chosen, first, at.as_of, usual)
    show(form(blocks.address(page), [field], without_part(st.query_params.to_dict()), "Compare", _ways(at, first)))
    if word and not is_usable:
        span = f"from {day(first)} to {day(at.as_of)}"
        say(f"“{word}” is not a date {span} such as 2026-03-31. Comparing with {day(usual)}.")
    return chosen


def _ways(at: Here, first: date) -> dict[str, str]:
    """Links to the days that people ask for most, if anything was known by then."""
    before = "ago" if at.is_latest else "before"
    days = {f"A week {before}": at.as_of - WEEK, f"A month {before}": _month_before(at.as_of)}
    if met := resolutions.last_meeting(at.db, at.as_of, at.review):
        days[f"Since the last meeting, {day(met)}"] = met
    return {name: same_page(since=str(on), part=None) for name, on in days.items() if on >= first}


def _month_before(on: date) -> date:
    """The same day of the month before, or that month's last day."""
    last = on.replace(day=1) - timedelta(days=1)
    return last.replace(day=min(on.day, last.day))


def _first(at: Here) -> date:
    return min(choices.first_received(at.db) or at.as_of, at.as_of)


def _is_between(word: str, first: date, last: date) -> bool:
    on = typed_day(word)
    return on is not None and first <= on <= last
