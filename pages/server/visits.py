"""Tracks who is connected: whoever asks for a page takes a place, the longest idle loses one, the silent are cut."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from tracker.site import Limits

REMEMBERED = 120  # seconds for which a closed page is remembered; the page on privacy says so


@dataclass(eq=False)
class Visit:
    """One connection: how to end it, when it began, and its Streamlit sessions, "" while they are unknown."""

    end: Callable[[], None]
    since: float
    came_back_to: str = ""
    session: str = ""
    is_over: bool = False


class Visits:
    """The connections of one process. `clock` returns seconds."""

    def __init__(self, limits: Limits, clock: Callable[[], float] = time.monotonic):
        self._limits, self._clock = limits, clock
        self._readers: dict[Visit, None] = {}  # the longest idle first
        self._silent: dict[Visit, None] = {}  # the longest silent first
        self._left: dict[str, float] = {}  # when the page of a session was closed, the earliest first

    def begin(self, end: Callable[[], None], session: str = "") -> Visit:
        """Adds a connection that has asked for nothing yet; beyond the limit for these, ends the longest silent one.

        `session` is the one that the browser says it is coming back to.
        """
        is_known = session in self._left or session in {one.session for one in (*self._readers, *self._silent)}
        visit = Visit(end, self._clock(), session if is_known else "")
        self._silent[visit] = None
        _let_go_beyond(self._limits.silent_connections, self._silent)
        return visit

    def ask(self, visit: Visit) -> None:
        """Gives a place to a connection that asks for a page; beyond the limit of places, ends the longest idle one."""
        self._remove(visit)
        self._readers[visit] = None
        _let_go_beyond(self._limits.visitors, self._readers)

    def leave(self, visit: Visit) -> None:
        """Notes that a connection has ended."""
        self._remove(visit)
        for session in {visit.came_back_to, visit.session} - {""}:
            self._left.pop(session, None)
            self._left[session] = self._clock()

    def let_go_of_silent(self) -> None:
        """Ends connections silent for too long, except of browsers that came back to a page: these need not ask."""
        latest = self._clock() - self._limits.silent_seconds
        for visit in [one for one in self._silent if one.since <= latest and not one.came_back_to]:
            _let_go(self._silent, visit)

    def forgotten(self) -> list[str]:
        """The sessions whose page was closed at least REMEMBERED seconds ago; returns each only once."""
        latest = self._clock() - REMEMBERED
        forgotten = [session for session, left in self._left.items() if left <= latest]
        for session in forgotten:
            del self._left[session]
        return forgotten

    def _remove(self, visit: Visit) -> None:
        self._silent.pop(visit, None)
        self._readers.pop(visit, None)


def _let_go_beyond(most: int, visits: dict[Visit, None]) -> None:
    while len(visits) > most:
        _let_go(visits, next(iter(visits)))


def _let_go(visits: dict[Visit, None], visit: Visit) -> None:
    del visits[visit]
    visit.is_over = True
    visit.end()
