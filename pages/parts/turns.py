"""Makes the answers of each visitor wait for their turn."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import sent
from pages.parts.fair_queue import FairQueue
from tracker.site import site

Made = TypeVar("Made")
FIRST_SIGHTS, FEEDS = object(), object()


@contextmanager
def turn_for_page() -> Iterator[None]:
    """The turn in which a page is drawn, until it has been sent. Raises NoTurn."""
    with _queue().turn(_visitor(), "page"), sent.whole_page(_session()):
        yield


def turn_for_first_sight() -> AbstractContextManager[None]:
    """The turn in which what comes before a page is made: all of them together have the place of one visitor."""
    return _queue().turn(FIRST_SIGHTS, "page")


def turn_for_feed() -> AbstractContextManager[None]:
    """The turn in which a feed, a calendar or a record is made: all of them together have the place of one visitor."""
    return _queue().turn(FEEDS, "feed")


def in_turn(button: str, make: Callable[[], Made]) -> Callable[[], Made]:
    """What makes a download once its button is pressed, in a turn of whoever sees the button. Raises NoTurn."""
    visitor = _visitor()

    def made() -> Made:
        with _queue().turn(visitor, button):
            return make()

    return made


@lru_cache(maxsize=1)
def _queue() -> FairQueue:
    return FairQueue(site().limits.answers_at_once, site().limits.answers_waiting)


def _visitor() -> object:
    """The same for as long as a browser shows pages of ours; it tells nothing of who that is."""
    return st.session_state.setdefault("visitor", object())


def _session() -> str:
    """What the server calls the connection that a page is drawn for."""
    run = get_script_run_ctx()
    return run.session_id if run else ""
