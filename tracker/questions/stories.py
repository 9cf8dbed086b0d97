"""What changed, told once for each action or recommendation, with all its changes together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.questions.changes import Difference
from tracker.terms import Change

# Changes that make an action late again though its date had already passed.
OPENED_AGAIN = (
    Change.WENT_BACKWARDS, Change.INSUFFICIENT, Change.REOPENED, Change.CHECK_WITHDRAWN, Change.CHECK_CORRECTED,
    Change.CHECK_WITHDRAWN_WITH_LOG,
)  # fmt: skip
BECAME_LATE = (Change.BECAME_OVERDUE, Change.BECAME_OVERDUE_BY_FIRST_DATE)
Key = tuple[str | None, str | None]


@dataclass(frozen=True)
class Story:
    """The changes to one action or recommendation, the most serious first.

    If an action disappeared from a return while a nearly identical one appeared under another reference, they share one
    story: `new_ref` is that reference, and the changes of both are here.
    """

    changes: tuple[Difference, ...]
    new_ref: str = ""

    @property
    def first(self) -> Difference:
        """The most serious change, which names the record."""
        return self.changes[0]

    def why_late(self, row: Difference, since: date) -> str:
        """Why an action became overdue: its date passed, or it was opened again; "" for any other change."""
        if row.change not in BECAME_LATE:
            return ""
        if row.became >= str(since):
            return "Date passed"
        opened = [other for other in self.changes if other.change in OPENED_AGAIN]
        return "Open again: its date had passed before" if opened else "Its date had passed before"


def stories(rows: Sequence[Difference]) -> list[Story]:
    """One story for each record that changed, in the order of its most serious change; `rows` are in that order."""
    same: dict[Key, Key] = {
        (row.sender, row.became): (row.sender, row.action_ref) for row in rows if row.change == Change.LOOKS_RENUMBERED
    }
    by_record: dict[Key, list[Difference]] = {}
    for row in rows:
        key = _key(row)
        by_record.setdefault(same.get(key, key), []).append(row)
    new = {old: ref or "" for (_, ref), old in same.items()}
    return [Story(tuple(_old_first(changes, key)), new.get(key, "")) for key, changes in by_record.items()]


def _key(row: Difference) -> Key:
    return (row.sender, row.action_ref) if row.action_ref is not None else (row.review, row.recommendation_ref)


def _old_first(changes: Sequence[Difference], key: Key) -> list[Difference]:
    """The changes under the old reference, then those under the new one, so that a story begins with the old."""
    return [row for row in changes if _key(row) == key] + [row for row in changes if _key(row) != key]
