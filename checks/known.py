"""What files make known to each other, and how far a rule may look."""

from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import pandas as pd

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


WITHIN_A_FILE = (Scope.ROW, Scope.FILE)
MAKES_KNOWN = (Kind.RECOMMENDATION, Kind.ACTION)


@dataclass(frozen=True)
class Known:
    """What files make known. It only grows as files come in.

    `agencies` are those with a layout of their own, `asked` those in a register; a recommendation is a pair of
    review and reference, an action a triple of lead agency, sender and reference.
    """

    agencies: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: frozenset[tuple[str, str, str]] = field(default_factory=frozenset)


def known_with(known: Known, rows: dict[Kind, pd.DataFrame], agencies: set[str]) -> Known:
    """What is known together with what `rows` add; `agencies` are those of the layouts that they were read by.

    Give no row that is refused: it makes nothing known, since the database does not show it.
    """
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    return Known(
        agencies=known.agencies | agencies,
        asked=known.asked | set(register["agency"]),
        recommendations=known.recommendations | set(tuples(register, "review", "recommendation_ref")),
        actions=known.actions | set(tuples(actions, "agency", "sender", "action_ref")),
    )


def newly_known(before: Known, now: Known) -> Iterator[tuple[Scope, Set[str]]]:
    """Each scope in which more is known than before, with the names of the new agencies or the new references."""
    news = {
        Scope.AGENCIES: (now.agencies - before.agencies) | (now.asked - before.asked),
        Scope.RECOMMENDATIONS: {ref for _, ref in now.recommendations - before.recommendations},
        Scope.ACTIONS: {ref for *_, ref in now.actions - before.actions},
    }
    return ((scope, new) for scope, new in news.items() if new)


def tuples(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row."""
    return zip(*(rows[name] for name in names), strict=True)
