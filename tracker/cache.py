"""Works out each answer once for a position and shares it with everybody who looks at it."""

import pickle
import time
from collections.abc import Callable, Hashable
from functools import partial
from threading import Condition
from typing import ParamSpec, TypeVar

import cachetools
from cachetools.keys import hashkey

# The answer unused for longest goes first, so endless odd addresses cannot fill the memory.
MOST_BYTES = 96 * 2**20
# An answer shows what somebody chose; the page on privacy promises that nobody knows it after two minutes.
MOST_SECONDS = 120
WEIGHED = 500  # rows of an answer, above which only a sample is measured
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def cached(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Lets a function work out each answer once, even when two people ask at the same moment.

    The arguments must hold everything that the answer depends on, and no words that a visitor typed; callers must not
    change the answer. Errors are not kept, and answers only for MOST_SECONDS.
    """
    return cachetools.cached(_answers, key=partial(_key, function), condition=_lock)(function)


def forget() -> None:
    """Drops every answer, because another database is being opened."""
    with _lock:
        while _answers:  # `clear` leaves a reference cycle, which keeps the old database open until the next collection
            _answers.popitem()


def forget_old() -> int:
    """Drops the answers older than MOST_SECONDS, which nobody can get any more; returns how many it dropped."""
    with _lock:
        return len(_answers.expire())


def _seconds() -> float:
    return time.monotonic()


def _size(answer: object) -> int:
    """Roughly how many bytes an answer takes; a long one is sampled, since weighing it all takes as long as asking."""
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
