"""What is worked out for a position once and shared by everybody who looks at it."""

import pickle
from collections.abc import Callable, Hashable
from functools import partial
from threading import Condition
from typing import ParamSpec, TypeVar

from cachetools import LRUCache, cached
from cachetools.keys import hashkey

# What was not asked for longest goes first, so odd addresses without end cannot fill the memory.
MOST_BYTES = 96 * 2**20
Given = ParamSpec("Given")
Made = TypeVar("Made")


def kept(make: Callable[Given, Made]) -> Callable[Given, Made]:
    """The same function, but each answer is worked out once, also when two ask at the same moment.

    What it is given must say all that the answer depends on; whoever gets the answer must not change it. An error is
    not kept.
    """
    return cached(_answers, key=partial(_key, make), condition=_asked)(make)


def forget() -> None:
    """Lets everything go: another database is being opened."""
    with _asked:
        _answers.clear()


def _size(answer: object) -> int:
    """About how many bytes an answer takes."""
    return len(pickle.dumps(answer))


def _key(make: Callable[..., object], *given: object, **named: object) -> Hashable:
    return hashkey(make, *map(_fixed, given), **{name: _fixed(value) for name, value in named.items()})


def _fixed(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


_answers: LRUCache[Hashable, object] = LRUCache(MOST_BYTES, _size)
_asked = Condition()
