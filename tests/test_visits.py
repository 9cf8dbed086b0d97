"""Who keeps a place and who is disconnected, by a clock of the test's own."""

from __future__ import annotations  # see conftest.py for the reason

import pytest

from pages.parts.bucket import Bucket
from pages.server.visits import Visits
from tracker.site import Limits


class Clock:
    """Seconds that pass when a test says so."""

    def __init__(self):
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ended() -> list[str]:
    """Who was let go, in order."""
    return []


@pytest.fixture
def visits(clock) -> Visits:
    return Visits(Limits(visitors=3, silent_connections=2, silent_seconds=15), clock)


@pytest.fixture
def begin(visits, ended):
    return lambda name, session="": visits.begin(lambda: ended.append(name), session)


def test_whoever_asks_for_nothing_takes_no_place(visits, begin, ended):
    for name in "abc":
        visits.ask(begin(name))
    for n in range(200):
        begin(f"silent {n}")
    assert ended == [f"silent {n}" for n in range(198)]  # the longest silent first, and no reader


def test_the_longest_idle_reader_goes_first(visits, begin, ended):
    readers = {}
    for name in ("a", "b", "c", "a"):
        readers.setdefault(name, begin(name))
        visits.ask(readers[name])
    visits.ask(begin("d"))
    visits.ask(begin("e"))
    assert ended == ["b", "c"]


def test_a_reader_who_leaves_makes_room(visits, begin, ended):
    first = begin("a")
    visits.ask(first)
    for name in "bc":
        visits.ask(begin(name))
    visits.leave(first)
    visits.ask(begin("d"))
    assert ended == []


def test_a_silent_connection_ends_after_15_seconds(visits, begin, clock, ended):
    visits.ask(begin("reader"))
    begin("silent")
    clock.now = 14.9
    begin("younger")
    visits.let_go_of_silent()
    assert ended == []
    clock.now = 15
    visits.let_go_of_silent()
    visits.let_go_of_silent()
    assert ended == ["silent"]


def test_a_browser_that_comes_back_to_its_page_may_be_silent(visits, begin, clock, ended):
    """A reader goes on reading that way after the train has left the tunnel."""
    reader = begin("reader")
    visits.ask(reader)
    reader.session = "a session"
    visits.leave(reader)
    begin("back", "a session")
    begin("pretends", "another")
    clock.now = 1_000
    visits.let_go_of_silent()
    assert ended == ["pretends"]


def test_it_may_come_back_before_anybody_noticed_that_it_had_gone(visits, begin, clock, ended):
    reader = begin("reader")
    visits.ask(reader)
    reader.session = "a session"
    back = begin("back", "a session")
    visits.leave(reader)
    visits.leave(back)
    assert begin("again", "a session").came_back_to == "a session"
    clock.now = 1_000
    visits.let_go_of_silent()
    assert ended == []


def test_a_closed_page_is_forgotten_after_two_minutes_and_once(visits, begin, clock):
    for n, session in enumerate(("first", "second")):
        clock.now = n * 60.0
        reader = begin(session)
        reader.session = session
        visits.leave(reader)
    clock.now = 119.9
    assert visits.forgotten() == []
    clock.now = 120
    assert visits.forgotten() == ["first"]
    assert visits.forgotten() == []
    clock.now = 180
    assert visits.forgotten() == ["second"]


def test_messages_within_a_connection_are_limited(clock):
    bucket = Bucket(5, 2, clock)
    assert [bucket.take() for _ in range(7)] == [True] * 5 + [False] * 2
    clock.now = 0.4
    assert not bucket.take()
    clock.now = 1
    assert [bucket.take() for _ in range(3)] == [True, True, False]
    clock.now = 1_000
    assert [bucket.take() for _ in range(7)] == [True] * 5 + [False] * 2
