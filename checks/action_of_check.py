"""Finds the action that a verification names, and what was known of it, as known when the log came."""

from collections.abc import Iterable, Iterator, Mapping, Set
from datetime import date
from typing import NamedTuple

from checks.facts import ActionFact, KnownFacts, KnownSince
from tracker.terms import LEAD_NOT_STATED


class ActionMatch(NamedTuple):
    """The action that a verification names, and since when it counts; the sender is "" if no action fits.

    `leads` and `supports` are the bodies that had led or supported the action by then, `first_known_on` is the day from
    which it was known, `published_on` the earliest publication day that a register gave for its review (None if none
    did).
    """

    sender: str = ""
    counts_since: KnownSince | None = None
    leads: frozenset[str] = frozenset()
    supports: frozenset[str] = frozenset()
    first_known_on: date | None = None
    published_on: date | None = None


Facts = Mapping[ActionFact, KnownSince]  # each fact, and since when it is known


def by_reference(facts: KnownFacts, refs: Set[str]) -> dict[str, dict[ActionFact, KnownSince]]:
    """The facts about actions that verifications name, by reference."""
    by_ref: dict[str, dict[ActionFact, KnownSince]] = {}
    for fact, known in facts.actions.items():
        for ref in {fact.action_ref, fact.ref_given} & refs:
            by_ref.setdefault(ref, {})[fact] = known
    return by_ref


def action_of(
    facts: Facts, ref: str, review: str, agency: str, came: KnownSince, published: Mapping[tuple[str, date], KnownSince]
) -> ActionMatch:
    """The one action with that reference that fits the review and the lead agency; each is "" if the log does not say.

    An action whose lead is not stated fits any agency, unless another action states that lead. If its sender gave one
    reference to several actions, only the number after it tells which is meant.

    If nothing fitted when the log came, the first day on which something does decides. What comes later never undoes
    it: otherwise a second plan with the same references would unmake a check.
    """
    fits = {fact: known for fact, known in facts.items() if review in ("", fact.review) and agency in ("", fact.agency)}
    may_fit = {fact: known for fact, known in _not_stated(facts) if review in ("", fact.review)}
    if not fits and not may_fit:
        return ActionMatch()
    decided = max(came, min([*fits.values(), *may_fit.values()]), key=lambda known: known.moment)
    known_by_then = [fact for fact, known in facts.items() if known.moment <= decided.moment]
    named = _actions(known_by_then, fits) or _actions(known_by_then, may_fit)
    if len(named) > 1 or not (named := {one for one in named if one[1] == ref}):
        return ActionMatch()
    of_action = [fact for fact in known_by_then if (fact.sender, fact.action_ref) in named]
    since = min(known for fact, known in (fits | may_fit).items() if fact in of_action)
    leads = {agency, *(name for fact in of_action for name in fact.leads)} - {""}
    return ActionMatch(
        of_action[0].sender,
        decided._replace(file_id=max(came.file_id, since.file_id)),
        frozenset(leads),
        frozenset(name for fact in of_action for name in fact.supporting),
        min(facts[fact] for fact in of_action).on,
        _publication_day({fact.review for fact in of_action}, decided, published),
    )


def _not_stated(facts: Facts) -> Iterator[tuple[ActionFact, KnownSince]]:
    """Yields the facts of actions that name no lead agency and never had: any agency that a log names may lead them."""
    for fact, known in facts.items():
        had_one = (one.agency != LEAD_NOT_STATED and _was_known(one, facts[one], fact, known) for one in facts)
        if fact.agency == LEAD_NOT_STATED and not any(had_one):
            yield fact, known


def _was_known(one: ActionFact, since: KnownSince, other: ActionFact, by: KnownSince) -> bool:
    """Whether `one` is about the same action as `other`, and was known by then."""
    return (one.sender, one.action_ref) == (other.sender, other.action_ref) and since.moment <= by.moment


def _actions(facts: Iterable[ActionFact], among: Facts) -> set[tuple[str, str]]:
    return {(fact.sender, fact.action_ref) for fact in facts if fact in among}


def _publication_day(
    reviews: Iterable[str], by: KnownSince, published: Mapping[tuple[str, date], KnownSince]
) -> date | None:
    days = [on for (review, on), known in published.items() if review in reviews and known.moment <= by.moment]
    return min(days, default=None)
