"""The page Edit questions: the paper has the officers' changes and says whose words they are."""

from __future__ import annotations  # see conftest.py for the reason

import re
from datetime import date

import pytest
from screen import open_page, words

from pages.staff.edit_questions.editor import OFFERED
from tracker.reports.ask import MOST, choose
from tracker.reports.meeting import Meeting

PAGE = "staff/91_edit_questions.py"
THEIRS = "Worded by officers of the committee."


@pytest.fixture
def page(merrowshire, monkeypatch):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    at = open_page(PAGE, as_of=str(merrowshire.as_of), since="2026-09-12")
    assert not at.exception
    return at


@pytest.fixture
def by_rules(merrowshire) -> list[str]:
    meeting = Meeting(merrowshire.db, merrowshire.as_of, date(2026, 9, 12))
    return [one.question.text for one in choose(meeting)]


def asked(at) -> list[str]:
    """The questions in the paper below the form, in their order."""
    (listed,) = [html.proto.body for html in at.get("html") if html.proto.body.startswith("<ol")]
    return re.findall(r"<strong><bdi>(.*?)</bdi></strong>", listed)


def sent(at):
    at = at.button[0].click().run()
    assert not at.exception
    return at


def test_the_paper_asks_what_the_rules_ask_until_something_is_sent(page, by_rules):
    assert asked(page) == by_rules and THEIRS not in words(page)
    assert [box.value for box in page.checkbox][:MOST] == [True] * MOST
    assert len(page.checkbox) <= OFFERED + 2
    assert asked(sent(page)) == by_rules


def test_a_dropped_question_is_not_asked_and_another_suggestion_can_take_its_place(page, by_rules):
    page.checkbox[0].uncheck()
    page.checkbox[MOST].check()
    at = sent(page)
    assert asked(at) == [*by_rules[1:], page.text_area[MOST].value]
    assert THEIRS not in words(at)


def test_the_places_order_the_questions(page, by_rules):
    page.number_input[0].set_value(6)
    page.number_input[5].set_value(1)
    assert asked(sent(page)) == [by_rules[5], *by_rules[1:5], by_rules[0]]


def test_changed_words_are_marked_as_the_officers_and_the_reason_stays(page, by_rules):
    page.text_area[1].input("Who decided this, and when?")
    at = sent(page)
    assert asked(at)[:3] == [by_rules[0], "Who decided this, and when?", by_rules[2]]
    shown = words(at)
    assert shown.count(THEIRS) == 1 and "Because:" in shown[: shown.index(THEIRS)].rpartition("when?")[2]


def test_an_officers_own_question_has_no_because_and_is_never_markup(page, by_rules):
    page.text_area[-2].input("<img src=x onerror=alert(1)> *who*?")
    page.checkbox[0].uncheck()
    at = sent(page)
    assert asked(at)[-1] == "&lt;img src=x onerror=alert(1)&gt; *who*?"
    assert words(at).count(THEIRS) == 1


def test_a_seventh_question_is_not_asked_and_the_page_says_so(page, by_rules):
    page.text_area[-2].input("A seventh?")
    at = sent(page)
    assert asked(at) == by_rules
    assert "7 questions are ticked. The page has room for 6: the paper asks the first 6." in words(at)


def test_no_address_contains_the_edits_and_other_choices_begin_anew(page, by_rules):
    page.text_area[0].input("Only here?")
    at = sent(page)
    assert asked(at)[0] == "Only here?" and "Only here" not in str(at.query_params)
    at.query_params["since"] = "2026-09-19"
    assert "Only here?" not in asked(at.run())
    at.query_params["since"] = "2026-09-12"
    assert asked(at.run())[0] == "Only here?"


def test_the_whole_paper_says_that_officers_chose_the_questions(page):
    page.query_params["part"] = "all"
    assert "The questions come from rules" in words(page.run())
    page.checkbox[0].uncheck()
    assert "Officers of the committee chose, ordered or added to them here." in words(sent(page))
