"""What every page needs: the database, and the position that it shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypedDict
from urllib.parse import quote, urlencode, urlsplit

import duckdb
import streamlit as st

from tracker.html import blocks
from tracker.measure import Measure
from tracker.questions import choices, measures, recounts
from tracker.terms import LEAD_NOT_STATED

NAME = "Answerable"


class Filters(TypedDict):
    """What narrows a question down; None means all."""

    review: str | None
    agency: str | None


@dataclass(frozen=True)
class Here:
    """The position on the screen; `review` and `agency` are None for all, `pages` are the addresses of the pages.

    `record` is the number that a citation gives, if later records affect this day too: then `db` is without them.
    """

    db: duckdb.DuckDBPyConnection
    as_of: date
    is_latest: bool
    is_illustrative: bool
    review: str | None = None
    agency: str | None = None
    pages: frozenset[str] = frozenset()
    record: int | None = None

    @cached_property
    def count(self) -> dict[Measure, int]:
        """How many actions each measure counts."""
        return measures.counts(self.db, self.as_of, **self.filters)

    @property
    def has_actions(self) -> bool:
        """Whether there is any action to count."""
        return bool(self.count[Measure.ACCEPTED] + self.count[Measure.COUNTED_APART])

    @cached_property
    def is_public(self) -> bool:
        """Whether this is the published copy, which has no owners, notes, cells or file names for a page to show."""
        return choices.is_public(self.db)

    @cached_property
    def is_compiled(self) -> bool:
        """Whether everything shown was compiled from published sources, so that it has words of its own."""
        return choices.is_compiled(self.db, self.as_of, **self.filters)

    @property
    def body(self) -> str | None:
        """The one body that is shown; None for all, and for the actions whose lead agency is not stated."""
        return None if self.agency == LEAD_NOT_STATED else self.agency

    @property
    def filters(self) -> Filters:
        """The filters as a question takes them: `rows(db, as_of, **filters)`."""
        return {"review": self.review, "agency": self.agency}

    @property
    def address_filters(self) -> dict[str, Any]:
        """The filters as addresses keep them from page to page; without a date if the position is the latest."""
        as_of = None if self.is_latest else self.as_of
        return {"review": self.review, "agency": self.agency, "as_of": as_of, "record": self.record}

    @property
    def tracker(self) -> str:
        """What this tracker is called in titles and citations."""
        return f"{self.review} tracker" if self.review else NAME

    def address(self, page: str, **query: object) -> str:
        """The address of one of our pages with these filters; `query` adds to them, and None removes one."""
        return blocks.address(page, **{**self.address_filters, **query})

    def latest_address(self, page: str, **query: object) -> str:
        """The address of one of our pages at the latest position, with these filters."""
        return self.address(page, **{"as_of": None, "record": None, **query})

    def lasting_address(self, page: str, **query: object) -> str:
        """The address of one of our pages with its date, the last record of the ledger and the method written out.

        So its figures stay, whatever is recorded later, or the page says that they were counted in another way.
        """
        record = choices.last_record(self.db)
        cited = {"as_of": self.as_of, "record": record, "method": recounts.method(self.db, record)}
        return self.address(page, **{**cited, **query})


def here() -> Here:
    """The position that the frame chose for this run; a page that shows figures runs only if there is one."""
    return st.session_state["here"]


def here_if_any() -> Here | None:
    """The position that the frame chose, None without a database; pages of words and messages need none."""
    return st.session_state.get("here")


def origin() -> str:
    """The address at which the visitor's browser reached this site: https://example.org; "" outside a browser."""
    parts = urlsplit(st.context.url or "")
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


def same_page(**query: str | None) -> str:
    """The address of this very page; `query` adds to what it asks for, and None removes something."""
    return with_query(st.query_params.to_dict(), **query)


def with_query(params: Mapping[str, str], **query: str | None) -> str:
    """The query of an address with the `params`; `query` adds to it, and None removes something."""
    wanted = {**params, **query}
    return f"?{urlencode({name: value for name, value in wanted.items() if value}, quote_via=quote)}"


def address_word(name: str) -> str:
    """What the page's own address says under a name, such as `ref`; "" for nothing."""
    return st.query_params.get(name, "")
