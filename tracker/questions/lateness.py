"""For how many open actions can we say whether they are late, and how many are?"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Self

from tracker.measure import Measure
from tracker.measure_sql import LATE_COUNTS
from tracker.questions.actions import Action
from tracker.terms import Timeliness
from tracker.words import and_list, is_or_are, plural

NOT_COMPUTED = "Not computed"  # shown where 0 would be read as none late


class Lateness(NamedTuple):
    """The open actions of a selection: how many each clock can judge, and how many are late by it.

    `dated` have a date now, `once_dated` ever had one; `no_date` have none, among them `unreadable`, whose date cannot
    be read.
    """

    open_actions: int
    dated: int
    once_dated: int
    no_date: int
    unreadable: int
    overdue: int
    overdue_by_first_date: int

    @classmethod
    def from_counts(cls, count: Mapping[Measure, int]) -> Self:
        """The lateness from how many actions each measure counts."""
        return cls(*(count[measure] for measure in LATE_COUNTS.values()))

    @classmethod
    def in_row(cls, row: object) -> Self:
        """The lateness from a row that counts the actions of one body or review; see LATE_COUNTS."""
        return cls(*(getattr(row, name) for name in LATE_COUNTS))

    @classmethod
    def of(cls, actions: Iterable[Action]) -> Self:
        """The lateness of the actions given."""
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
        """Whether at least half of the open actions have a date, so that the number of late ones means something."""
        return is_enough(self.dated, self.open_actions)

    @property
    def is_computed_by_first_date(self) -> bool:
        """Whether at least half of the open actions ever had a date, so that a count by first dates means something."""
        return is_enough(self.once_dated, self.open_actions)

    @property
    def unsourced(self) -> int:
        """How many have a date but no day to judge it on: a compiler found no exactly dated source."""
        return self.open_actions - self.dated - self.no_date

    @property
    def why_not(self) -> str:
        """For how many open actions lateness cannot be computed, and why; "" if it can for all."""
        reasons = {
            "{} {have} no date": self.no_date - self.unreadable,
            "{} {have} a date that cannot be read": self.unreadable,
            "{} {have} no exactly dated source": self.unsourced,
        }
        sentences = [words.format(n, have="has" if n == 1 else "have") for words, n in reasons.items() if n]
        unjudged = f"{self.open_actions - self.dated} of {plural(self.open_actions, 'open action')}"
        return f"Lateness cannot be computed for {unjudged}: {and_list(sentences)}." if sentences else ""

    def sentence(self, computed: str) -> str:
        """`computed`, the sentence on both clocks, if enough have dates; else why not, and what is known to be late."""
        return computed if self.is_computed else " ".join(filter(None, (self.why_not, self._known)))

    def unless_unknown(self, measure: Measure, none: str) -> str:
        """The sentence that none is late by a measure's clock, or why that cannot be known."""
        by_first = measure == Measure.OVERDUE_BY_FIRST_DATE
        return none if (self.is_computed_by_first_date if by_first else self.is_computed) else self.why_not

    @property
    def _known(self) -> str:
        first = self.overdue_by_first_date
        if self.overdue:
            return f"{self.overdue} {is_or_are(self.overdue)} overdue; {first} would be if no deadline had moved."
        return f"{first} {is_or_are(first)} overdue by the dates first promised." if first else ""

    @property
    def note(self) -> str:
        """Both clocks in a few words, without a 0 where that cannot be known."""
        now = f"{self.overdue} overdue" if self.overdue or self.is_computed else "Overdue not computed"
        first = f", {self.overdue_by_first_date} by first dates"
        return f"{now}{first if self.overdue_by_first_date or self.is_computed_by_first_date else ''}"


def is_enough(dated: int, open_actions: int) -> bool:
    """Whether at least half of the open actions have a date, so that 0 late ones means something."""
    return 2 * dated >= open_actions
