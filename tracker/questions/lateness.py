"""Of how many open actions can it be said whether they are late, and how many are?"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from tracker.measure import Measure
from tracker.questions.actions import Action
from tracker.terms import Timeliness
from tracker.words import and_list, plural

NOT_COMPUTED = "Not computed"  # stands where 0 would be taken for none late

# What a row that counts calls the fields of Lateness, in their order.
IN_ROW = (
    "open_actions", "open_dated", "open_once_dated", "open_undated", "open_unreadable", "overdue",
    "overdue_by_first_date",
)  # fmt: skip


class Lateness(NamedTuple):
    """The open actions of a selection: those that each clock can judge, and those that are late by it.

    `dated` have a date now and `once_dated` ever had one; of those without, the words of `unreadable` cannot be read.
    """

    open_actions: int
    dated: int
    once_dated: int
    no_date: int
    unreadable: int
    overdue: int
    overdue_by_first_date: int

    @classmethod
    def counted(cls, count: Mapping[Measure, int]) -> Self:
        """From how many actions each measure counts."""
        return cls(
            count[Measure.OPEN],
            count[Measure.OPEN_WITH_DATE],
            count[Measure.OPEN_ONCE_DATED],
            count[Measure.NO_DATE],
            count[Measure.DATE_UNREADABLE],
            count[Measure.OVERDUE],
            count[Measure.OVERDUE_BY_FIRST_DATE],
        )

    @classmethod
    def in_row(cls, row: object) -> Self:
        """From the columns of a row that counts the actions of one body or review; see IN_ROW."""
        return cls(*(getattr(row, name) for name in IN_ROW))

    @classmethod
    def of(cls, actions: Iterable[Action]) -> Self:
        """From the actions themselves."""
        opened = [action for action in actions if action.is_open]
        return cls(
            len(opened),
            sum(bool(action.due_on and action.judged_on) for action in opened),
            sum(bool(action.first_due_on and action.judged_on) for action in opened),
            sum(action.due_on is None for action in opened),
            sum(action.timeliness == Timeliness.DATE_UNREADABLE for action in opened),
            sum(action.is_overdue for action in opened),
            sum(action.is_overdue_by_first_date for action in opened),
        )

    @property
    def is_computed(self) -> bool:
        """Whether half of the open actions or more have a date, so that a count of the late ones says something."""
        return is_enough(self.dated, self.open_actions)

    @property
    def is_computed_by_first_date(self) -> bool:
        """Whether half of the open actions or more ever had a date, so that a count by first dates says something."""
        return is_enough(self.once_dated, self.open_actions)

    @property
    def unsourced(self) -> int:
        """How many have a date and no day to judge it on: a compiler's, without a source that bears an exact date."""
        return self.open_actions - self.dated - self.no_date

    @property
    def why_not(self) -> str:
        """For how many open actions lateness cannot be computed, and why; "" where it can for all."""
        reasons = {
            "{} {have} no date": self.no_date - self.unreadable,
            "{} {have} a date that cannot be read": self.unreadable,
            "{} {have} no exactly dated source": self.unsourced,
        }
        said = [words.format(n, have="has" if n == 1 else "have") for words, n in reasons.items() if n]
        unjudged = f"{self.open_actions - self.dated} of {plural(self.open_actions, 'open action')}"
        return f"Lateness cannot be computed for {unjudged}: {and_list(said)}." if said else ""

    def sentence(self, computed: str) -> str:
        """The sentence about both clocks, `computed` where the dates suffice; else why not, and what is known late."""
        return computed if self.is_computed else " ".join(filter(None, (self.why_not, self._known)))

    def unless_unknown(self, measure: Measure, none: str) -> str:
        """The sentence that none is late by the clock of a measure, or why nobody can say."""
        by_first = measure == Measure.OVERDUE_BY_FIRST_DATE
        return none if (self.is_computed_by_first_date if by_first else self.is_computed) else self.why_not

    @property
    def _known(self) -> str:
        first = self.overdue_by_first_date
        if self.overdue:
            return f"{_are(self.overdue)} overdue; {first} would be if no deadline had moved."
        return f"{_are(first)} overdue by the dates first promised." if first else ""

    @property
    def note(self) -> str:
        """Both clocks in a few words, none of which says 0 where nobody can know."""
        now = f"{self.overdue} overdue" if self.overdue or self.is_computed else "Overdue not computed"
        first = f", {self.overdue_by_first_date} by first dates"
        return f"{now}{first if self.overdue_by_first_date or self.is_computed_by_first_date else ''}"


def is_enough(dated: int, open_actions: int) -> bool:
    """Whether half of the open actions or more have a date, so that 0 late ones says something."""
    return 2 * dated >= open_actions


def _are(n: int) -> str:
    return f"{n} is" if n == 1 else f"{n} are"
