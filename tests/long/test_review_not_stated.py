"""Rows without a review count with all others and can be chosen under a name of their own."""

from __future__ import annotations  # see conftest.py for the reason

from urllib.parse import parse_qs, urlsplit

import pytest
from drawing import LAYOUT, Collection, rows
from screen import html_of, open_page, words

from loaders.publishing.release import waiting_texts
from loaders.publishing.release.texts import read_texts
from tracker.questions import choices

HEADINGS = "Ref | Rec | Action | Due | Done | Status | Evidence | Reason\n"
WITHOUT_REVIEW = "\n".join(line for line in LAYOUT.splitlines() if not line.startswith("review"))
HARBOUR = LAYOUT.replace("Department of Transport", "Harbour Board")
NOT_STATED = "Review not stated"


@pytest.fixture
def two(collection: Collection, monkeypatch) -> Collection:
    """One plan that names its review, and one that names none, shown on the screen."""
    collection.layout("transport", WITHOUT_REVIEW)
    collection.layout("harbour", HARBOUR)
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | | In progress | |")
    rest = "B1 | 1 | Paint | d:2026-03-01 | | In progress | |\nB2 | 1 | Light | | | In progress | |"
    collection.plan("2026-01-31", HEADINGS + rest, "harbour")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    return collection


def shown(page: str, **query: str) -> str:
    return words(open_page(f"public/{page}.py", as_of="2026-06-30", **query))


def test_a_row_without_a_review_gets_the_word_for_that(two):
    db = two.load()
    assert NOT_STATED in {review for (review,) in rows(db, "SELECT review FROM action_version")}
    assert choices.reviews(db)[-1] == NOT_STATED and "" not in choices.reviews(db)


def test_nobody_is_asked_to_release_the_word_for_that(two):
    waiting = waiting_texts.waiting_texts(two.received, read_texts(two.load())).not_released
    assert "A1" in {text.text for text in waiting} and NOT_STATED not in {text.text for text in waiting}


def test_all_reviews_together_include_every_plan(two):
    assert "Of 3 accepted actions" in shown("10_overview")
    assert "Of 3 accepted actions" in shown("10_overview", review="")
    both = shown("40_agencies")
    assert "Department of Transport" in both and "Harbour Board" in both


def test_each_of_them_can_be_chosen(two):
    alone = shown("10_overview", review=NOT_STATED)
    assert f"{NOT_STATED}: where it stands" in alone and "Of 1 accepted action" in alone
    assert "Of 2 accepted actions" in shown("10_overview", review=choices.reviews(two.load())[0])


def test_no_page_says_that_an_agency_leads_nothing_because_its_review_has_no_name(two):
    seen = shown("10_overview", agency="Department of Transport")
    assert "leads no action" not in seen and "Of 1 accepted action" in seen


def test_each_link_keeps_the_choice(two):
    seen = html_of(open_page("public/10_overview.py", as_of="2026-06-30", review=NOT_STATED))
    asked = [parse_qs(urlsplit(part.split('"')[0]).query) for part in seen.split('href="')[1:]]
    assert any(query.get("review") == [NOT_STATED] for query in asked)


def test_a_collection_that_names_no_review_has_nothing_to_choose(collection, monkeypatch):
    collection.layout("transport", WITHOUT_REVIEW)
    collection.plan("2026-01-31", HEADINGS + "A1 | 1 | Mend | d:2026-03-01 | | In progress | |")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    seen = shown("10_overview")
    assert NOT_STATED not in seen and "Of 1 accepted action" in seen


@pytest.mark.parametrize("agency", ["", "Department of Transport"])
def test_the_page_says_where_there_are_no_such_rows(two, agency):
    seen = shown("60_actions", agency=agency, review=NOT_STATED, counted="verified complete")
    assert "for which no review is named" in seen
