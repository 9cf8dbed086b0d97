"""The filters that every page shares: review, agency and as-of date, kept in the address in plain words."""

from datetime import date, datetime
from typing import Any

import duckdb
import streamlit as st

from pages.parts.here import Here, address_word
from pages.parts.show import say, show
from tracker.html import blocks, search
from tracker.questions import choices
from tracker.words import day

ALL_REVIEWS, ALL_AGENCIES = "All reviews", "All agencies"
# A page without filters does not lose them.
CHOSEN: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str], page: str) -> Here:
    """Shows the filters and gives the position that they choose; a message names what the address gets wrong."""
    reviews, agencies = choices.reviews(db), choices.agencies(db)
    first = min(choices.first_received(db) or today, today)
    wrong = [
        _unknown("review", reviews, "a review"),
        _unknown("agency", agencies, "an agency"),
        _bad_date(first, today),
    ]
    *places, last = st.columns(4 if len(reviews) > 1 else 3)
    review = None
    if len(reviews) > 1:
        with places.pop(0):
            review = st.selectbox("Review", [ALL_REVIEWS, *reviews], key="review", **CHOSEN)
    # The date is taken when the focus leaves it, and what comes next must outlive that or the focus is lost: a select
    # box does, anything in HTML would be put on the page anew.
    with places.pop(0):
        as_of = st.date_input("Position as at", today, first, today, key="as_of", format="DD/MM/YYYY", **CHOSEN)
    with places.pop(0):
        agency = st.selectbox("Agency", [ALL_AGENCIES, *agencies], key="agency", **CHOSEN)
    at = _here(db, today, pages, reviews, (review, agency, as_of))
    with last:
        search_box(at)
    for problem in _still_wrong([text for text in wrong if text], (page, review, agency, as_of)):
        say(problem)
    return at


def unseen_filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str]) -> Here:
    """The position on a page without filters: earlier choices, or what the address says, last for the next page."""
    reviews = choices.reviews(db)
    for name, known in (("review", reviews), ("agency", choices.agencies(db))):
        if address_word(name) in known:
            st.session_state.setdefault(name, address_word(name))
    if address_word("as_of") and not _bad_date(choices.first_received(db) or today, today):
        st.session_state.setdefault("as_of", date.fromisoformat(address_word("as_of")))
    review, agency, as_of = (st.session_state.get(name) for name in ("review", "agency", "as_of"))
    at = _here(db, today, pages, reviews, (review, agency, as_of))
    search_box(at)
    return at


def search_box(at: Here) -> None:
    """Shows one search box for everything; Enter opens the page of results, with the same filters."""
    show(search.search_box(blocks.address("search"), address_word("q"), at.address_filters))


def _here(
    db: duckdb.DuckDBPyConnection,
    today: date,
    pages: frozenset[str],
    reviews: list[str],
    chosen: tuple[str | None, str | None, date | None],
) -> Here:
    review, agency, as_of = chosen
    # With a single review there is nothing to add up, so it is shown by its own name.
    only_review = reviews[0] if len(reviews) == 1 else None
    return Here(
        db=db,
        as_of=as_of or today,
        is_latest=(as_of or today) == today,
        is_illustrative=choices.is_illustrative(db),
        review=only_review if review in (None, ALL_REVIEWS) else review,
        agency=None if agency == ALL_AGENCIES else agency,
        pages=pages,
    )


def _unknown(name: str, known: list[str], what: str) -> str:
    """What the address gets wrong. Its widget comes later, since it drops an unknown value in silence."""
    word = address_word(name)
    if not word or word in known or word in (ALL_REVIEWS, ALL_AGENCIES):
        return ""
    return f"We do not have {what} called “{word}”. Showing all of them."


def _bad_date(first: date, today: date) -> str:
    """What is wrong with the date in the address, "" where nothing is."""
    """What is wrong with the date in the address, "" where nothing is."""
    word = address_word("as_of")
    if not word:
        return ""
    try:
        is_inside = first <= datetime.strptime(word, "%Y-%m-%d").date() <= today
    except ValueError:
        return f"“{word}” is not a date such as 2026-03-31. Showing the latest position."
    if is_inside:
        return ""
    return f"We can show any day from {day(first)}, the day of the first file, to today. Showing the latest position."


def _still_wrong(problems: list[str], shown: tuple[object, ...]) -> list[str]:
    """What an address gets wrong, until somebody chooses again: Streamlit cleans the address within a second."""
    if problems:
        st.session_state["wrong"] = (shown, problems)
    shown_then, before = st.session_state.get("wrong", (None, []))
    return before if shown_then == shown else []
