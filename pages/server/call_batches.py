"""Hands what a page draws to the server's loop in batches, not one by one."""

from asyncio import AbstractEventLoop
from collections.abc import Callable
from threading import Lock
from weakref import WeakKeyDictionary

from streamlit.runtime.app_session import AppSession

PAUSE = 0.01  # seconds for which calls are gathered; Streamlit sends every 0.005 at most
_of: WeakKeyDictionary[AppSession, "CallBatches"] = WeakKeyDictionary()


class CallBatches:
    """Makes calls in a loop, in the order in which threads gave them: those of one PAUSE all at once."""

    def __init__(self, loop: AbstractEventLoop):
        self._loop, self._lock = loop, Lock()
        self._calls: list[Callable[[], None]] = []

    def soon(self, call: Callable[[], None]) -> None:
        """Makes a call within PAUSE. Raises RuntimeError if the loop is closed."""
        with self._lock:
            self._calls.append(call)
            if len(self._calls) == 1:
                self._loop.call_soon_threadsafe(self._loop.call_later, PAUSE, self._make)

    def _make(self) -> None:
        with self._lock:
            calls, self._calls = self._calls, []
        for call in calls:
            self._loop.call_soon(call)


def batch_calls() -> None:
    """Makes Streamlit's sessions send what their pages draw in batches.

    For each block of a page, Streamlit wakes the server's loop, which then stands in the way of the thread that draws:
    a sixth of what a page with a hundred blocks costs. There is no setting for it, so its method is replaced.
    """
    AppSession._call_soon_on_event_loop = _soon  # type: ignore[method-assign, assignment]


def _soon(session: AppSession, call: Callable[[], None]) -> None:
    batches = _of.get(session) or _of.setdefault(session, CallBatches(session._event_loop))
    try:
        batches.soon(call)
    except RuntimeError:
        if not session._event_loop.is_closed():
            raise
