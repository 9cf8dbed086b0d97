"""The position that an address asks for in plain words: review, agency, as-of date, and the record of a citation."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import duckdb

from pages.parts.citation_address import cited_record, wrong_record
from pages.parts.here import Here
from tracker import day_tables, store
from tracker.questions import choices, former_names
from tracker.terms import REVIEW_NOT_STATED
from tracker.typed_day import typed_day
from tracker.words import day

NAMES = ("review", "agency", "as_of", "record", "method")  # what an address may say about the position


class Offer(NamedTuple):
    """What can be chosen on a day; the dates to choose from are `first` to `last`."""

    reviews: list[str]
    agencies: list[str]
    first: date
    last: date


def offer_on(db: duckdb.DuckDBPyConnection, today: date) -> Offer:
    """What can be chosen today."""
    first = min(choices.first_received(db) or today, today)
    return Offer(choices.reviews(db), choices.agencies(db), first, today)


def position(db: duckdb.DuckDBPyConnection, offer: Offer, pages: frozenset[str], params: Mapping[str, str]) -> Here:
    """The position that `params` name: what the address says under each of NAMES, "" for nothing.

    What cannot be chosen counts as not asked for.
    """
    as_of = offer.last if wrong_date(offer, params["as_of"]) else typed_day(params["as_of"]) or offer.last
    record = cited_record(db, as_of, params["record"])
    # With a single review there is nothing to add up, so it is shown by its own name.
    only_review = offer.reviews[0] if len(offer.reviews) == 1 and offer.reviews != [REVIEW_NOT_STATED] else None
    agency, is_latest = params["agency"], as_of == offer.last and not record
    if is_latest:
        day_tables.prepare(db, as_of)
    return Here(
        db=store.connect_current(record) if record else db,
        as_of=as_of,
        is_latest=is_latest,
        is_illustrative=choices.is_illustrative(db),
        review=params["review"] if params["review"] in offer.reviews else only_review,
        agency=former_names.name_on(db, as_of, agency) if agency in offer.agencies else None,
        pages=pages,
        record=record,
    )


def wrong(db: duckdb.DuckDBPyConnection, offer: Offer, params: Mapping[str, str]) -> list[str]:
    """A sentence about each thing that the address gets wrong."""
    sentences = [
        _unknown(params["review"], offer.reviews, "a review"),
        _unknown(params["agency"], offer.agencies, "an agency"),
        wrong_date(offer, params["as_of"]),
        wrong_record(db, params["record"]),
    ]
    return [sentence for sentence in sentences if sentence]


def _unknown(word: str, known: list[str], what: str) -> str:
    return f"We do not have {what} called “{word}”. Showing all of them." if word and word not in known else ""


def wrong_date(offer: Offer, word: str) -> str:
    """What is wrong with the as-of date in the address, "" if nothing is."""
    on = typed_day(word)
    if not word or (on and offer.first <= on <= offer.last):
        return ""
    if not on:
        return f"“{word}” is not a date such as 2026-03-31. Showing the latest position."
    span = f"from {day(offer.first)}, the day of the first file, to today"
    return f"We can show any day {span}. Showing the latest position."
