"""The filters that every page shares: review, agency and as-of date; only the address keeps them."""

from collections.abc import Mapping
from datetime import date

import duckdb
import streamlit as st
from markupsafe import Markup

from pages.parts.here import Here, address_word
from pages.parts.paging import without_part
from pages.parts.position import NAMES, Offer, offer_on, position, wrong
from pages.parts.show import say, show
from tracker.html import blocks, search
from tracker.html.forms import Day, Select, form, side_by_side


def filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str], page: str) -> Here:
    """Shows the filters and returns the position that the address asks for; a message names what it gets wrong."""
    offer, asked = offer_on(db, today), _params()
    at = position(db, offer, pages, asked)
    show(side_by_side(filter_form(at, offer, page, st.query_params.to_dict()), search_box(at, address_word("q"))))
    if at.agency and at.agency != asked["agency"]:
        say(f"On this day “{asked['agency']}” is {at.agency}.")
    for sentence in wrong(db, offer, asked):
        say(sentence)
    return at


def unseen_filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str]) -> Here:
    """Shows only the search box; returns the position that the address asks for, so that links keep it."""
    at = position(db, offer_on(db, today), pages, _params())
    show(side_by_side(search_box(at, address_word("q"))))
    return at


def no_filters(db: duckdb.DuckDBPyConnection, today: date, pages: frozenset[str]) -> Here:
    """The latest position, whatever the address asks for; shows nothing of what there is to choose."""
    return position(db, offer_on(db, today), pages, dict.fromkeys(NAMES, ""))


def _params() -> dict[str, str]:
    return {name: address_word(name) for name in NAMES}


def filter_form(at: Here, offer: Offer, page: str, params: Mapping[str, str]) -> Markup:
    """The filters as a form; whatever else the address asks for stays in it."""
    agency = params.get("agency", "")
    fields: list[Select | Day] = [
        Day("as_of", "Position as at", at.as_of, offer.first, offer.last, usual=offer.last),
        Select("agency", "Agency", "All agencies", offer.agencies, agency),
    ]
    if len(offer.reviews) > 1:
        fields.insert(0, Select("review", "Review", "All reviews", offer.reviews, at.review or ""))
    return form(blocks.address(page), fields, without_part(params))


def search_box(at: Here, words: str) -> Markup:
    """One search box for everything; Enter opens the page of results, with the same filters."""
    return search.search_box(blocks.address("search"), words, at.address_filters)
