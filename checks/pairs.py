"""Pairs the rows of a file with the actions of earlier files, by the words of both."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

ALIKE = 0.5  # share of common words from which an action counts as reworded and not as another
MOST_COMPARED = 10_000  # most pairs compared: with more, a column repeats itself and holds no references
Words = Mapping[str, str]  # a row's words, by our column


class ActionKey(NamedTuple):
    """An action: who reported it first, and its reference among all of that sender's."""

    sender: str
    action_ref: str


class AssignedAction(NamedTuple):
    """The action that a row belongs to, and a sentence if it may be another one; else ""."""

    action: ActionKey
    why_unsure: str = ""


class Pair(NamedTuple):
    """A row's number and the action it is taken for; `is_sure` if neither fits another one as well."""

    row: int
    action: ActionKey
    is_sure: bool


def pairs(rows: Mapping[int, Words], actions: Mapping[ActionKey, Words]) -> Iterator[Pair]:
    """Yields first the pairs with exactly the same words, then those with the most words in common."""
    same = list(_identical(rows, actions))
    yield from same
    found = {one for pair in same for one in pair[:2]}
    rest = [n for n in rows if n not in found]
    names = [name for name in actions if name not in found]
    if len(rest) * len(names) > MOST_COMPARED:
        yield from (Pair(n, name, False) for n, name in zip(rest, names, strict=False))
    else:
        yield from _alike({n: rows[n] for n in rest}, {name: actions[name] for name in names})


def _identical(rows: Mapping[int, Words], actions: Mapping[ActionKey, Words]) -> Iterator[Pair]:
    """Yields rows and actions with the same words, in the order of both, which alone tells twins apart."""
    known: dict[frozenset[tuple[str, str]], list[ActionKey]] = {}
    for name, before in actions.items():
        known.setdefault(frozenset(before.items()), []).append(name)
    came: dict[frozenset[tuple[str, str]], list[int]] = {}
    for n, row in rows.items():
        came.setdefault(frozenset(row.items()), []).append(n)
    for words, numbers in came.items():
        names = known.get(words, [])
        yield from (Pair(n, name, len(numbers) == len(names) == 1) for n, name in zip(numbers, names, strict=False))


def _alike(rows: Mapping[int, Words], actions: Mapping[ActionKey, Words]) -> Iterator[Pair]:
    """Yields the best pairs first; one is not sure if another action, or another row, fits as well."""
    scores = {(n, name): _score(row, words) for n, row in rows.items() for name, words in actions.items()}
    found: set[int | ActionKey] = set()
    for (n, name), score in sorted(scores.items(), key=lambda one: one[1], reverse=True):
        if score[0] and n not in found and name not in found:
            found |= {n, name}
            rivals = [one for one in scores if scores[one] == score and (one[0] == n) != (one[1] == name)]
            yield Pair(n, name, not rivals)


def _score(row: Words, other: Words) -> tuple[int, float]:
    """How well a row fits an action: 2 by the same action text, and how much else is equal; 1 by most words; or 0."""
    now, before = (Counter(words.get("action", "").casefold().split()) for words in (row, other))
    if now == before:
        return 2, float(len(row.items() & other.items()))
    share = (now & before).total() / (now | before).total()
    return (1, share) if share >= ALIKE else (0, 0.0)
