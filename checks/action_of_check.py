"""Which action a verification names, by what was known when its log came, and what was known of that action then."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from checks.facts import ActionFact, Known, KnownFacts


class ActionMatch(NamedTuple):
    """The action that a verification names, and since when it counts; no sender where none fits.

    `leads` and `supports` are the bodies that had led or supported the action by then, `first_known_on` is the day from
    which it was known, `published_on` the earliest day that a register gave for its review (None where none did).
    """

    sender: str = ""
    counts_since: Known | None = None
    leads: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    first_known_on: date | None = None
    published_on: date | None = None


Facts = Mapping[ActionFact, Known]  # each with since when it is known


def by_reference(facts: KnownFacts) -> dict[str, dict[ActionFact, Known]]:
    """The facts of actions by the reference that a verification would name."""
    by_ref: dict[str, dict[ActionFact, Known]] = {}
    for fact, known in facts.actions.items():
        for ref in {fact.action_ref, fact.ref_given}:
            by_ref.setdefault(ref, {})[fact] = known
    return by_ref


def action_of(
    facts: Facts, ref: str, review: str, agency: str, came: Known, published: Mapping[tuple[str, date], Known]
) -> ActionMatch:
    """The one action of that reference that fits the review and the lead agency, each "" where the log does not say.

    Of a reference that its sender gave to several actions only the number after it tells which is meant.

    Where nothing fitted when the log came, the first day decides on which something does. What comes later never
    undoes it: otherwise a second plan with the same references would unmake a check.
    """
    fits = {fact: known for fact, known in facts.items() if review in ("", fact.review) and agency in ("", fact.agency)}
    if not fits:
        return ActionMatch()
    decided = max(came, min(fits.values()), key=lambda known: known.moment)
    known_by_then = [fact for fact, known in facts.items() if known.moment <= decided.moment]
    named = {(fact.sender, fact.action_ref) for fact in known_by_then if fact in fits}
    if len(named) > 1 or not (named := {one for one in named if one[1] == ref}):
        return ActionMatch()
    ((sender, _),) = named
    of_action = [fact for fact in known_by_then if (fact.sender, fact.action_ref) == (sender, ref)]
    return ActionMatch(
        sender,
        decided._replace(file_id=max(came.file_id, min(fits.values()).file_id)),
        frozenset(fact.agency for fact in of_action),
        frozenset(name for fact in of_action for name in fact.supporting),
        min(facts[fact] for fact in of_action).on,
        _published({fact.review for fact in of_action}, decided, published),
    )


def _published(reviews: Iterable[str], by: Known, published: Mapping[tuple[str, date], Known]) -> date | None:
    days = [on for (review, on), known in published.items() if review in reviews and known.moment <= by.moment]
    return min(days, default=None)
