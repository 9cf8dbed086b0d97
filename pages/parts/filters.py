"""The three filters that every page shares: review, agency and as-of date, kept in the address in plain words."""

from datetime import date

import duckdb
import streamlit as st

from pages.parts.here import Here, asked
from pages.parts.show import say
from tracker.questions import choices
from tracker.words import day

ALL_REVIEWS, ALL_AGENCIES = "All reviews", "All agencies"


def filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str]) -> Here:
    """Shows the filters and gives what they settle; a value in the address that is not known is said."""
    reviews, agencies = choices.reviews(db), choices.agencies(db)
    first = min(choices.first_received(db) or today, today)
    problems = [
        _unknown("review", reviews, "a review"),
        _unknown("agency", agencies, "an agency"),
        _bad_date(first, today),
    ]
    left, middle, right = st.columns(3)
    with left:
        # With a single review there is nothing to add up, so it is shown by its own name.
        listed = reviews if len(reviews) == 1 else [ALL_REVIEWS, *reviews]
        review = st.selectbox("Review", listed, key="review", bind="query-params")
    with middle:
        agency = st.selectbox("Agency", [ALL_AGENCIES, *agencies], key="agency", bind="query-params")
    with right:
        as_of = st.date_input(
            "Position as at", today, first, today, key="as_of", bind="query-params", format="DD/MM/YYYY"
        )
    for problem in filter(None, problems):
        say(problem)
    return Here(
        db=db,
        as_of=as_of or today,
        is_latest=(as_of or today) == today,
        is_illustrative=choices.is_illustrative(db),
        review=None if review == ALL_REVIEWS else review,
        agency=None if agency == ALL_AGENCIES else agency,
        pages=pages,
    )


def _unknown(name: str, known: list[str], called: str) -> str:
    """The address is looked at before its widget, which would drop an unknown value in silence."""
    word = asked(name)
    if not word or word in known or word in (ALL_REVIEWS, ALL_AGENCIES):
        return ""
    return f"We do not have {called} called “{word}”. Showing all of them."


def _bad_date(first: date, today: date) -> str:
    word = asked("as_of")
    if not word:
        return ""
    try:
        is_inside = first <= date.fromisoformat(word) <= today
    except ValueError:
        return f"“{word}” is not a date such as 2026-03-31. Showing the latest position."
    if is_inside:
        return ""
    return f"We can show any day from {day(first)}, the day of the first file, to today. Showing the latest position."
