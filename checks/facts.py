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
    """How far a rule looks: at one row, at the rows of its file, or at facts that all files make known.

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
MAKES_FACTS = (Kind.RECOMMENDATION, Kind.ACTION)  # the kinds of row that do so


class KnownSince(NamedTuple):
    """Since when something is known, and the file that made it known.

    Files of one day become known together, whatever their order in the ledger: `late` is 0. A file recorded with an
    earlier date than the one before it is known since its own record: `late` is its number.
    """

    on: date
    late: int
    file_id: int

    @property
    def moment(self) -> tuple[date, int]:
        """The key that decides which of two things was known first."""
        return self.on, self.late


NEVER = KnownSince(date.max, 0, 0)


def known_since(received_on: date, known_on: date, file_id: int) -> KnownSince:
    """Since when the content of a file is known."""
    return KnownSince(known_on, 0 if received_on == known_on else file_id, file_id)


class ActionFact(NamedTuple):
    """What a return says of an action, as far as verifications depend on it; `plan_of` is the body whose plan it is."""

    action_ref: str
    sender: str
    review: str
    agency: str
    supporting: tuple[str, ...]
    ref_given: str
    plan_of: str

    @property
    def leads(self) -> set[str]:
        """The lead agency; if none is stated, the body whose plan it is, since that may lead it."""
        return {self.plan_of} - {""} if self.agency == LEAD_NOT_STATED else {self.agency}


class EarlierRow(NamedTuple):
    """A row of a file checked before: its words by our column, and the action that they belong to.

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
    """An agency's answer according to a register checked before.

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
    """What files make known; more files only add to it.

    `agencies` are those with a layout of their own, `register_agencies` those that a register names; a recommendation
    is a pair of review and reference. Three mappings say since when each fact is known: what a return says of an
    action; a spelling and the name that a layout gives for it; a review and the day on which a register says that it
    was published. `earlier` are rows of senders who used a reference twice, or whose actions others took over;
    `answers` are what registers say if more than one sender has sent one. `successors` are bodies that ended, each with
    a body after it and that body's first day; `senders` are pairs of a body and who sent for it. `withdrawn` is what
    withdrawn files made known: of the other fields only `earlier`, `answers` and `senders` include anything from them.
    """

    agencies: frozenset[str] = frozenset()
    register_agencies: frozenset[str] = frozenset()
    recommendations: frozenset[tuple[str, str]] = frozenset()
    actions: Mapping[ActionFact, KnownSince] = field(default_factory=dict)
    names: Mapping[tuple[str, str], KnownSince] = field(default_factory=dict)
    published: Mapping[tuple[str, date], KnownSince] = field(default_factory=dict)
    earlier: tuple[EarlierRow, ...] = ()
    answers: tuple[EarlierAnswer, ...] = ()
    successors: tuple[tuple[str, str, date], ...] = ()
    senders: frozenset[tuple[str, str]] = frozenset()
    withdrawn: tuple["WithdrawnFacts", ...] = ()


class WithdrawnFacts(NamedTuple):
    """What a withdrawn file had made known, and the number of the record that withdrew it."""

    file_id: int
    known_to_file: int
    facts: KnownFacts


def facts_of_rows(
    rows: dict[Kind, pd.DataFrame], agencies: Set[str], names: Iterable[tuple[tuple[str, str], KnownSince]]
) -> KnownFacts:
    """The facts that `rows` make known; `agencies` and `names` come from the layouts they were read with.

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


def combine_facts(facts: KnownFacts, others: Iterable[KnownFacts]) -> KnownFacts:
    """The facts, together with what others make known."""
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


def _action_facts(actions: pd.DataFrame) -> Iterator[tuple[ActionFact, KnownSince]]:
    names = ("action_ref", "action_sender", "review", "agency", "supporting_agencies", "ref_given", "plan_of")
    hashable = actions[[*names]].assign(supporting_agencies=actions["supporting_agencies"].map(tuple))
    found = earliest({}, zip(tuples(hashable, *names), rows_known_since(actions), strict=True))
    return ((ActionFact(*fact), known) for fact, known in found.items())  # most facts recur in every return


def publications(register: pd.DataFrame) -> Iterator[tuple[tuple[str, date], KnownSince]]:
    """Yields each review with the day on which a register's row says it was published, and since when that is known."""
    first_days = first_day(register["published_on"], register["published_on_precision"])
    rows = zip(register["review"], first_days, rows_known_since(register), strict=True)
    return (((review, on.date()), known) for review, on, known in rows if not pd.isna(on))


def rows_known_since(rows: pd.DataFrame) -> Iterator[KnownSince]:
    """Yields since when each row is known."""
    files = tuples(rows.drop_duplicates("file_id"), "received_on", "known_on", "file_id")
    known = {file_id: known_since(received.date(), known.date(), file_id) for received, known, file_id in files}
    return (known[file_id] for file_id in rows["file_id"].tolist())


def earliest(
    before: Mapping[AnyFact, KnownSince], now: Iterable[tuple[AnyFact, KnownSince]]
) -> dict[AnyFact, KnownSince]:
    """Each fact with the earliest moment since which it is known."""
    times = dict(before)
    for fact, known in now:
        times[fact] = min(known, times.get(fact, known))
    return times


def new_facts(before: KnownFacts, known: KnownFacts) -> Iterator[tuple[Scope, Set[str]]]:
    """Yields each scope in which facts are `known` now that were not known `before`, or not as early, with their names.

    The names are agencies, references or reviews.
    """
    actions = _earlier(known.actions, before.actions)
    new = {
        Scope.AGENCIES: (known.agencies - before.agencies) | (known.register_agencies - before.register_agencies),
        Scope.RECOMMENDATIONS: {ref for _, ref in known.recommendations - before.recommendations},
        Scope.ACTIONS: {ref for fact in actions for ref in (fact.action_ref, fact.ref_given)},
        Scope.NAMES: {spelling for spelling, _ in _earlier(known.names, before.names)},
        Scope.REVIEWS: {review for review, _ in _earlier(known.published, before.published)},
    }
    return ((scope, refs) for scope, refs in new.items() if refs)


def _earlier(now: Mapping[AnyFact, KnownSince], before: Mapping[AnyFact, KnownSince]) -> list[AnyFact]:
    """The facts that were unknown before, or known only later: a file may repeat a fact of a late file."""
    return [fact for fact, known in now.items() if known.moment < before.get(fact, NEVER).moment]


def tuples(rows: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The values of some columns, row by row; reading texts one by one would be ten times slower than lists."""
    return zip(*(rows[name].tolist() for name in names), strict=True)
