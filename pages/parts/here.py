"""What every page is handed: the database and what to show of it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypedDict
from urllib.parse import quote, urlencode, urlsplit

import duckdb
import streamlit as st

from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import choices, measures

NAME = "Answerable"


class Filters(TypedDict):
    """What narrows a question down; None for all."""

    review: str | None
    agency: str | None


@dataclass(frozen=True)
class Here:
    """The position being looked at; `review` and `agency` are None for all of them, `pages` those that are present."""

    db: duckdb.DuckDBPyConnection
    as_of: date
    is_latest: bool
    is_illustrative: bool
    review: str | None = None
    agency: str | None = None
    pages: frozenset[str] = frozenset()

    @cached_property
    def count(self) -> dict[Measure, int]:
        """How many actions each measure counts, asked once for the page."""
        return measures.counts(self.db, self.as_of, **self.filters)

    @cached_property
    def is_public(self) -> bool:
        """Whether this is the published copy: it has no owners, notes, cells and file names, so pages name none."""
        return choices.is_public(self.db)

    @cached_property
    def is_compiled(self) -> bool:
        """Whether all that is shown was compiled from published sources, so that it has words of its own."""
        return choices.is_compiled(self.db, self.as_of, **self.filters)

    @property
    def filters(self) -> Filters:
        """For a question's `rows(db, as_of, **filters)`."""
        return {"review": self.review, "agency": self.agency}

    @property
    def kept(self) -> dict[str, Any]:
        """What an address keeps from page to page: a date only where it is not the latest position."""
        return {"review": self.review, "agency": self.agency, "as_of": None if self.is_latest else self.as_of}

    @property
    def tracker(self) -> str:
        """What this tracker is called in titles and citations."""
        return f"{self.review} tracker" if self.review else NAME

    def address(self, page: str, **query: object) -> str:
        """The address of a page of ours with these filters; `query` adds to them, None takes one away."""
        return blocks.address(page, **{**self.kept, **query})

    def lasting_address(self, page: str, **query: object) -> str:
        """The same with the date written out, so that it keeps its figures after any later load."""
        return self.address(page, **{"as_of": self.as_of, **query})


def here() -> Here:
    """What the frame has settled for this run of the page; a page that shows figures runs only where there are any."""
    return st.session_state["here"]


def here_if_any() -> Here | None:
    """What the frame has settled, None where there is no database: pages of words and messages do without."""
    return st.session_state.get("here")


def origin() -> str:
    """Where this site is, as the visitor's browser reached it: https://example.org; "" outside a browser."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def same_page(**query: str | None) -> str:
    """The address of this very page; `query` adds to what it asks for, None takes something away."""
    asked_for = {**st.query_params.to_dict(), **query}
    return f"?{urlencode({name: value for name, value in asked_for.items() if value}, quote_via=quote)}"


def asked(name: str) -> str:
    """A word of the page's own address, "" where it is not there."""
    return st.query_params.get(name, "")
