"""A long list is paged: every row is on exactly one page, and an address of a page that does not exist says so."""

import re
from datetime import date

import pytest
from drawing import REGISTER
from screen import heading, html_of, open_page, rows_shown, words

from tracker import query
from tracker.measure import Measure
from tracker.questions import actions, changes, stories
from tracker.terms import Role

AS_OF = date(2026, 10, 31)
ACTIONS = "public/60_actions.py"


@pytest.fixture(autouse=True)
def _merrowshire_on_screen(monkeypatch, merrowshire):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))


def test_every_action_is_on_exactly_one_page(merrowshire):
    expected = [action.action_ref for action in actions.rows(merrowshire.db, AS_OF)]
    parts = [open_page(ACTIONS, as_of=str(AS_OF), part=page) for page in ("1", "2", "3", "4")]
    assert len(expected) == 76 and [row for part in parts for row in rows_shown(part)] == expected
    assert "76 actions (1 contradicted by the agency’s own report), 76 to 76 here" in words(parts[3])
    assert "Show all 76 on one page" in words(parts[0])
    whole = open_page(ACTIONS, as_of=str(AS_OF), part="all")
    assert rows_shown(whole) == expected and "Show 25 on a page" in words(whole)


@pytest.mark.parametrize("measure", [None, Measure.OVERDUE, Measure.MOVED, Measure.CONTRADICTED])
@pytest.mark.parametrize("role", Role)
def test_a_page_of_a_list_is_that_part_of_the_whole_list(merrowshire, measure, role):
    asked = {"measure": measure, "role": role}
    every = actions.rows(merrowshire.db, AS_OF, **asked)
    counted = actions.count(merrowshire.db, AS_OF, **asked)
    assert counted == (len(every), sum(action.is_contradicted for action in every))
    for start, stop in ((0, 10), (10, 25), (3, 3), (0, 1_000)):
        assert actions.rows(merrowshire.db, AS_OF, start=start, stop=stop, **asked) == every[start:stop]


def test_the_lead_of_an_action_has_the_role_of_lead(merrowshire):
    """The list of led actions skips the row for each body; both ways give the same actions."""
    sql = "SELECT body, action_id FROM action_body_for($as_of, NULL, NULL) WHERE role = 'lead'"
    by_body = {(body, id_) for body, id_ in query.result(merrowshire.db, sql, as_of=AS_OF).rows}
    for agency in {body for body, _ in by_body}:
        led = {(agency, action.action_id) for action in actions.rows(merrowshire.db, AS_OF, agency=agency)}
        assert led == {one for one in by_body if one[0] == agency}


@pytest.mark.parametrize("page", ["5", "0", "-1", "two", "²", "9" * 40])
def test_a_page_number_that_a_list_does_not_have_is_reported(page):
    at = open_page(ACTIONS, as_of=str(AS_OF), part=page)
    assert f"There is no page “{page}” of this list: it has 4 pages. Showing the first." in words(at)
    assert "1 to 25 here" in words(at) and heading(at) == "Actions"


def test_every_changed_record_is_on_exactly_one_page(merrowshire):
    since = date(2026, 3, 1)
    found = changes.rows(merrowshire.db, since, AS_OF)
    told = stories.stories(found)
    kinds = sum(n > 0 for n in changes.counts(found).values())
    refs: list[str] = []
    for page in range(1, -(-len(told) // 25) + 1):
        at = open_page("public/20_what_changed.py", as_of=str(AS_OF), since=str(since), part=str(page))
        refs += rows_shown(at)[kinds : kinds + 25]  # the summary comes before them
    expected = [one.first.action_ref or one.first.recommendation_ref for one in told]
    assert len(told) > 50 and [ref.partition(" → ")[0] for ref in refs[: len(told)]] == expected


def test_a_page_with_several_lists_shows_the_first_ten_of_each_and_a_link_to_all(merrowshire):
    at = open_page("public/30_overdue_and_moved.py", as_of=str(AS_OF))
    late = len(actions.rows(merrowshire.db, AS_OF, measure=Measure.OVERDUE))
    assert late > 10
    assert f"{late} actions: overdue, the first 10 here" in words(at)
    assert f"See all {late} actions of this list" in words(at)


def test_the_overview_shows_the_first_five_of_many_reviews_and_a_link_to_all(collection, monkeypatch):
    reviews = [f"Review {n:02}" for n in range(1, 13)]
    collection.layout("committee", REGISTER.replace("[columns]", '[columns]\nreview = "Review"'))
    asked = "\n".join(f"{review} | 1 | Mend it | Department of Transport | Accepted" for review in reviews)
    collection.register("2026-03-01", f"Review | Rec | Recommendation | Agency | Response\n{asked}")
    collection.load()
    monkeypatch.setenv("TRACKER_BUILT", str(collection.built))
    at = open_page(as_of="2026-03-31")
    assert rows_shown(at)[:5] == reviews[:5] and "Review 06" not in rows_shown(at)
    assert "Most overdue first, by the dates first promised: the first 5 of 12 reviews" in words(at)
    assert "See all 12 reviews" in words(at)
    assert rows_shown(open_page(as_of="2026-03-31", part="all"))[:12] == reviews


@pytest.mark.parametrize("page", [ACTIONS, "public/20_what_changed.py"])
def test_another_choice_starts_at_the_first_page_of_its_list(page):
    """The next list may not have a second page."""
    html = html_of(open_page(page, as_of=str(AS_OF), since="2026-03-01", part="2"))
    forms = re.findall(r"<form.*?</form>", html, re.DOTALL)
    assert 'name="since" value="2026-03-01"' in "".join(forms)
    assert not any(re.search('name="part"|[?&;]part=', form) for form in forms)
