"""The facts that files make known to each other, and how far a rule may look."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from checks.first_days import first_day
from tracker.terms import Kind


class Scope(StrEnum):
    """How far a rule looks: at one row, at the rows of the same file, or at the facts that all files make known.

    A rule gets the columns of its scope and no others (see `checks.context.CONTEXT`).
    """

    ROW = "row"
    FILE = "file"
    AGENCIES = "agencies"
    RECOMMENDATIONS = "recommendations"
    ACTIONS = "actions"
    NAMES = "names"
    REVIEWS = "reviews"


AnyFact = TypeVar("AnyFact")
WITHIN_A_FILE = (Scope.ROW, Scope.FILE)
MAKES_FACTS = (Kind.RECOMMENDATION, Kind.ACTION)  # the kinds of rows


class ActionFact(NamedTuple):
    """What a return says of an action, as far as a verification of it depends on that."""

    action_ref: str
    sender: str
    review: str
    agency: str
    supporting: tuple[str, ...]


@dataclass(frozen=True)
class KnownFacts:
    """What files make known. More files only add to it.

    `agencies` are those with a layout of their own, `register_agencies` those that a register names; a recommendation
    is a pair of review and reference. The others have the day from which each is known: what a return says of an
    action; a spelling and the name that a layout gives for it; a review and the day on which a register says that it
    was published.
    """

    agencies: frozenset[str] = frozenset()
    register_agencies: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: Mapping[ActionFact, date] = field(default_factory=dict)
    names: Mapping[tuple[str, str], date] = field(default_factory=dict)
    published: Mapping[tuple[str, date], date] = field(default_factory=dict)


def facts_with(
    facts: KnownFacts,
    rows: dict[Kind, pd.DataFrame],
    agencies: set[str],
    names: Iterable[tuple[tuple[str, str], date]] = (),
) -> KnownFacts:
    """The facts together with those that `rows` add; `agencies` and `names` are those of the layouts they were read by.

    No row may be a refused one: the database does not show it, so a later load would not know the fact.
    """
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    return KnownFacts(
        agencies=facts.agencies | agencies,
        register_agencies=facts.register_agencies | set(register["agency"]),
        recommendations=facts.recommendations | set(tuples(register, "review", "recommendation_ref")),
        actions=earliest(facts.actions, _action_facts(actions)),
        names=earliest(facts.names, names),
        published=earliest(facts.published, publications(register)),
    )


def _action_facts(actions: pd.DataFrame) -> Iterator[tuple[ActionFact, date]]:
    rows = tuples(actions, "action_ref", "sender", "review", "agency", "supporting_agencies", "known_on")
    return (
        (ActionFact(ref, sender, review, agency, tuple(supporting)), known_on.date())
        for ref, sender, review, agency, supporting, known_on in rows
    )


def publications(register: pd.DataFrame) -> Iterator[tuple[tuple[str, date], date]]:
    """Each review with the day on which a row of a register says it was published, and the day that row was known."""
    first_days = first_day(register["published_on"], register["published_on_precision"])
    rows = zip(register["review"], first_days, register["known_on"], strict=True)
    return (((review, on.date()), known_on.date()) for review, on, known_on in rows if not pd.isna(on))


def earliest(before: Mapping[AnyFact, date], now: Iterable[tuple[AnyFact, date]]) -> dict[AnyFact, date]:
    """Each fact with the earliest day from which it is known."""
    days = dict(before)
    for fact, day in now:
        days[fact] = min(day, days.get(fact, day))
    return days


def new_facts(before: KnownFacts, now: KnownFacts) -> Iterator[tuple[Scope, Set[str]]]:
    """Each scope with facts that were not known before: the names of agencies, references or reviews."""
    new = {
        Scope.AGENCIES: (now.agencies - before.agencies) | (now.register_agencies - before.register_agencies),
        Scope.RECOMMENDATIONS: {ref for _, ref in now.recommendations - before.recommendations},
        Scope.ACTIONS: {fact.action_ref for fact in now.actions.keys() - before.actions.keys()},
        Scope.NAMES: {spelling for spelling, _ in now.names.keys() - before.names.keys()},
        Scope.REVIEWS: {review for review, _ in now.published.keys() - before.published.keys()},
    }
    return ((scope, refs) for scope, refs in new.items() if refs)


def tuples(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row."""
    return zip(*(rows[name] for name in names), strict=True)
