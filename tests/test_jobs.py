"""Work in the background: what is asked for while it is under way is done once more, and once only."""

from threading import Event

from pages.staff.jobs import Jobs


def test_what_is_asked_for_while_it_is_under_way_is_done_once_more():
    jobs, done, begun, may_end = Jobs[int](5), [], Event(), Event()

    def first() -> int:
        begun.set()
        may_end.wait()
        return 1

    running = jobs.begin_anew("load", first)
    begun.wait()
    again = jobs.begin_anew("load", lambda: done.append(2) or 2)
    same = jobs.begin_anew("load", lambda: done.append(3) or 3)  # which waits for its turn already
    assert again is not running and same is again
    may_end.set()
    assert (running.result, again.result, done) == (1, 2, [2])
    assert jobs.of("load") is again


def test_what_was_begun_is_not_begun_by_a_second_look():
    jobs = Jobs[int](5)
    assert jobs.begin("look", lambda: 1) is jobs.begin("look", lambda: 2)
    assert jobs.of("look").result == 1
