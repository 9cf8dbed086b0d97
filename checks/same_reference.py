"""Rows with one reference are told apart by their words, so that each stays the action that it was in earlier files."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

import pandas as pd

from checks.facts import EarlierRow
from checks.received_file import ReceivedFile
from tracker.terms import Kind

ALIKE = 0.5  # of the words of both: from this share in common on, an action was reworded and is no other
MOST_COMPARED = 10_000  # pairs of a row and an action: a column that says the same in every row holds no references
Words = Mapping[str, str]  # of a row, by our column


class Key(NamedTuple):
    """An action: who reported it first, and its reference among all of that sender's."""

    sender: str
    action_ref: str


class Name(NamedTuple):
    """The action that a row is of, and a sentence where it may be another; else ""."""

    action: Key
    doubt: str = ""


class Pair(NamedTuple):
    """The row of a number and the action that it is taken for; `is_sure` where it fits no other as well."""

    row: int
    action: Key
    is_sure: bool


class Memory:
    """What the files before say: each action with its last words, and which of them a sender gave by a reference."""

    def __init__(self, earlier: Iterable[EarlierRow]):
        self._waiting = sorted(earlier, key=lambda row: row.file_id, reverse=True)
        self._words: dict[Key, Words] = {}
        self._review: dict[Key, str] = {}
        self._given: dict[tuple[str, str], dict[Key, None]] = {}  # by sender and reference, in the order they came
        self.taken: dict[str, set[str]] = {}  # by sender: the names of its actions

    def reach(self, file_id: int) -> None:
        """Goes on to the files before that number."""
        while self._waiting and self._waiting[-1].file_id < file_id:
            row = self._waiting.pop()
            self.add(Key(row.sender, row.action_ref), row.sent_by, row.ref_given, row.review, row.words)

    def add(self, action: Key, sent_by: str, ref: str, review: str, words: Words) -> None:
        """Remembers what a row says of an action."""
        self._words[action], self._review[action] = words, review
        self._given.setdefault((sent_by, ref), {})[action] = None
        self.taken.setdefault(action.sender, set()).add(action.action_ref)

    def of(self, senders: Iterable[str], ref: str, reviews: Collection[str] | None = None) -> dict[Key, Words]:
        """The actions that these senders gave by that reference, of these reviews alone where they are named."""
        given = sorted({action for sender in senders for action in self._given.get((sender, ref), {})}, key=_in_order)
        return {one: self._words[one] for one in given if reviews is None or self._review[one] in reviews}


def _in_order(action: Key) -> tuple[int, str, str]:
    return len(action.action_ref), action.action_ref, action.sender


def tell_apart(actions: pd.DataFrame, earlier: Iterable[EarlierRow], inherited: Mapping[int, Collection[str]]) -> None:
    """Adds `action_sender`, `ref_given`, `times_used` and `doubt` in place, and gives each row its own `action_ref`.

    `earlier` are rows of other files, from the senders who used a reference twice, in those or in these, and from those
    whose actions a file takes over: `inherited` names them by the number of the file.
    """
    actions["action_sender"] = actions["sender"]
    actions["ref_given"] = actions["action_ref"]
    actions["times_used"] = (actions.groupby(["file_id", "ref_given"]).cumcount() + 1).astype(int)
    actions["doubt"] = pd.Series("", index=actions.index, dtype=str)
    with_ref = actions[actions["ref_given"] != ""]
    known = list(earlier)
    senders = {row.sent_by for row in known} | {*with_ref["sender"][with_ref["times_used"] > 1]}
    senders |= {*with_ref["sender"][with_ref["file_id"].isin(inherited)]}
    senders |= {sender for of_file in inherited.values() for sender in of_file}
    for index, name in _names(with_ref[with_ref["sender"].isin(senders)], Memory(known), inherited):
        actions.loc[index, ["action_sender", "action_ref", "doubt"]] = [*name.action, name.doubt]


def uses_a_reference_twice(file: ReceivedFile) -> bool:
    """Whether two rows of actions in it have the same reference."""
    refs = [ref for sheet in file.sheets if sheet.kind == Kind.ACTION for ref in sheet.rows["action_ref"] if ref]
    return len(set(refs)) < len(refs)


def _names(
    actions: pd.DataFrame, memory: Memory, inherited: Mapping[int, Collection[str]]
) -> Iterator[tuple[int, Name]]:
    """The name of each row by its index: file after file, as the ledger numbers them."""
    for (file_id, sender), of_file in actions.groupby(["file_id", "sender"]):
        memory.reach(file_id)
        taken, given = memory.taken.setdefault(sender, set()), {*of_file["ref_given"]}
        for ref, of_ref in of_file.groupby("ref_given", sort=False):
            rows, reviews = [json.loads(text) for text in of_ref["words"]], [*of_ref["review"]]
            own, others = memory.of([sender], ref), memory.of(inherited.get(file_id, ()), ref, reviews)
            free = (name for name in _numbered(ref) if name not in taken and (name == ref or name not in given))
            names = names_of(rows, own, {one: others[one] for one in others if one not in own}, sender, free)
            for name, review, words in zip(names, reviews, rows, strict=True):
                memory.add(name.action, sender, ref, review, words)
            yield from zip(of_ref.index, names, strict=True)


def names_of(
    rows: Sequence[Words], own: Mapping[Key, Words], others: Mapping[Key, Words], sender: str, free: Iterator[str]
) -> list[Name]:
    """The action of each row of a file that gives one reference; `own` are those that it gave before.

    `others` are those of bodies that the sender's succeeds: a reference alone is not enough for one of them. A row that
    fits none is a new action, with a name that is `free`: taken for one of these it would get a history and checks
    that are another's.
    """
    if len(rows) == len(own) == 1:
        return [Name(action) for action in own]
    pairs = {pair.row: pair for pair in _pairs(dict(enumerate(rows)), own)}
    pairs |= {pair.row: pair for pair in _pairs({n: row for n, row in enumerate(rows) if n not in pairs}, others)}
    found = {pair.action for pair in pairs.values()}
    missing = [action for action in (*own, *others) if action not in found]
    twins = Counter(frozenset(row.items()) for row in rows)
    return [
        _same(pairs[n].action, pairs[n].is_sure)
        if n in pairs
        else _new(Key(sender, next(free)), twins[frozenset(row.items())] == 1, missing)
        for n, row in enumerate(rows)
    ]


def _same(action: Key, is_sure: bool) -> Name:
    doubt = f"It may be another action of that reference; it is taken as '{action.action_ref}'."
    return Name(action, "" if is_sure else doubt)


def _new(action: Key, is_sure: bool, missing: Sequence[Key]) -> Name:
    if not missing:
        return _same(action, is_sure)
    others = ", ".join(
        f"'{other.action_ref}'" + (f" of '{other.sender}'" if other.sender != action.sender else "")
        for other in missing[:3]
    )
    doubt = f"Its words are unlike those of {others}, so it is taken as a new action, '{action.action_ref}'."
    return Name(action, doubt)


def _numbered(ref: str) -> Iterator[str]:
    yield ref
    yield from (f"{ref} ({n})" for n in count(2))


def _pairs(rows: Mapping[int, Words], actions: Mapping[Key, Words]) -> Iterator[Pair]:
    """First those with exactly the same words, then those with the most alike."""
    same = list(_identical(rows, actions))
    yield from same
    found = {one for pair in same for one in pair[:2]}
    rest = [n for n in rows if n not in found]
    names = [name for name in actions if name not in found]
    if len(rest) * len(names) > MOST_COMPARED:
        yield from (Pair(n, name, False) for n, name in zip(rest, names, strict=False))
    else:
        yield from _alike({n: rows[n] for n in rest}, {name: actions[name] for name in names})


def _identical(rows: Mapping[int, Words], actions: Mapping[Key, Words]) -> Iterator[Pair]:
    """In the order of both, which alone tells twins apart."""
    known: dict[frozenset[tuple[str, str]], list[Key]] = {}
    for name, said in actions.items():
        known.setdefault(frozenset(said.items()), []).append(name)
    came: dict[frozenset[tuple[str, str]], list[int]] = {}
    for n, row in rows.items():
        came.setdefault(frozenset(row.items()), []).append(n)
    for words, numbers in came.items():
        names = known.get(words, [])
        yield from (Pair(n, name, len(numbers) == len(names) == 1) for n, name in zip(numbers, names, strict=False))


def _alike(rows: Mapping[int, Words], actions: Mapping[Key, Words]) -> Iterator[Pair]:
    """The best first. A pair is not sure where the row fits another action, or another row the action, as well."""
    scores = {(n, name): _score(row, said) for n, row in rows.items() for name, said in actions.items()}
    found: set[int | Key] = set()
    for (n, name), score in sorted(scores.items(), key=lambda one: one[1], reverse=True):
        if score[0] and n not in found and name not in found:
            found |= {n, name}
            rivals = [one for one in scores if scores[one] == score and (one[0] == n) != (one[1] == name)]
            yield Pair(n, name, not rivals)


def _score(row: Words, said: Words) -> tuple[int, float]:
    """How a row fits an action: 2 by what is to be done, and how much else is the same; 1 by most words of it; or 0."""
    now, before = (Counter(words.get("action", "").casefold().split()) for words in (row, said))
    if now == before:
        return 2, float(len(row.items() & said.items()))
    share = (now & before).total() / (now | before).total()
    return (1, share) if share >= ALIKE else (0, 0.0)
