"""Cached answers are computed once, never show another visitor's choices, and never fill the memory."""

import os
import pickle
import random
import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from screen import PAGES, open_page
from streamlit.testing.v1 import AppTest
from waiting import PATIENCE

from tracker import cache, query, store
from tracker.questions import actions
from tracker.terms import Precision, ReportedStatus, Response, State, Timeliness, Verification

SCALES = (Response, ReportedStatus, Verification, State, Precision, Timeliness)
ROOT = Path(__file__).parents[2]
VISITS = (
    {"as_of": "2026-10-31"},
    {"as_of": "2026-03-31"},
    {"as_of": "2026-10-31", "agency": "Saltby Borough Council"},
    {"as_of": "2026-10-31", "agency": "Merrowshire Police"},
)


def test_two_who_ask_at_the_same_moment_wait_for_one_answer():
    begun, may_end, made = threading.Event(), threading.Event(), []

    @cache.cached
    def slow(number: int) -> int:
        begun.set()
        may_end.wait(PATIENCE)
        made.append(number)
        return number * 2

    answers = []
    visitors = [threading.Thread(target=lambda: answers.append(slow(21))) for _ in range(5)]
    for visitor in visitors:
        visitor.start()
    assert begun.wait(PATIENCE)
    may_end.set()
    for visitor in visitors:
        visitor.join()
    assert (answers, made) == ([42] * 5, [21])


def test_an_error_is_not_cached():
    fails = [True]

    @cache.cached
    def once_broken() -> str:
        if fails.pop() if fails else False:
            raise ValueError("not yet")
        return "well"

    with pytest.raises(ValueError, match="not yet"):
        once_broken()
    assert once_broken() == "well"


def test_endless_odd_questions_do_not_fill_the_memory():
    @cache.cached
    def long_answer(question: str) -> str:
        return question * 5_000

    for n in range(10_000):
        long_answer(f"odd question {n:06}")
    assert cache.MOST_BYTES / 2 < cache._answers.currsize <= cache.MOST_BYTES
    assert len(cache._answers) < 2_000


def test_rows_are_shared_and_nobody_can_change_them(merrowshire):
    mine = actions.rows(merrowshire.db, merrowshire.as_of)
    assert actions.rows(merrowshire.db, merrowshire.as_of) is mine
    with pytest.raises(TypeError):
        mine[0] = mine[1]
    with pytest.raises(AttributeError):
        mine[0].state = mine[1].state
    assert {type(value) for row in mine for value in row if isinstance(value, Iterable)} <= {str, tuple, *SCALES}


def test_a_question_is_asked_anew_of_another_database(merrowshire, public_record):
    ask = "SELECT count(*) FROM action"
    counts = [query.column(example.db, ask, int) for example in (merrowshire, public_record, merrowshire)]
    assert counts[0] == counts[2] != counts[1]


def test_a_new_database_lets_go_of_the_old_answers(merrowshire):
    actions.rows(merrowshire.db, date(2026, 1, 1))
    assert len(cache._answers) > 0
    store.connect.cache_clear()
    store.connect(store.current(merrowshire.built))
    assert len(cache._answers) == 0


@pytest.fixture
def clock(monkeypatch) -> list[float]:
    """The clock of the cache; a test moves it on by changing its only item."""
    cache.forget()
    told = [0.0]
    monkeypatch.setattr(cache, "_seconds", lambda: told[0])
    yield told
    cache.forget()


def test_an_answer_is_cached_for_the_two_minutes_that_the_privacy_page_promises(clock):
    asked = []

    @cache.cached
    def answer(chosen: str) -> str:
        asked.append(chosen)
        return chosen

    for seconds, times in {0: 1, 119: 1, 121: 2}.items():
        clock[0] = seconds
        answer("agency")
        assert len(asked) == times
    assert "two minutes" in (ROOT / "pages/public/about/40_privacy.md").read_text(encoding="utf-8")


def test_a_cached_answer_goes_even_if_nobody_asks_for_anything_again(clock):
    @cache.cached
    def answer(chosen: str) -> str:
        return chosen

    answer("agency")
    clock[0] = 121
    assert cache.forget_old() == 1
    assert cache.forget_old() == 0


def test_the_words_of_a_search_are_not_cached(merrowshire):
    """Runs in a process of its own, since this one keeps the searched words in its own variables."""
    program = [sys.executable, "-W", "error", ROOT / "tests" / "words_held.py", merrowshire.built]
    done = subprocess.run(program, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
    assert (done.returncode, done.stdout) == (0, "[]\n"), done.stderr


def sent(at: AppTest, page: str) -> list[str]:
    """All HTML and charts of a page, as sent to a visitor who has just seen the overview."""
    at.switch_page(page).run()
    assert not at.exception
    bodies = [re.sub(r' data-run="\d+"', "", element.proto.body) for element in at.get("html")]
    return bodies + [element.proto.spec for element in at.get("vega_lite_chart")]


@pytest.fixture(scope="module")
def alone(merrowshire) -> dict[str, list[list[str]]]:
    """What each visitor is sent of each page while nothing is cached."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_BUILT", str(merrowshire.built))
        visitors = [open_page(**visit) for visit in VISITS]
        return {page: [sent_alone(at, page) for at in visitors] for page in PAGES}


def sent_alone(at: AppTest, page: str) -> list[str]:
    cache.forget()
    return sent(at, page)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_the_same_whoever_visited_before(page, merrowshire, monkeypatch, alone):
    monkeypatch.setenv("TRACKER_BUILT", str(merrowshire.built))
    among_others = list(enumerate(VISITS))
    random.Random(page).shuffle(among_others)
    for n, visit in among_others:
        assert sent(open_page(**visit), page) == alone[page][n], visit
    assert len({str(one) for one in alone[page]}) == len(VISITS)


def test_the_memory_of_many_rows_is_estimated_from_some():
    rows = tuple(("A reference", n, f"Some words of an action, {n * n}") for n in range(20_000))
    assert cache._size(rows) == pytest.approx(len(pickle.dumps(rows)), rel=0.05)
    assert cache._size(rows[:10]) == len(pickle.dumps(rows[:10]))
