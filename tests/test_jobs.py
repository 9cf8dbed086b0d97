"""Work in the background: what is asked for while it runs is done once more, and only once."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event

import pytest

from pages.staff import jobs as code
from pages.staff.jobs import Jobs, NotDone


def test_what_is_asked_for_while_it_is_under_way_is_done_once_more():
    jobs, done, begun, may_end = Jobs[int](5), [], Event(), Event()

    def first() -> int:
        begun.set()
        may_end.wait()
        return 1

    running = jobs.begin_anew("load", first)
    begun.wait()
    again = jobs.begin_anew("load", lambda: done.append(2) or 2)
    same = jobs.begin_anew("load", lambda: done.append(3) or 3)  # it waits for its turn already
    assert again is not running and same is again
    may_end.set()
    assert (running.result, again.result, done) == (1, 2, [2])
    assert jobs.of("load") is again


def test_what_was_begun_is_not_begun_by_a_second_look():
    jobs = Jobs[int](5)
    assert jobs.begin("look", lambda: 1) is jobs.begin("look", lambda: 2)
    assert jobs.of("look").result == 1


@contextmanager
def under_way(jobs: Jobs[int]) -> Iterator[None]:
    """While the block lasts, one piece of work runs and every other one waits."""
    begun, may_end = Event(), Event()
    jobs.begin("long", lambda: begun.set() or (may_end.wait() and 0))
    begun.wait()
    try:
        yield
    finally:
        may_end.set()


@pytest.mark.parametrize("begin", ["begin", "begin_anew"])
def test_of_too_many_that_wait_the_next_is_refused_and_those_that_wait_are_not_lost(begin):
    jobs = Jobs[int](5, may_wait=3)
    with under_way(jobs):
        waiting = [getattr(jobs, begin)(n, lambda n=n: n) for n in range(3)]
        for _ in range(1_000):
            with pytest.raises(NotDone, match="Too many things are waiting to be worked out"):
                getattr(jobs, begin)("one more", lambda: 9)
        assert [getattr(jobs, begin)(n, lambda: 9) for n in range(3)] == waiting  # what waits may be looked at
        assert jobs.of("one more") is None and jobs.of("long") is not None
    assert [job.result for job in waiting] == [0, 1, 2]
    assert jobs.begin("one more", lambda: 9).result == 9


def test_what_is_done_is_not_lost_where_it_cannot_be_done_anew():
    jobs = Jobs[int](5, may_wait=1)
    done = jobs.begin("done", lambda: 1)
    assert done.result == 1
    with under_way(jobs):
        jobs.begin("waits", lambda: 2)
        with pytest.raises(NotDone):
            jobs.begin_anew("done", lambda: 3)
        assert jobs.of("done") is done


def test_work_that_is_the_same_for_all_waits_once_and_refuses_nobody():
    jobs, done = Jobs[int](100, may_wait=1), []
    with under_way(jobs):
        asked = [jobs.begin_with_others(f"file {n}", lambda n=n: done.append(n) or n) for n in range(500)]
    assert {job.result for job in asked} == {0} and done == [0]
    assert jobs.of("file 499") is asked[0]
    assert jobs.begin_with_others("file 0", lambda: 7).result == 7  # finished work has read only what there was then


def test_a_page_does_not_wait_forever_for_endless_work(monkeypatch):
    jobs = Jobs[int](5)
    with under_way(jobs):
        waits = jobs.begin("waits", lambda: 1)
        monkeypatch.setattr(code, "PATIENCE", 0.01)
        with pytest.raises(NotDone, match="still being worked out"):
            waits.soon()
        monkeypatch.undo()
    assert waits.soon() == 1


def test_an_error_of_the_work_is_its_own(monkeypatch):
    def late() -> int:
        raise TimeoutError("its own")

    with pytest.raises(TimeoutError, match="its own"):
        Jobs[int](5).begin("late", late).soon()


def test_results_are_forgotten_at_once_but_no_work_under_way():
    jobs, other = Jobs[int](5), Jobs[int](5)
    other.begin("other", lambda: 1).soon()
    with under_way(jobs):
        jobs.begin("waits", lambda: 2)
        code.forget_results()
        assert other.done() == [] and other.of("other") is None and jobs.of("waits") is not None
    assert jobs.of("waits").soon() == 2
