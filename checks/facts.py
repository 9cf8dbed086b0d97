"""The facts that files make known to each other, and how far a rule may look."""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple, TypeVar

import pandas as pd

from checks.first_days import first_day
from tracker.terms import LEAD_NOT_STATED, Kind


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


class Known(NamedTuple):
    """Since when something is known, and the file that told it.

    Files of one day are known together, whatever their order in the ledger: `late` is 0. A file that was recorded with
    an earlier date than one before it is known since its own record: `late` is its number.
    """

    on: date
    late: int
    file_id: int

    @property
    def moment(self) -> tuple[date, int]:
        """What is compared to see which of two was known first."""
        return self.on, self.late


NEVER = Known(date.max, 0, 0)


def known_since(received_on: date, known_on: date, file_id: int) -> Known:
    """Since when it is known what a file says."""
    return Known(known_on, 0 if received_on == known_on else file_id, file_id)


class ActionFact(NamedTuple):
    """What a return says of an action, as far as a verification of it depends on that; `plan_of` is whose it is."""

    action_ref: str
    sender: str
    review: str
    agency: str
    supporting: tuple[str, ...]
    ref_given: str
    plan_of: str

    @property
    def leads(self) -> set[str]:
        """Who leads it; where nobody says that, it may be the body whose plan it is."""
        return {self.plan_of} - {""} if self.agency == LEAD_NOT_STATED else {self.agency}


class EarlierRow(NamedTuple):
    """A row of a file that was checked before: its words by our column, and the action that it is of by them.

    `sender` is who reported the action first, `sent_by` who sent the file.
    """

    sender: str
    sent_by: str
    review: str
    ref_given: str
    action_ref: str
    file_id: int
    words: Mapping[str, str]


class EarlierAnswer(NamedTuple):
    """What a register that was checked before says that an agency answered.

    `known_to_file` is the record that withdrew it, or NO_RECORD.
    """

    review: str
    recommendation_ref: str
    agency: str
    sender: str
    file_id: int
    received_on: date
    response: str
    known_to_file: int


@dataclass(frozen=True)
class KnownFacts:
    """What files make known. More files only add to it.

    `agencies` are those with a layout of their own, `register_agencies` those that a register names; a recommendation
    is a pair of review and reference. The others have since when each is known: what a return says of an action; a
    spelling and the name that a layout gives for it; a review and the day on which a register says that it was
    published. `earlier` are rows of the senders who used a reference twice, or whose actions others took
    over, `answers` what registers say where more than one sender has sent one. `successors` are the bodies that ended,
    each with one after it and its first day; `senders` those who sent for a body, as pairs of both. `withdrawn` is what
    files made known that were withdrawn: nothing else here comes from them but `earlier`, `answers` and `senders`.
    """

    agencies: frozenset[str] = frozenset()
    register_agencies: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: Mapping[ActionFact, Known] = field(default_factory=dict)
    names: Mapping[tuple[str, str], Known] = field(default_factory=dict)
    published: Mapping[tuple[str, date], Known] = field(default_factory=dict)
    earlier: tuple[EarlierRow, ...] = ()
    answers: tuple[EarlierAnswer, ...] = ()
    successors: tuple[tuple[str, str, date], ...] = ()
    senders: frozenset[tuple[str, str]] = frozenset()
    withdrawn: tuple["WithdrawnFacts", ...] = ()


class WithdrawnFacts(NamedTuple):
    """What a file made known that the record of a number withdrew."""

    file_id: int
    known_to_file: int
    facts: KnownFacts


def facts_of_rows(
    rows: dict[Kind, pd.DataFrame], agencies: Set[str], names: Iterable[tuple[tuple[str, str], Known]]
) -> KnownFacts:
    """The facts that `rows` make known; `agencies` and `names` are those of the layouts they were read by.

    No row may be a refused one: the database does not show it, so a later load would not know the fact.
    """
    register, actions = rows[Kind.RECOMMENDATION], rows[Kind.ACTION]
    return KnownFacts(
        agencies=frozenset(agencies),
        register_agencies=frozenset(register["agency"]),
        recommendations=frozenset(tuples(register, "review", "recommendation_ref")),
        actions=earliest({}, _action_facts(actions)),
        names=earliest({}, names),
        published=earliest({}, publications(register)),
    )


def together(facts: KnownFacts, others: Iterable[KnownFacts]) -> KnownFacts:
    """The facts with what others make known too."""
    others = list(others)
    return replace(
        facts,
        agencies=facts.agencies.union(*(one.agencies for one in others)),
        register_agencies=facts.register_agencies.union(*(one.register_agencies for one in others)),
        recommendations=facts.recommendations.union(*(one.recommendations for one in others)),
        actions=earliest(facts.actions, chain.from_iterable(one.actions.items() for one in others)),
        names=earliest(facts.names, chain.from_iterable(one.names.items() for one in others)),
        published=earliest(facts.published, chain.from_iterable(one.published.items() for one in others)),
    )


def _action_facts(actions: pd.DataFrame) -> Iterator[tuple[ActionFact, Known]]:
    names = ("action_ref", "action_sender", "review", "agency", "supporting_agencies", "ref_given", "plan_of")
    hashable = actions[[*names]].assign(supporting_agencies=actions["supporting_agencies"].map(tuple))
    found = earliest({}, zip(tuples(hashable, *names), rows_known_since(actions), strict=True))
    return ((ActionFact(*fact), known) for fact, known in found.items())  # most stand in every return


def publications(register: pd.DataFrame) -> Iterator[tuple[tuple[str, date], Known]]:
    """Each review with the day on which a row of a register says it was published, and since when that is known."""
    first_days = first_day(register["published_on"], register["published_on_precision"])
    rows = zip(register["review"], first_days, rows_known_since(register), strict=True)
    return (((review, on.date()), known) for review, on, known in rows if not pd.isna(on))


def rows_known_since(rows: pd.DataFrame) -> Iterator[Known]:
    """Since when each row is known."""
    files = tuples(rows.drop_duplicates("file_id"), "received_on", "known_on", "file_id")
    known = {file_id: known_since(received.date(), known.date(), file_id) for received, known, file_id in files}
    return (known[file_id] for file_id in rows["file_id"].tolist())


def earliest(before: Mapping[AnyFact, Known], now: Iterable[tuple[AnyFact, Known]]) -> dict[AnyFact, Known]:
    """Each fact with the earliest time since which it is known."""
    times = dict(before)
    for fact, known in now:
        times[fact] = min(known, times.get(fact, known))
    return times


def new_facts(before: KnownFacts, told: KnownFacts) -> Iterator[tuple[Scope, Set[str]]]:
    """Each scope with facts that are `told` and were not known `before`, or not so early.

    They are the names of agencies, references or reviews.
    """
    actions = _earlier(told.actions, before.actions)
    new = {
        Scope.AGENCIES: (told.agencies - before.agencies) | (told.register_agencies - before.register_agencies),
        Scope.RECOMMENDATIONS: {ref for _, ref in told.recommendations - before.recommendations},
        Scope.ACTIONS: {ref for fact in actions for ref in (fact.action_ref, fact.ref_given)},
        Scope.NAMES: {spelling for spelling, _ in _earlier(told.names, before.names)},
        Scope.REVIEWS: {review for review, _ in _earlier(told.published, before.published)},
    }
    return ((scope, refs) for scope, refs in new.items() if refs)


def _earlier(told: Mapping[AnyFact, Known], before: Mapping[AnyFact, Known]) -> list[AnyFact]:
    """A file may make known what another one of its day did, and yet earlier: that one came late."""
    return [fact for fact, known in told.items() if known.moment < before.get(fact, NEVER).moment]


def tuples(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row. A column gives its texts one by one ten times slower than as a list."""
    return zip(*(rows[name].tolist() for name in names), strict=True)
