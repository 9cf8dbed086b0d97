"""Answers that are worked out once for a position and shared by everybody who looks at it."""

import pickle
from collections.abc import Callable, Hashable
from functools import partial
from threading import Condition
from typing import ParamSpec, TypeVar

import cachetools
from cachetools.keys import hashkey

# What was not asked for longest goes first, so odd addresses without end cannot fill the memory.
MOST_BYTES = 96 * 2**20
Arguments = ParamSpec("Arguments")
Answer = TypeVar("Answer")


def cached(function: Callable[Arguments, Answer]) -> Callable[Arguments, Answer]:
    """Lets a function work out each answer once, also when two ask at the same moment.

    The arguments must say all that the answer depends on; whoever gets the answer must not change it. An error is not
    stored.
    """
    return cachetools.cached(_answers, key=partial(_key, function), condition=_lock)(function)


def forget() -> None:
    """Drops every answer: another database is being opened."""
    with _lock:
        _answers.clear()


def _size(answer: object) -> int:
    """About how many bytes an answer takes."""
    return len(pickle.dumps(answer))


def _key(function: Callable[..., object], *values: object, **named: object) -> Hashable:
    return hashkey(function, *map(_hashable, values), **{name: _hashable(value) for name, value in named.items()})


def _hashable(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_answers: cachetools.LRUCache[Hashable, object] = cachetools.LRUCache(MOST_BYTES, _size)
_lock = Condition()
