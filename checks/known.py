"""What files make known to each other, and how far a rule may look."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from checks.first_days import first_day
from tracker.terms import Kind


class Scope(StrEnum):
    """How far a rule looks: at a row by itself, at the rows of the same file, or at what all files make known.

    A rule gets the columns of its scope and no others (see `checks.context.CONTEXT`), so it cannot look further.
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
MAKES_KNOWN = (Kind.RECOMMENDATION, Kind.ACTION)


class ActionFact(NamedTuple):
    """What some return said of an action, as far as a check of it depends on that."""

    action_ref: str
    sender: str
    review: str
    agency: str
    supporting: tuple[str, ...]


@dataclass(frozen=True)
class Known:
    """What files make known. It only grows as files come in.

    `agencies` are those with a layout of their own, `asked` those in a register; a recommendation is a pair of
    review and reference. The others say from which day each is known: what was said of an action; which spelling a
    layout gives for which name; and on which day a register says that a review was published.
    """

    agencies: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: Mapping[ActionFact, date] = field(default_factory=dict)
    names: Mapping[tuple[str, str], date] = field(default_factory=dict)
    published: Mapping[tuple[str, date], date] = field(default_factory=dict)


def known_with(
    known: Known, rows: dict[Kind, pd.DataFrame], agencies: set[str], names: Iterable[tuple[tuple[str, str], date]] = ()
) -> Known:
    """What is known together with what `rows` add; `agencies` and `names` are those of the layouts they were read by.

    Give no row that is refused: it makes nothing known, since the database does not show it.
    """
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    return Known(
        agencies=known.agencies | agencies,
        asked=known.asked | set(register["agency"]),
        recommendations=known.recommendations | set(tuples(register, "review", "recommendation_ref")),
        actions=earliest(known.actions, _action_facts(actions)),
        names=earliest(known.names, names),
        published=earliest(known.published, publications(register)),
    )


def _action_facts(actions: pd.DataFrame) -> Iterator[tuple[ActionFact, date]]:
    said = tuples(actions, "action_ref", "sender", "review", "agency", "supporting_agencies", "known_on")
    return (
        (ActionFact(ref, sender, review, agency, tuple(supporting)), known_on.date())
        for ref, sender, review, agency, supporting, known_on in said
    )


def publications(register: pd.DataFrame) -> Iterator[tuple[tuple[str, date], date]]:
    first_days = first_day(register["published_on"], register["published_on_precision"])
    said = zip(register["review"], first_days, register["known_on"], strict=True)
    return (((review, on.date()), known_on.date()) for review, on, known_on in said if not pd.isna(on))


def earliest(before: Mapping[AnyFact, date], now: Iterable[tuple[AnyFact, date]]) -> dict[AnyFact, date]:
    """Each fact with the earliest day from which it is known."""
    found = dict(before)
    for fact, day in now:
        found[fact] = min(day, found.get(fact, day))
    return found


def newly_known(before: Known, now: Known) -> Iterator[tuple[Scope, Set[str]]]:
    """Each scope in which more is known than before, with the names of the new agencies or the new references."""
    news = {
        Scope.AGENCIES: (now.agencies - before.agencies) | (now.asked - before.asked),
        Scope.RECOMMENDATIONS: {ref for _, ref in now.recommendations - before.recommendations},
        Scope.ACTIONS: {fact.action_ref for fact in now.actions.keys() - before.actions.keys()},
        Scope.NAMES: {spelling for spelling, _ in now.names.keys() - before.names.keys()},
        Scope.REVIEWS: {review for review, _ in now.published.keys() - before.published.keys()},
    }
    return ((scope, new) for scope, new in news.items() if new)


def tuples(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row."""
    return zip(*(rows[name] for name in names), strict=True)
