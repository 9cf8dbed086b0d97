"""Which action a verification names, by what was known when its log came, and what was known of that action then."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from checks.facts import ActionFact, KnownFacts


class ActionMatch(NamedTuple):
    """The action that a verification names, and the day from which it counts; no sender where none fits.

    `leads` and `supports` are the bodies that had led or supported the action by then, `first_known_on` is the day from
    which it was known, `published_on` the earliest day that a register gave for its review (None where none did).
    """

    sender: str = ""
    counts_from: date | None = None
    leads: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    first_known_on: date | None = None
    published_on: date | None = None


Facts = Mapping[ActionFact, date]  # each with the day from which it is known


def by_reference(facts: KnownFacts) -> dict[str, dict[ActionFact, date]]:
    """The facts of actions by the reference that a verification would name."""
    by_ref: dict[str, dict[ActionFact, date]] = {}
    for fact, day in facts.actions.items():
        by_ref.setdefault(fact.action_ref, {})[fact] = day
    return by_ref


def action_of(
    facts: Facts, review: str, agency: str, came_on: date, published: Mapping[tuple[str, date], date]
) -> ActionMatch:
    """The one action of that reference that fits the review and the lead agency, each "" where the log does not say.

    Where nothing fitted when the log came, the first day decides on which something does. What comes later never
    undoes it: otherwise a second plan with the same references would unmake a check.
    """
    fits = {fact: day for fact, day in facts.items() if review in ("", fact.review) and agency in ("", fact.agency)}
    if not fits:
        return ActionMatch()
    decided_on = max(came_on, min(fits.values()))
    senders = {fact.sender for fact, day in fits.items() if day <= decided_on}
    if len(senders) > 1:
        return ActionMatch()
    (sender,) = senders
    of_action = {fact: day for fact, day in facts.items() if fact.sender == sender and day <= decided_on}
    return ActionMatch(
        sender,
        decided_on,
        frozenset(fact.agency for fact in of_action),
        frozenset(name for fact in of_action for name in fact.supporting),
        min(of_action.values()),
        _published({fact.review for fact in of_action}, decided_on, published),
    )


def _published(reviews: Iterable[str], by: date, published: Mapping[tuple[str, date], date]) -> date | None:
    days = [on for (review, on), known_on in published.items() if review in reviews and known_on <= by]
    return min(days, default=None)
