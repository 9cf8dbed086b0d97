"""A line for each review: the figures of a plain recount, and on the overview where there are several."""

from collections import defaultdict
from datetime import date
from html import escape

import pytest
from returns import HEADINGS
from screen import heading, html_of, open_page, rows_shown, words

from tracker.html.links import address
from tracker.measure import Measure
from tracker.questions import actions, by_review
from tracker.questions.lateness import Lateness

TITLE = "All reviews: where they stand"


@pytest.mark.parametrize("as_of", [date(2024, 12, 31), date(2026, 3, 31)])
def test_each_review_counts_what_a_recount_finds(public_record, as_of):
    by_name = defaultdict(list)
    for action in actions.rows(public_record.db, as_of):
        by_name[action.review].append(action)
    found = {row.review: row for row in by_review.rows(public_record.db, as_of) if row.actions}
    assert len(found) > 1 and set(found) == set(by_name)
    for name, its in by_name.items():
        row, accepted = found[name], [one for one in its if one.is_accepted]
        assert row.lateness == Lateness.of(its)
        assert (row.actions, row.verified) == (len(its), sum(one.is_verified for one in accepted))
        assert row.reported_complete == sum(one.is_complete and not one.is_verified for one in accepted)
        assert row.moved == sum(one.days_moved > 0 for one in its)
        assert row.last_returned_on == max(one.last_received_on for one in its)


def test_a_review_that_no_action_answers_has_its_line_and_no_figures(collection, monkeypatch):
    collection.plan(
        "2026-03-01", HEADINGS.replace("Owner | First | ", "") + "A1 | 1 | Mend | d:2026-01-01 | | In progress | |"
    )
    collection.layout("other", (collection.layouts / "committee.toml").read_text().replace("Harbour", "Quay"))
    collection.register(
        "2026-03-01", "Rec | Recommendation | Agency | Response\n1 | Mend it | Department of Transport | "
    )
    (collection.received / "committee").rename(collection.received / "other")
    db = collection.load()
    harbour, quay = by_review.rows(db, date(2026, 3, 31))
    assert (harbour.review, harbour.actions, harbour.overdue, harbour.last_returned_on) == (
        "Harbour Review", 1, 1, date(2026, 3, 1),
    )  # fmt: skip
    assert (quay.review, quay.actions, quay.last_returned_on) == ("Quay Review", 0, None)
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    assert "Quay Review 0 – – – – – – None recorded" in words(open_page(as_of="2026-03-31"))


def test_the_overview_lists_the_reviews_where_there_are_several(public_record, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    at = open_page(as_of="2026-03-31")
    assert heading(at) == TITLE
    every = by_review.rows(public_record.db, date(2026, 3, 31))
    assert rows_shown(at)[: len(every)] == [row.review for row in every]
    assert "Most stated dates passed first" in words(at) and "overdue first" not in words(at).casefold()
    one = next(row for row in every if row.reported_complete)
    opens = address("actions", review=one.review, as_of="2026-03-31", counted=Measure.REPORTED_COMPLETE)
    assert f'<a href="{escape(opens)}">{one.reported_complete}</a>' in html_of(at)
    alone = open_page(as_of="2026-03-31", review=one.review)
    assert heading(alone) == f"{one.review}: where it stands"
    assert "Review by review" not in words(alone)


def test_the_title_names_the_agency_whose_figures_it_shows(public_record, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(public_record.built))
    one = actions.rows(public_record.db, date(2026, 3, 31))[0]
    agency = open_page(as_of="2026-03-31", agency=one.agency)
    assert heading(agency) == f"{one.agency}, all reviews: where it stands"
    both = open_page(as_of="2026-03-31", agency=one.agency, review=one.review)
    assert heading(both) == f"{one.agency}, {one.review}: where it stands"
