"""The slow, obvious version of the roll-up: one body of one recommendation at a time."""

from dataclasses import dataclass, field
from itertools import pairwise

LEAST_FAR_FIRST = [
    "No action planned", "No plan received", "Plan could not be read", "Name not known", "Lead not stated",
    "No response", "Overdue", "Open", "Closed, not done", "Reported complete, not verified", "Verified complete",
    "No commitment", "Not accepted",
]  # fmt: skip
ACCEPTED = ("accepted", "accepted in part")
NO_COMMITMENT = ("accepted in principle", "noted", "not accepted")


@dataclass
class Work:
    """An action under a recommendation: who has a part in it, and its state."""

    lead: str
    supports: list[str]
    state: str
    is_accepted: bool = True
    is_superseded: bool = False  # its plan says so, and nobody found that it cannot be implemented
    successor: object = None  # its key in Recommendation.works, if it is there


@dataclass
class Recommendation:
    """All that is known of one recommendation on a date."""

    answers: dict[str, list[str]]  # each body's answers, register by register
    works: dict[object, Work]
    plans: set[str]  # the bodies whose plan is on record
    unread: set[str]  # the bodies that sent a file that could not be read
    misspelt: dict[str, set[str]] = field(default_factory=dict)  # misspelt names, each with the known names it may mean
    is_compiled: bool = False


def roll_up(asked: Recommendation) -> tuple[str, list[str]]:
    """How far the recommendation has got, and the bodies that have got no farther."""
    far = {body: word for body in bodies(asked) if (word := how_far(body, asked))}
    least = min(far.values(), key=LEAST_FAR_FIRST.index)
    return least, sorted(body for body, word in far.items() if word == least)


def bodies(asked: Recommendation) -> set[str]:
    """Everybody who was asked or has a part in the work."""
    return {*asked.answers, *(body for work in asked.works.values() for body in (work.lead, *work.supports))}


def how_far(body: str, asked: Recommendation) -> str:
    """How far one body has got; "" for a misspelt name if the body it may mean was asked too."""
    if body in asked.misspelt:
        return "" if asked.misspelt[body] & {*asked.answers} else "Name not known"
    states = _states(body, asked)
    if "Overdue" in states:
        return "Overdue"
    if any(state.startswith("Open") for state in states):
        return "Open"
    said = asked.answers.get(body, [])
    if said and said[-1] in NO_COMMITMENT and not any(word in ACCEPTED for word in said):
        return "Not accepted" if said[-1] == "not accepted" else "No commitment"
    if not states:
        return _what_is_missing(body, asked) if said else "Not accepted"
    return min(states, key=LEAST_FAR_FIRST.index)


def _states(body: str, asked: Recommendation) -> list[str]:
    """The states of the actions that a body has a part in, or of their successors; no "Not accepted"."""
    parts = [key for key, work in asked.works.items() if body in (work.lead, *work.supports)]
    states = [asked.works[_in_its_place(key, asked)].state for key in parts]
    return [state for state in states if state != "Not accepted"]


def _in_its_place(key: object, asked: Recommendation) -> object:
    """The key of the last accepted successor, or the action's own where the chain of successors is a circle."""
    way = [key]
    while (successor := _standing_successor(way[-1], asked)) is not None:
        if successor in way:
            return key
        way.append(successor)
    return way[-1]


def _standing_successor(key: object, asked: Recommendation) -> object:
    work = asked.works[key]
    is_replaced = work.is_superseded and work.state == "Closed, not done" and work.successor != key
    successor = asked.works.get(work.successor) if is_replaced else None
    return work.successor if successor and successor.is_accepted else None


def _what_is_missing(body: str, asked: Recommendation) -> str:
    said = asked.answers[body]
    if not asked.is_compiled and body not in asked.plans:
        return "Plan could not be read" if body in asked.unread else "No plan received"
    if any(work.lead == "Lead not stated" and work.state != "Not accepted" for work in asked.works.values()):
        return "Lead not stated"
    has_accepted = any(word in ACCEPTED for word in said)
    return "No response" if said[-1] == "no response" and not has_accepted else "No action planned"


def one_slip(one: str, other: str) -> bool:
    """Whether two names differ only in capitals, or in one letter or two swapped letters of one long word."""
    words = list(zip(one.lower().split(" "), other.lower().split(" "), strict=False))
    unlike = [pair for pair in words if pair[0] != pair[1]]
    if one.count(" ") != other.count(" ") or len(unlike) > 1:
        return False
    return not unlike or (len(unlike[0][0]) > 4 and unlike[0][0].isalpha() and _one_edit(*unlike[0]))


def _one_edit(one: str, other: str) -> bool:
    cuts = range(len(one) + 1)
    left_out = {one[:n] + one[n + 1 :] for n in cuts} | {one}
    other_left_out = {other[:n] + other[n + 1 :] for n in range(len(other) + 1)} | {other}
    changed = len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    swapped = any(one[:n] + b + a + one[n + 2 :] == other for n, (a, b) in enumerate(pairwise(one)))
    return other in left_out or one in other_left_out or changed or swapped
