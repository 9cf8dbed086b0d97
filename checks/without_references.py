"""Finds the action of each row in a plan without references by its words, and says where that is not sure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from checks.pairs import MOST_COMPARED, ActionKey, AssignedAction, Words

ALIKE = 0.75  # share of common words from which a row counts as reworded, if its numbers stay
WORD = re.compile(r"\w+")


class Numbering(NamedTuple):
    """How the rows of a file without references are named.

    `by` are the columns whose words identify an action, `renumbered` the names that continue under earlier ones.
    """

    by: tuple[str, ...]
    renumbered: Mapping[str, str]


class RowWords(NamedTuple):
    """What a row says, or what was last said of an action: its review, and its words by our column."""

    review: str
    words: Words


def actions_by_words(
    rows: Sequence[RowWords], earlier: Mapping[ActionKey, RowWords], free: Sequence[ActionKey], how: Numbering
) -> list[AssignedAction]:
    """The action of each row in a file without references; a new one takes the name that is `free` for its place.

    The same words in the columns that tell rows apart mean the same action. Nearly the same words do too, but then
    somebody should look. A row and an action left over may be one or two: both count, even if each is the only one
    left.
    """
    names = dict(_same(rows, earlier, how.by))
    names |= _alike(rows, earlier, names, how.by)
    assigned = {name.action for name in names.values()}
    twins = {n for numbers in _by_words(enumerate(rows), how.by).values() if len(numbers) > 1 for n in numbers}
    for n, row in enumerate(rows):
        missing = [action for action, facts in earlier.items() if action not in assigned and facts.review == row.review]
        names.setdefault(n, AssignedAction(free[n], _why_unsure_of_new(free[n], missing, n in twins)))
    return [_continued_name(names[n], [*names.values()], how.renumbered) for n in range(len(rows))]


def _same(
    rows: Sequence[RowWords], earlier: Mapping[ActionKey, RowWords], by: Sequence[str]
) -> Iterator[tuple[int, AssignedAction]]:
    """Yields rows whose words equal an action's in these columns: wholly equal ones first, then the rest in order."""
    known, came = _by_words(earlier.items(), by), _by_words(enumerate(rows), by)
    for words, numbers in came.items():
        actions = known.get(words, [])
        if len(numbers) == len(actions) == 1:
            yield numbers[0], AssignedAction(actions[0])
        elif actions:
            yield from _of_several(numbers, actions, rows, earlier)


def _of_several(
    numbers: list[int], actions: list[ActionKey], rows: Sequence[RowWords], earlier: Mapping[ActionKey, RowWords]
) -> Iterator[tuple[int, AssignedAction]]:
    left, rest = list(actions), []
    for n in numbers:
        same = next((action for action in left if earlier[action].words == rows[n].words), None)
        if same is None:
            rest.append(n)
        else:
            left.remove(same)
            yield n, AssignedAction(same)
    for n, action in zip(rest, left, strict=False):
        yield n, AssignedAction(action, f"Several rows have the same words; it is taken as '{action.action_ref}'.")


def _alike(
    rows: Sequence[RowWords],
    earlier: Mapping[ActionKey, RowWords],
    names: Mapping[int, AssignedAction],
    by: Sequence[str],
) -> Iterator[tuple[int, AssignedAction]]:
    """Yields rows that were reworded a little, under the same heading: row and action are each other's only nearest."""
    assigned = {name.action for name in names.values()}
    text = "action" if "action" in by else by[-1]
    others = [name for name in by if name != text]
    known = _by_words(((key, row) for key, row in earlier.items() if key not in assigned), others, with_blanks=True)
    came = _by_words(((n, row) for n, row in enumerate(rows) if n not in names), others, with_blanks=True)
    for heading, numbers in came.items():
        actions = known.get(heading, [])
        if len(numbers) * len(actions) <= MOST_COMPARED:
            shares = {(n, one): _share(rows[n], earlier[one], text) for n in numbers for one in actions}
            yield from _nearest({pair: share for pair, share in shares.items() if share >= ALIKE})


def _nearest(shares: Mapping[tuple[int, ActionKey], float]) -> Iterator[tuple[int, AssignedAction]]:
    of_row: dict[int, list[float]] = {}
    of_action: dict[ActionKey, list[float]] = {}
    for (n, action), share in shares.items():
        of_row.setdefault(n, []).append(share)
        of_action.setdefault(action, []).append(share)
    for (n, action), share in shares.items():
        if all(share == max(rivals) and rivals.count(share) == 1 for rivals in (of_row[n], of_action[action])):
            sentence = f"Its words are nearly those of '{action.action_ref}', so it is taken as that action."
            yield n, AssignedAction(action, sentence)


def _share(row: RowWords, other: RowWords, text: str) -> float:
    now, before = (Counter(_words(one.words.get(text, ""))) for one in (row, other))
    numbers = [sorted(word for word in words.elements() if word.isdigit()) for words in (now, before)]
    return (now & before).total() / max(1, (now | before).total()) if numbers[0] == numbers[1] else 0.0


def _by_words(
    rows: Iterable[tuple[Any, RowWords]], by: Sequence[str], with_blanks: bool = False
) -> dict[Any, list[Any]]:
    """The keys of rows by review and by the words in these columns, ignoring punctuation and capitals."""
    found: dict[Any, list[Any]] = {}
    for key, row in rows:
        words = tuple(" ".join(_words(row.words.get(name, ""))) for name in by)
        if with_blanks or any(words):
            found.setdefault((row.review, words), []).append(key)
    return found


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _why_unsure_of_new(action: ActionKey, missing: Sequence[ActionKey], has_twin: bool) -> str:
    others = ", ".join(f"'{other.action_ref}'" for other in missing[:3])
    if has_twin and not others:
        return f"Another row has the same words; this one counts as '{action.action_ref}'."
    sentence = f"Its words are unlike those of {others}, so it is taken as a new action, '{action.action_ref}'."
    return sentence if others else ""


def _continued_name(
    name: AssignedAction, names: Sequence[AssignedAction], renumbered: Mapping[str, str]
) -> AssignedAction:
    """The name under which the layout says that an action continues, unless the same file has that name too."""
    earlier = renumbered.get(name.action.action_ref, "")
    if not earlier:
        return name
    action = name.action._replace(action_ref=earlier)
    if any(other.action == action for other in names):
        return AssignedAction(name.action, f"The layout joins it to '{earlier}', which stands in this file too.")
    return AssignedAction(action)
