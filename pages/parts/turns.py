"""Makes the answers of each visitor wait for their turn."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import lru_cache
from typing import TypeVar

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.parts import page_delivery
from pages.parts.fair_queue import FairQueue
from tracker.site import site

Made = TypeVar("Made")
FIRST_SIGHTS, FEEDS, FILES = object(), object(), object()


@contextmanager
def turn_for_page() -> Iterator[None]:
    """The turn in which a page is drawn; it lasts until the page has been sent. Raises NoTurn."""
    with _queue().turn(_visitor(), "page"), page_delivery.whole_page(_session()):
        yield


def turn_for_first_sight() -> AbstractContextManager[None]:
    """The turn in which a first sight is made; all first sights together have the place of one visitor."""
    return _queue().turn(FIRST_SIGHTS, "page")


def turn_for_feed() -> AbstractContextManager[None]:
    """The turn in which a feed, a calendar or a record is made; all of these together have the place of one visitor."""
    return _queue().turn(FEEDS, "feed")


def turn_for_file() -> AbstractContextManager[None]:
    """The turn in which a file of a position is made; all of these together have the place of one visitor."""
    return _queue().turn(FILES, "file")


def in_turn(button: str, make: Callable[[], Made]) -> Callable[[], Made]:
    """A function that makes a download when its button is pressed, in a turn of the visitor who sees the button."""
    visitor = _visitor()

    def made() -> Made:
        with _queue().turn(visitor, button):
            return make()

    return made


@lru_cache(maxsize=1)
def _queue() -> FairQueue:
    return FairQueue(site().limits.answers_at_once, site().limits.answers_waiting)


def _visitor() -> object:
    """An object that stays the same while a browser shows our pages; it tells nothing about who that is."""
    return st.session_state.setdefault("visitor", object())


def _session() -> str:
    """The server's name for the connection that a page is drawn for, "" outside a run."""
    run = get_script_run_ctx()
    return run.session_id if run else ""
