"""The order of answers while many people ask; the tests look at the order and measure no time."""

from __future__ import annotations  # see conftest.py for the reason

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from screen import open_page, words
from test_visits import Clock
from waiting import PATIENCE, wait_until

from pages.parts import turns
from pages.parts.fair_queue import FairQueue, Full, NoTurn, Overtaken


class Asked:
    """A queue whose visitors ask in threads of their own; notes in order who was answered, and who was refused."""

    def __init__(self, at_once: int = 1, most: int = 100):
        self.clock = Clock()
        self.queue = FairQueue(at_once, most, self.clock)
        self.given: list[str] = []
        self.refused: dict[str, type[NoTurn]] = {}
        self.running = 0
        self.most_running = 0
        self._threads: list[threading.Thread] = []

    def ask(self, visitor: str, name: str = "", kind: str = "page", takes: float = 0.05) -> None:
        """Asks in a thread, and returns once the queue has noticed."""
        before = self.queue._waiting.get((visitor, kind))
        thread = threading.Thread(target=self._answer, args=(visitor, name or visitor, kind, takes))
        thread.start()
        self._threads.append(thread)
        wait_until(lambda: self._is_noticed(visitor, name or visitor, kind, before), 0.001)

    def _is_noticed(self, visitor: str, name: str, kind: str, before: object) -> bool:
        waits = self.queue._waiting.get((visitor, kind))
        return name in self.refused or name in self.given or (waits is not None and waits is not before)

    def _answer(self, visitor: str, name: str, kind: str, takes: float) -> None:
        try:
            with self.queue.turn(visitor, kind):
                self.running += 1
                self.most_running = max(self.running, self.most_running)
                self.given.append(name)
                self.clock.now += takes
                self.running -= 1
        except NoTurn as refusal:
            self.refused[name] = type(refusal)

    @contextmanager
    def held(self, *visitors: str) -> Iterator[None]:
        """Keeps the turns of some visitors for a while, so that all others wait; at the end all have had their turn."""
        done, begun = threading.Event(), threading.Barrier(len(visitors) + 1)

        def hold(visitor: str) -> None:
            with self.queue.turn(visitor, "page"):
                begun.wait(PATIENCE)
                done.wait(PATIENCE)

        threads = [threading.Thread(target=hold, args=(visitor,)) for visitor in visitors]
        for thread in threads:
            thread.start()
        begun.wait(PATIENCE)
        try:
            yield
        finally:
            done.set()
            for thread in (*threads, *self._threads):
                thread.join(PATIENCE)


@pytest.fixture
def asked() -> Asked:
    return Asked()


def test_who_came_first_is_answered_first(asked):
    with asked.held("somebody"):
        for name in "abcdef":
            asked.ask(name)
    assert asked.given == list("abcdef")


def test_whoever_read_is_answered_before_a_flood_that_came_earlier(asked):
    flood = [f"flooder {n}" for n in range(40)]
    with asked.held("somebody"):
        asked.ask("reader")
        for name in flood:
            asked.ask(name)
    asked.clock.now += 5
    with asked.held("somebody"):
        for name in flood:
            asked.queue._ended[name] = asked.clock.now  # answered just now, and asking again
            asked.ask(name, f"{name} again")
        asked.ask("reader", "reader again")
    assert asked.given[41] == "reader again"


def test_two_seconds_of_reading_count_for_more_than_the_whole_round_of_a_flood(asked):
    """Forty who ask again at once each wait for the others; the reader does not, however slow the machine is."""
    flood = [f"flooder {n}" for n in range(40)]
    with asked.held("somebody"):
        asked.ask("reader", takes=0)
        for name in flood:
            asked.ask(name, takes=0)
    with asked.held("somebody"):
        for name in flood:
            asked.ask(name, f"{name} again")
        asked.queue._given += 39  # only the last of the flood still waits
        asked.clock.now += 60
        asked.queue._ended["reader"] = asked.clock.now - 2
        asked.ask("reader", "reader again")
    assert asked.given[41] == "reader again"


def test_whoever_asks_without_reading_comes_after_newcomers(asked):
    with asked.held("somebody"):
        asked.ask("hasty", takes=0)
    with asked.held("somebody"):
        asked.ask("hasty", "hasty again")
        asked.ask("newcomer")
    assert asked.given == ["hasty", "newcomer", "hasty again"]


def test_asking_again_while_one_waits_does_not_count_as_reading(asked):
    with asked.held("somebody"):
        asked.ask("hasty", takes=0)
    with asked.held("somebody"):
        asked.ask("hasty", "hasty again")
        asked.clock.now += 4
        asked.ask("newcomer")
        asked.ask("hasty", "hasty once more")
    assert asked.given == ["hasty", "newcomer", "hasty once more"]


def test_when_a_visitor_was_answered_is_forgotten(asked):
    with asked.held("somebody"):
        asked.ask("early")
    asked.clock.now += 61
    with asked.held("another"):
        pass
    assert set(asked.queue._ended) == {"another"}


def test_a_visitor_with_many_requests_waits_behind_one_with_a_single_request(asked):
    with asked.held("somebody"):
        for n in range(10):
            asked.ask("greedy", f"greedy {n}", kind=f"download {n}")
        asked.ask("reader")
    assert asked.given[:2] == ["greedy 0", "reader"]


def test_nobody_waits_for_ever(asked):
    """Newcomers go before one who waits, but only until 50 others have been answered meanwhile."""
    with asked.held("somebody"):
        asked.ask("hasty", takes=0)
    with asked.held("somebody"):
        asked.ask("hasty", "hasty again")
        for n in range(60):
            asked.queue._given += 1  # somebody else was answered
            asked.ask(f"newcomer {n}", takes=0)
    assert asked.given.index("hasty again") == 50


def test_of_one_visitor_one_page_is_drawn_at_a_time_and_only_the_newest(asked):
    asked = Asked(at_once=3)
    with asked.held("reader", "another", "third"):
        for n in range(5):
            asked.ask("reader", f"page {n}")
    assert asked.given == ["page 4"]
    assert asked.refused == {f"page {n}": Overtaken for n in range(4)}


def test_a_visitor_who_is_answered_leaves_the_other_turn_to_others():
    asked = Asked(at_once=2)
    with asked.held("flooder"):
        for n in range(20):
            asked.ask("flooder", f"flooder {n}", kind=str(n))
        asked.ask("reader")
        wait_until(lambda: asked.given)
        assert asked.given == ["reader"]


def test_no_more_are_answered_at_once_than_may(asked):
    asked = Asked(at_once=2)
    with asked.held("a", "b"):
        for n in range(20):
            asked.ask(f"reader {n}")
        assert asked.given == []
    assert len(asked.given) == 20 and asked.most_running <= 2


def test_beyond_the_limit_the_last_is_refused_who_is_not_who_came_last():
    asked = Asked(most=3)
    with asked.held("somebody"):
        asked.ask("flooder", takes=0)
    with asked.held("somebody"):
        asked.ask("flooder", "flooder again")
        for name in "abcd":
            asked.ask(name)
        wait_until(lambda: len(asked.refused) == 2)
    assert asked.refused == {"flooder again": Full, "d": Full}
    assert asked.given == ["flooder", "a", "b", "c"]


def test_a_flood_leaves_one_turn_to_whoever_read():
    """Else a reader would wait for an answer to the flood, and such an answer may take half a second."""
    asked = Asked(at_once=2)
    with asked.held("somebody"):
        for name in ("reader", "flooder 1", "flooder 2"):
            asked.ask(name, takes=0)
    asked.clock.now += 2
    asked.queue._ended["flooder 1"] = asked.queue._ended["flooder 2"] = asked.clock.now
    with asked.held("flooder 1"):
        asked.ask("flooder 2", "flooder 2 again")
        asked.ask("reader", "reader again")
        wait_until(lambda: "reader again" in asked.given)
        assert "flooder 2 again" not in asked.given
    assert asked.given[-1] == "flooder 2 again"


def hasty_beside_a_reader() -> Asked:
    """A queue with two turns, a reader who took time to read, and somebody who asks again at once."""
    asked = Asked(at_once=2)
    with asked.held("somebody"):
        for name in ("reader", "hasty"):
            asked.ask(name, takes=0)
    asked.clock.now += 2
    asked.queue._ended["hasty"] = asked.clock.now
    return asked


def test_no_answer_of_a_flood_begins_while_a_reader_is_answered():
    """Else both would share the processor, and the reader's answer would take twice as long."""
    asked = hasty_beside_a_reader()
    with asked.held("reader"):
        asked.ask("hasty", "hasty again")
        asked.ask("newcomer")
        wait_until(lambda: "newcomer" in asked.given)
        assert "hasty again" not in asked.given
    assert asked.given[-1] == "hasty again"


def test_one_reader_after_the_other_does_not_keep_who_is_hasty_waiting_for_ever():
    asked = hasty_beside_a_reader()
    with asked.held("reader"):
        asked.ask("hasty", "hasty again")
        for n in range(149):
            with asked.queue.turn(f"newcomer {n}", "page"):
                pass
        assert "hasty again" not in asked.given
        with asked.queue.turn("the last newcomer", "page"):
            pass
        wait_until(lambda: "hasty again" in asked.given)


def test_an_error_in_an_answer_ends_its_turn(asked):
    with pytest.raises(ValueError, match="in the page"), asked.queue.turn("reader", "page"):
        raise ValueError("in the page")
    with asked.queue.turn("another", "page"):
        pass


def test_a_refused_visitor_reads_why_and_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr(turns, "_queue", lambda: FairQueue(1, 0))
    monkeypatch.setenv("TRACKER_BUILT", str(tmp_path))
    shown = words(open_page("public/10_overview.py", agency="Merrowshire Police"))
    assert "Too many people are looking at this site just now. Please try again in a minute." in shown
    assert "Find support" in shown  # the foot, which leads to help, is there


def test_a_download_waits_like_a_page_and_frees_its_turn(monkeypatch):
    queue = FairQueue(1, 10)
    monkeypatch.setattr(turns, "_queue", lambda: queue)
    monkeypatch.setattr(turns, "_visitor", lambda: "reader")
    make = turns.in_turn("button", lambda: list(queue._answered))
    assert make() == ["reader"]
    assert queue._answered == {}
