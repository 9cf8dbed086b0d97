"""Answers that are worked out once for a position and shared by everybody who looks at it."""

import pickle
import time
from collections.abc import Callable, Hashable
from functools import partial
from threading import Condition
from typing import ParamSpec, TypeVar

import cachetools
from cachetools.keys import hashkey

# What was not asked for longest goes first, so odd addresses without end cannot fill the memory.
MOST_BYTES = 96 * 2**20
# An answer tells what somebody chose. The page on privacy promises that nobody knows it after two minutes.
MOST_SECONDS = 120
WEIGHED = 500  # rows of an answer
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def cached(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Lets a function work out each answer once, also when two ask at the same moment.

    The arguments must say all that the answer depends on, and no words that a visitor typed; whoever gets the answer
    must not change it. An error is not stored, and an answer for MOST_SECONDS.
    """
    return cachetools.cached(_answers, key=partial(_key, function), condition=_lock)(function)


def forget() -> None:
    """Drops every answer: another database is being opened."""
    with _lock:
        while _answers:  # `clear` leaves them in a ring, which holds the old database open until Python looks for rings
            _answers.popitem()


def forget_old() -> int:
    """Drops the answers that are older than MOST_SECONDS, which nobody may ask for again; gives how many."""
    with _lock:
        return len(_answers.expire())


def _seconds() -> float:
    return time.monotonic()


def _size(answer: object) -> int:
    """About how many bytes an answer takes; of many rows some are weighed, since that takes as long as to ask them."""
    if isinstance(answer, tuple) and len(answer) > WEIGHED:
        some = answer[:: len(answer) // WEIGHED]
        return len(pickle.dumps(some)) * len(answer) // len(some)
    return len(pickle.dumps(answer))


def _key(function: Callable[..., object], *values: object, **named: object) -> Hashable:
    return hashkey(function, *map(_hashable, values), **{name: _hashable(value) for name, value in named.items()})


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_answers: cachetools.TTLCache[Hashable, object] = cachetools.TTLCache(
    MOST_BYTES, MOST_SECONDS, lambda: _seconds(), _size
)
_lock = Condition()
